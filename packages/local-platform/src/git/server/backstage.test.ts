import { join } from 'node:path';
import { UrlReaders } from '@backstage/backend-defaults/urlReader';
import {
  coreServices,
  createBackendModule,
  UrlReaderService,
} from '@backstage/backend-plugin-api';
import {
  createMockDirectory,
  mockServices,
  startTestBackend,
  TestBackend,
} from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import {
  CatalogService,
  catalogServiceRef,
} from '@backstage/plugin-catalog-node';
import { createCatalogRegisterAction } from '@backstage/plugin-scaffolder-backend';
import {
  createPublishGithubAction,
  createPublishGithubPullRequestAction,
} from '@backstage/plugin-scaffolder-backend-module-github';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { z } from 'zod';
import { HOST_TOKEN, RunningHost, startHost } from '../__testUtils__/startHost';

jest.setTimeout(120_000);

const entity = (name: string) =>
  [
    'apiVersion: backstage.io/v1alpha1',
    'kind: Component',
    `metadata: { name: ${name} }`,
    'spec: { type: service, lifecycle: production, owner: team-platform }',
  ].join('\n');

describe("Backstage's own code on the Git host", () => {
  const workspace = createMockDirectory();
  let running: RunningHost;
  let reader: UrlReaderService;
  let integrations: ScmIntegrations;
  let config: ConfigReader;
  let address: string;

  beforeAll(async () => {
    running = await startHost();
    address = new URL(running.url).host;
    config = new ConfigReader(settings());
    integrations = ScmIntegrations.fromConfig(config);
    reader = UrlReaders.default({ config, logger: mockServices.logger.mock() });
  });

  afterAll(async () => {
    await running?.stop();
  });

  function settings() {
    return {
      integrations: {
        github: [
          {
            host: address,
            apiBaseUrl: `http://${address}/api/v3`,
            token: HOST_TOKEN,
          },
        ],
      },
      catalog: { rules: [{ allow: ['Component'] }] },
    };
  }

  const repoUrl = (repo: string) =>
    `${address}?owner=shop-platform&repo=${repo}`;

  /** Publishes files with the real action; answers its outputs. */
  async function publish(repo: string, files: Record<string, string>) {
    workspace.setContent(files);
    const action = createPublishGithubAction({ integrations, config });
    type Context = Parameters<typeof action.handler>[0];
    const context = createMockActionContext<Context['input']>({
      workspacePath: workspace.path,
      input: {
        repoUrl: repoUrl(repo),
        defaultBranch: 'main',
        description: 'Takes orders',
        topics: ['Shop'],
        gitAuthorName: 'Olena',
        gitAuthorEmail: 'olena@example.com',
        gitCommitMessage: 'First',
      },
    });
    await action.handler(context);
    return outputs(context.output);
  }

  async function json(path: string) {
    const response = await running.api(path);
    return z.looseObject({}).parse(await response.json());
  }

  it('publish:github creates, pushes and protects', async () => {
    const { remoteUrl, repoContentsUrl, commitHash } = await publish('orders', {
      'README.md': '# Orders',
      'src/index.ts': 'export {};',
    });

    expect(remoteUrl).toBe(`${running.url}/shop-platform/orders.git`);
    expect(repoContentsUrl).toBe(
      `${running.url}/shop-platform/orders/blob/main`,
    );
    expect(await json('/repos/shop-platform/orders')).toMatchObject({
      description: 'Takes orders',
      default_branch: 'main',
      visibility: 'private',
      topics: ['shop'],
    });
    expect(
      await json('/repos/shop-platform/orders/branches/main'),
    ).toMatchObject({
      name: 'main',
      protected: true,
      commit: { sha: commitHash, commit: { author: { name: 'Olena' } } },
    });
    await expect(publish('orders', { a: 'a' })).rejects.toThrow(
      /Repository creation failed.*name already exists on this account/,
    );
  });

  it('publish:github:pull-request opens one that can be merged, and updates it', async () => {
    await publish('payments', { 'README.md': '# Payments', 'old.txt': 'old' });
    const action = createPublishGithubPullRequestAction({
      integrations,
      config,
    });
    type Context = Parameters<typeof action.handler>[0];
    const propose = async (update: boolean) => {
      const context = createMockActionContext<Context['input']>({
        workspacePath: workspace.path,
        input: {
          repoUrl: repoUrl('payments'),
          branchName: 'upgrade/traced-service',
          title: 'Upgrade',
          description: 'To the newest template',
          filesToDelete: ['old.txt'],
          reviewers: ['nobody'],
          update,
        },
      });
      await action.handler(context);
      return outputs(context.output);
    };
    workspace.setContent({
      'README.md': '# Payments 2',
      'new/file.bin': Buffer.from([0, 255]),
    });

    const { pullRequestNumber, remoteUrl } = await propose(false);
    await expect(propose(false)).rejects.toThrow(/already exists/);
    workspace.addContent({ 'new/more.txt': 'more' });
    expect(await propose(true)).toEqual({
      pullRequestNumber,
      remoteUrl,
      targetBranchName: 'main',
    });

    expect(remoteUrl).toBe(`${running.url}/shop-platform/payments/pull/1`);
    const merged = await running.api(
      '/repos/shop-platform/payments/pulls/1/merge',
      { method: 'PUT' },
    );
    expect(await merged.json()).toMatchObject({ merged: true });
    expect(await json('/repos/shop-platform/payments/pulls/1')).toMatchObject({
      state: 'closed',
      merged: true,
    });
    const tree = await reader.readTree(
      `${running.url}/shop-platform/payments/tree/main`,
    );
    const files = await tree.files();
    expect(files.map(({ path }) => path).sort()).toEqual([
      'README.md',
      'new/file.bin',
      'new/more.txt',
    ]);
    const binary = files.find(({ path }) => path === 'new/file.bin');
    expect(await binary?.content()).toEqual(Buffer.from([0, 255]));
  });

  it('a URL reader reads files, trees and patterns, and knows what it has', async () => {
    const long = `${'long/'.repeat(30)}name.txt`;
    await publish('products', {
      'catalog-info.yaml': entity('products'),
      'docs/Каталог товарів.md': 'Товари',
      'docs/b.md': 'B',
      [long]: 'deep',
    });
    const base = `${running.url}/shop-platform/products`;

    const file = await reader.readUrl(`${base}/blob/main/docs/b.md`);
    expect((await file.buffer()).toString()).toBe('B');
    expect(file.lastModifiedAt).toBeInstanceOf(Date);
    await expect(
      reader.readUrl(`${base}/blob/main/docs/b.md`, { etag: file.etag }),
    ).rejects.toThrow(expect.objectContaining({ name: 'NotModifiedError' }));
    await expect(reader.readUrl(`${base}/blob/main/none.md`)).rejects.toThrow(
      expect.objectContaining({ name: 'NotFoundError' }),
    );

    const tree = await reader.readTree(base);
    const contents = await Promise.all(
      (
        await tree.files()
      ).map(async ({ path, content }) => [path, (await content()).toString()]),
    );
    expect(Object.fromEntries(contents)).toEqual({
      'catalog-info.yaml': entity('products'),
      'docs/Каталог товарів.md': 'Товари',
      'docs/b.md': 'B',
      [long]: 'deep',
    });
    const docs = await reader.readTree(`${base}/tree/main/docs`);
    expect(await docs.files()).toHaveLength(2);
    await expect(reader.readTree(base, { etag: tree.etag })).rejects.toThrow(
      expect.objectContaining({ name: 'NotModifiedError' }),
    );

    const found = await reader.search(`${base}/blob/main/**/*.md`);
    expect(found.files.map(({ url }) => decodeURI(url)).sort()).toEqual([
      `${base}/blob/main/docs/b.md`,
      `${base}/blob/main/docs/Каталог товарів.md`,
    ]);
    expect(
      (
        await found.files.find(({ url }) => url.endsWith('b.md'))?.content()
      )?.toString(),
    ).toBe('B');
  });

  it('catalog:register brings the published entity into a real catalog', async () => {
    const { repoContentsUrl } = await publish('customers', {
      'catalog-info.yaml': entity('customers'),
    });
    let catalog: CatalogService | undefined;
    const capture = createBackendModule({
      pluginId: 'catalog',
      moduleId: 'capture',
      register(module) {
        module.registerInit({
          deps: { service: catalogServiceRef, logger: coreServices.logger },
          async init({ service }) {
            catalog = service;
          },
        });
      },
    });
    const backend: TestBackend = await startTestBackend({
      features: [
        catalogPlugin,
        capture,
        mockServices.rootConfig.factory({ data: settings() }),
      ],
    });
    try {
      if (!catalog) {
        throw new Error('The catalog did not start');
      }
      const action = createCatalogRegisterAction({ catalog, integrations });
      type Context = Parameters<typeof action.handler>[0];
      const context = createMockActionContext<Context['input']>({
        workspacePath: join(workspace.path),
        input: { repoContentsUrl: z.string().parse(repoContentsUrl) },
      });
      await action.handler(context);

      expect(outputs(context.output)).toEqual({
        entityRef: 'component:default/customers',
        catalogInfoUrl: `${running.url}/shop-platform/customers/tree/main/catalog-info.yaml`,
      });
    } finally {
      await backend.stop();
    }
  });

  it('needed no route that is not there', () => {
    expect(running.log).toEqual([]);
  });
});

/** What an action put out, by name. */
function outputs(output: unknown): Record<string, unknown> {
  if (!jest.isMockFunction(output)) {
    throw new Error('The context of the action is not a mock');
  }
  return Object.fromEntries(
    output.mock.calls.filter(([, value]) => value !== undefined),
  );
}
