import {
  createMockDirectory,
  mockCredentials,
  mockServices,
} from '@backstage/backend-test-utils';
import { type Entity } from '@backstage/catalog-model';
import { NotModifiedError } from '@backstage/errors';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { cpSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import request from 'supertest';
import {
  createTemplate,
  startTemplates,
} from '../__testUtils__/startTemplates';
import { RenderingIndex } from './RenderingIndex';
import { RepositoryReader } from './RepositoryReader';
import { VisibleRenderings } from './VisibleRenderings';

jest.setTimeout(60_000);

const hash = (text: string) => createHash('sha256').update(text).digest('hex');

const manifest = (template: string, files: Record<string, string>) =>
  JSON.stringify({
    template,
    version: '1.0.0',
    answers: { secret: 'nobody is told' },
    files,
  });

const entity = (
  name: string,
  location: string,
  kind = 'Component',
): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: {
    name,
    namespace: 'default',
    annotations: { 'backstage.io/managed-by-location': location },
  },
});

const mesh = {
  ...createTemplate('istio-mesh'),
  metadata: {
    name: 'istio-mesh',
    namespace: 'default',
    title: 'Service mesh',
    releases: [{ version: '1.1.0', date: '2026-11-29', changes: ['Faster'] }],
  },
};

const platform = {
  '.template': {
    'istio-mesh.json': manifest('istio-mesh', {
      'infra/istio/a.yaml': hash('a'),
      'infra/istio/b.yaml': hash('b'),
      'infra/istio/gone.yaml': hash('gone'),
      '../outside': hash('x'),
    }),
    'chaos-suite.json': manifest('chaos-suite', {
      'infra/chaos/a.yaml': hash('a'),
    }),
    'notes.json': 'no manifest',
  },
  infra: {
    istio: { 'a.yaml': 'a', 'b.yaml': 'ours' },
    chaos: { 'a.yaml': 'a' },
  },
  services: {
    core: {
      '.template': {
        'manifest.json': manifest('traced-service', {
          'k8s/a.yaml': hash('a'),
        }),
      },
      k8s: { 'a.yaml': 'a' },
    },
    plain: {},
  },
};

