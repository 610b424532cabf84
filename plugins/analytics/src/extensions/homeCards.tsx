import {
  coreExtensionData,
  createExtension,
  ExtensionBoundary,
} from '@backstage/frontend-plugin-api';
import { z } from 'zod';

/** Numbers of today on the home page of a portal that has a place for cards. */
export const homeFiguresCard = createExtension({
  kind: 'home-card',
  name: 'today',
  attachTo: { id: 'page:home', input: 'cards' },
  // Most home pages have no such place.
  disabled: true,
  output: [coreExtensionData.reactElement],
  configSchema: {
    entityRef: z.string().default('component:default/analytics-etl'),
    dashboard: z.string().default('sales'),
    panels: z.array(z.string()).default(['revenue', 'orders']),
  },
  factory: ({ node, config }) => [
    coreExtensionData.reactElement(
      ExtensionBoundary.lazy(node, () =>
        import('../components/HomeFigures').then(({ HomeFigures }) => (
          <HomeFigures {...config} />
        )),
      ),
    ),
  ],
});
