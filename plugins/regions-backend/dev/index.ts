/*
 * The plugin alone, over two regions whose clusters are in memory, one of which
 * hangs: `yarn start` in this folder, then
 *
 *   api=http://127.0.0.1:7107/api/regions
 *   curl "$api"
 *   curl "$api/europe-west1"
 *   curl "$api/entities/component/default/core"
 *
 * Everyone who asks counts as the same user, who may read everything.
 */
import { createBackend } from '@backstage/backend-defaults';
import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { createComponent } from '../src/__testUtils__/startRegions';
import { startClusters } from './startClusters';

async function start() {
  const backend = createBackend();
  backend.add(
    mockServices.rootConfig.factory({
      data: await startClusters({ port: 7107, count: 2, hanging: 1 }),
    }),
  );
  backend.add(mockServices.auth.factory());
  backend.add(mockServices.httpAuth.factory());
  backend.add(
    catalogServiceMock.factory({
      entities: [
        createComponent('core', { 'backstage.io/kubernetes-id': 'core' }),
      ],
    }),
  );
  backend.add(import('../src'));
  await backend.start();
}

start().catch(error => {
  process.stderr.write(`${error}\n`);
  process.exit(1);
});
