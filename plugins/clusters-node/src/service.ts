import {
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import { readClusters } from './config/readClusters';
import { DefaultClusters } from './DefaultClusters';
import { type ClustersService } from './types';

/**
 * The clusters under `kubernetes.clusterLocatorMethods` in the configuration.
 *
 * @public
 */
export const clustersServiceRef = createServiceRef<ClustersService>({
  id: 'clusters',
  scope: 'plugin',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: {
        config: coreServices.rootConfig,
        lifecycle: coreServices.rootLifecycle,
      },
      // One set of connections for all plugins of the process.
      createRootContext({ config, lifecycle }) {
        const clusters = new DefaultClusters(readClusters(config));
        lifecycle.addShutdownHook(() => clusters.close());
        return clusters;
      },
      factory: (_deps, clusters) => clusters,
    }),
});