describe('what was made from templates', () => {
  const directory = createMockDirectory();
  const readTree = jest.fn();
  const readProposals = jest.fn();
  let now = new Date('2026-11-29T10:00:00Z');

  const root = 'https://git.test/shop/platform/tree/main';
  const entities = [
    entity('mesh', `url:${root}/infra/istio/catalog-info.yaml`, 'Resource'),
    entity('chaos', `url:${root}/infra/chaos/`, 'Resource'),
    entity(
      'core',
      `url:https://git.test/shop/platform/blob/main/services/core/catalog-info.yaml`,
    ),
    entity('plain', `url:${root}/services/plain/`),
    entity('everything', `url:${root}/`, 'System'),
    entity('nowhere', 'bootstrap:'),
  ];

  beforeEach(() => {
    now = new Date('2026-11-29T10:00:00Z');
    directory.setContent({ platform, copies: {} });
    readProposals.mockReset().mockResolvedValue([]);
    readTree.mockReset().mockImplementation(async () => ({
      etag: 'one',
      dir: async ({ targetDir }: { targetDir: string }) => {
        cpSync(directory.resolve('platform'), targetDir, { recursive: true });
        return targetDir;
      },
    }));
  });

  function create(all: Entity[]) {
    const catalog = catalogServiceMock({ entities: all });
    const index = new RenderingIndex({
      auth: mockServices.auth(),
      catalog,
      logger: mockServices.logger.mock(),
      reader: new RepositoryReader({
        urlReader: mockServices.urlReader.mock({ readTree }),
      }),
      proposals: { read: readProposals },
      now: () => now,
    });
    const list = (seen = catalog, entityRef?: string) =>
      new VisibleRenderings({ catalog: seen, index }).list(
        { entityRef },
        {
          credentials: mockCredentials.user(),
          signal: new AbortController().signal,
        },
      );
    return { index, list };
  }

  it('is read from the repositories of the catalog, with what teams changed', async () => {
    const { index, list } = create([...entities, mesh]);
    expect(await list()).toEqual({
      templates: [expect.objectContaining({ name: 'istio-mesh' })],
      renderings: [],
      unanswered: [],
    });

    await index.refresh();

    expect(readTree).toHaveBeenCalledTimes(1);
    const { readAt, templates, renderings } = await list();
    expect(readAt).toBe('2026-11-29T10:00:00.000Z');
    expect(templates).toEqual([
      {
        name: 'istio-mesh',
        title: 'Service mesh',
        releases: mesh.metadata.releases,
      },
    ]);
    expect(renderings).toEqual([
      {
        template: 'istio-mesh',
        version: '1.0.0',
        repository: root,
        manifest: '.template/istio-mesh.json',
        entityRefs: ['resource:default/mesh'],
        changedFiles: ['infra/istio/b.yaml', 'infra/istio/gone.yaml'],
      },
      expect.objectContaining({
        template: 'chaos-suite',
        entityRefs: ['resource:default/chaos'],
        changedFiles: [],
      }),
      expect.objectContaining({
        template: 'traced-service',
        manifest: 'services/core/.template/manifest.json',
        entityRefs: ['component:default/core'],
      }),
    ]);
    expect(
      (await list(undefined, 'Component:default/core')).renderings,
    ).toEqual([renderings[2]]);
  });

  it('says which pull request about it waits, and keeps it while the host does not say', async () => {
    const about = (path: string) => ({
      url: `https://git.test/shop/platform/pull/${path.length}`,
      title: `About ${path}`,
      branch: 'template/any',
      manifest: path,
    });
    const path = 'services/core/.template/manifest.json';
    readProposals.mockResolvedValue([
      about('.template/other.json'),
      about(path),
    ]);
    const { index, list } = create([...entities, mesh]);
    await index.refresh();
    const waiting = async () =>
      (await list()).renderings.map(({ pullRequest }) => pullRequest);
    const found = [
      undefined,
      undefined,
      { url: about(path).url, title: about(path).title },
    ];
    expect(await waiting()).toEqual(found);
    expect(readProposals).toHaveBeenCalledTimes(1);
    expect(readProposals).toHaveBeenCalledWith(root, undefined);

    readTree.mockRejectedValue(new NotModifiedError());
    readProposals.mockRejectedValue(new Error('Too many requests'));
    await index.refresh();
    expect(await waiting()).toEqual(found);

    readProposals.mockResolvedValue([]);
    await index.refresh();
    expect(await waiting()).toEqual([undefined, undefined, undefined]);
  });

  it('is read from folders, up to the root of their repository', async () => {
    directory.addContent({ other: { '.git': {}, service: {} } });
    const at = (path: string) => `file:${join(directory.path, path)}`;
    const { index, list } = create([
      entity('mesh', at('platform/infra/istio/catalog-info.yaml'), 'Resource'),
      entity('core', at('platform/services/core/catalog-info.yaml')),
      entity('other', at('other/service/catalog-info.yaml')),
    ]);
    await index.refresh();
    const { renderings } = await list();
    expect(renderings.map(one => [one.entityRefs, one.repository])).toEqual([
      [['resource:default/mesh'], undefined],
      [['component:default/core'], undefined],
    ]);
  });

  it('stays as it was while a repository does not answer, and says since when', async () => {
    const { index, list } = create([entities[0]]);
    await index.refresh();
    readTree.mockRejectedValue(new Error('It is away'));
    now = new Date('2026-11-29T11:00:00Z');
    await index.refresh();
    now = new Date('2026-11-29T12:00:00Z');
    await index.refresh();

    const since = '2026-11-29T11:00:00.000Z';
    expect(await list()).toMatchObject({
      readAt: now.toISOString(),
      renderings: [{ template: 'istio-mesh', unknownSince: since }],
      unanswered: [{ repository: root, since, message: 'It is away' }],
    });

    readTree.mockRejectedValue(new NotModifiedError());
    await index.refresh();
    expect(readTree).toHaveBeenLastCalledWith(root, { etag: 'one' });
    const { renderings, unanswered } = await list();
    expect(unanswered).toEqual([]);
    expect(renderings).toHaveLength(1);
    expect(renderings[0]).not.toHaveProperty('unknownSince');
  });

  it('is told of what the caller may see in the catalog, and of nothing else', async () => {
    const { index, list } = create([...entities, mesh]);
    await index.refresh();
    readTree.mockRejectedValue(new Error('It is away'));
    await index.refresh();

    const seen = await list(catalogServiceMock({ entities: [entities[1]] }));
    expect(seen.renderings.map(({ template }) => template)).toEqual([
      'chaos-suite',
    ]);
    expect(seen.templates).toEqual([]);
    const hidden = await list(catalogServiceMock({ entities: [] }));
    expect(hidden).toMatchObject({ renderings: [], unanswered: [] });
    expect(JSON.stringify(await list())).not.toContain('nobody is told');
  });

  it('is answered by the back end', async () => {
    const portal = await startTemplates({ entities: [mesh] });
    const get = (query: string) =>
      request(portal.server).get(`/api/templates/renderings${query}`);

    const { status, body } = await get('');
    expect([status, body]).toEqual([
      200,
      expect.objectContaining({ renderings: [], unanswered: [] }),
    ]);
    expect(portal.auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({ eventId: 'template-renderings-fetch' }),
    );
    expect((await get('?entityRef=')).status).toBe(400);
    const { status: refused } = await get('').set(
      'authorization',
      mockCredentials.none.header(),
    );
    expect(refused).toBe(401);
  });
});
