import {
  coreServices,
  createBackendFeatureLoader,
} from '@backstage/backend-plugin-api';

/** The Kubernetes back end, only where clusters are configured. */
export const kubernetesWhenConfigured = createBackendFeatureLoader({
  deps: { config: coreServices.rootConfig },
  *loader({ config }) {
    if (config.has('kubernetes.clusterLocatorMethods')) {
      yield import('@backstage/plugin-kubernetes-backend');
    }
  },
});
