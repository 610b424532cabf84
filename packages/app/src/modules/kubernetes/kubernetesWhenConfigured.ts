import {
  createFrontendFeatureLoader,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import kubernetesPlugin from '@backstage/plugin-kubernetes/alpha';
import { hasClusters } from './hasClusters';

/** Takes the Kubernetes tab off every entity page. */
const withoutKubernetesTab = createFrontendModule({
  pluginId: 'kubernetes',
  extensions: [
    kubernetesPlugin
      .getExtension('entity-content:kubernetes/kubernetes')
      .override({ disabled: true }),
  ],
});

/**
 * A tab that can only say that there is no cluster is worse than none: the
 * Kubernetes plugin shows itself where at least one is configured, whether or
 * not `app.packages` lets it be discovered.
 */
export const kubernetesWhenConfigured = createFrontendFeatureLoader({
  loader: ({ config }) => [
    hasClusters(config) ? kubernetesPlugin : withoutKubernetesTab,
  ],
});
