import { createApp } from '@backstage/frontend-defaults';
import { features } from './features';

/**
 * Plugins are discovered from this package's dependencies (`app.packages`
 * in the configuration); only what the portal itself adds or overrides is
 * listed.
 */
export default createApp({ features });
