import {
  createMockDirectory,
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import techdocsPlugin from '@backstage/plugin-techdocs-backend';
import techdocsModuleMarkdownGenerator from '.';

const repository = createMockDirectory();
const published = createMockDirectory();

const entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'core',
    title: 'Core service',
    uid: 'core-uid',
    annotations: {
      'backstage.io/techdocs-ref': 'dir:.',
      'backstage.io/managed-by-location': `file:${repository.path}/catalog-info.yaml`,
    },
  },
  spec: { type: 'service', lifecycle: 'production', owner: 'team-a' },
};

it('builds the documentation of an entity inside the TechDocs back end', async () => {
  repository.setContent({
    'catalog-info.yaml': '',
    docs: { 'index.md': '# Core\n\n[broken](nowhere.md)' },
  });
  const { server } = await startTestBackend({
    features: [
      techdocsPlugin,
      techdocsModuleMarkdownGenerator,
      catalogServiceMock.factory({ entities: [entity] }),
      mockServices.rootConfig.factory({
        data: {
          backend: { baseUrl: 'http://localhost' },
          techdocs: {
            builder: 'local',
            publisher: {
              type: 'local',
              local: { publishDirectory: published.path },
            },
          },
        },
      }),
    ],
  });
  const get = async (path: string) => {
    const address = server.address();
    const port = address && typeof address === 'object' ? address.port : 0;
    const response = await fetch(
      `http://127.0.0.1:${port}/api/techdocs/${path}`,
      {
        headers: {
          Authorization: mockCredentials.user.header(),
          Accept: 'text/event-stream',
        },
      },
    );
    return response.text();
  };

  const events = await get('sync/default/component/core');

  expect(events).toContain('docs/index.md: broken link to nowhere.md');
  expect(events).toContain('Built 1 pages');
  expect(events).toContain('event: finish\ndata: {"updated":true}');
  expect(await get('metadata/techdocs/default/component/core')).toContain(
    '"site_name":"Core service"',
  );
  expect(published.content({ path: 'default/component/core' })).toMatchObject({
    'index.html': expect.stringContaining('<h1 id="core">Core'),
  });
});
