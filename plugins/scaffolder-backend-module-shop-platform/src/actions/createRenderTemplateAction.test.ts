import {
  createMockDirectory,
  mockServices,
  startTestBackend,
  type TestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { type JsonObject } from '@backstage/types';
// The action asks this plugin, so its test runs one.
// eslint-disable-next-line @backstage/no-mixed-plugin-imports
import { templatesPlugin } from '@shop-platform/backstage-plugin-templates-backend';
import { chmodSync, statSync } from 'node:fs';
import { scaffolderModuleShopPlatform } from '../module';
import { createRenderTemplateAction } from './createRenderTemplateAction';
import { createRenderTemplatesAction } from './createRenderTemplatesAction';

jest.setTimeout(60_000);

const COPY = [
  {
    action: 'fetch:template',
    input: {
      url: './skeleton',
      values: { name: '${{ parameters.name }}' },
    },
  },
];

const render = (template: string, values = {}) => [
  { action: 'platform:render-template', input: { template, values } },
];

type RenderingInput = {
  if?: boolean;
  template: string;
  values?: JsonObject;
  targetPath?: string;
  exclude?: string[];
};

describe('rendering templates within a template', () => {
  const folder = createMockDirectory();
  let backend: TestBackend;

  const template = (name: string, steps: object[]) => ({
    apiVersion: 'scaffolder.backstage.io/v1beta3',
    kind: 'Template',
    metadata: {
      name,
      namespace: 'default',
      annotations: {
        'backstage.io/managed-by-location': `file:${folder.resolve(
          name,
          'template.yaml',
        )}`,
      },
    },
    spec: {
      type: 'service',
      parameters: {
        properties: {
          name: {
            type: 'string',
            default: 'core',
            pattern: '^[a-z]+$',
            errorMessage: 'Small letters',
          },
        },
      },
      steps,
    },
  });

  beforeAll(async () => {
    folder.setContent({
      service: {
        skeleton: {
          'README.md': 'The service ${{ values.name }}',
          bin: { 'run.sh': '#!/bin/sh\n' },
        },
      },
      docs: {
        skeleton: { 'README.md': 'The docs', 'LICENSE.txt': 'Apache' },
      },
      all: {},
      ring: {},
      circle: {},
      workspace: {},
    });
    backend = await startTestBackend({
      features: [
        scaffolderPlugin,
        scaffolderModuleShopPlatform,
        templatesPlugin,
        catalogServiceMock.factory({
          entities: [
            template('service', COPY),
            template('docs', COPY),
            template('all', render('service', { name: 'loyalty' })),
            template('ring', render('circle')),
            template('circle', render('ring')),
          ],
        }),
        mockServices.rootConfig.factory(),
      ],
    });
  });

  beforeEach(() => folder.addContent({ workspace: {} }));

  const services = () => ({
    auth: mockServices.auth(),
    discovery: mockServices.discovery.mock({
      getBaseUrl: async id =>
        `http://localhost:${backend.server.port()}/api/${id}`,
    }),
  });

  async function run(input: RenderingInput, workspace: string) {
    const ctx = createMockActionContext({
      input,
      workspacePath: folder.resolve('workspace', workspace),
    });
    const info = jest.spyOn(ctx.logger, 'info');
    await createRenderTemplateAction(services()).handler(ctx);
    return outcome(ctx.output, info.mock.calls);
  }

  async function runAll(renderings: RenderingInput[], workspace: string) {
    const ctx = createMockActionContext({
      input: { renderings },
      workspacePath: folder.resolve('workspace', workspace),
    });
    const info = jest.spyOn(ctx.logger, 'info');
    await createRenderTemplatesAction(services()).handler(ctx);
    return outcome(ctx.output, info.mock.calls);
  }

  function outcome(
    output: (name: string, value: never) => void,
    log: unknown[][],
  ) {
    return {
      outputs: Object.fromEntries(jest.mocked(output).mock.calls),
      log: log.map(([message]) => message),
    };
  }

  const written = (workspace: string) =>
    folder.content({ path: folder.resolve('workspace', workspace) });

  it('puts the files of another template into the workspace', async () => {
    folder.addContent({ 'workspace/one': {} });
    const { outputs, log } = await run(
      { template: 'service', targetPath: 'services/core' },
      'one',
    );

    expect(written('one')).toEqual({
      services: {
        core: {
          'README.md': 'The service core',
          bin: { 'run.sh': '#!/bin/sh\n' },
        },
      },
    });
    expect(outputs).toEqual({
      template: 'template:default/service',
      files: ['README.md', 'bin/run.sh'],
    });
    expect(log).toEqual(['template:default/service made 2 files']);
  });

  it('keeps what is executable so', async () => {
    folder.addContent({ 'workspace/mode': {} });
    const source = folder.resolve('service/skeleton/bin/run.sh');
    chmodSync(source, 0o755);
    await run({ template: 'all' }, 'mode');

    expect(
      statSync(folder.resolve('workspace/mode/bin/run.sh')).mode & 0o111,
    ).not.toBe(0);
    expect(written('mode')).toMatchObject({
      'README.md': 'The service loyalty',
    });
  });

  it('writes all files or none, and names those that two templates make', async () => {
    folder.addContent({ 'workspace/two': {} });
    await run({ template: 'service' }, 'two');
    await run({ template: 'service' }, 'two');
    await expect(run({ template: 'docs' }, 'two')).rejects.toThrow(
      'template:default/docs and what was rendered before it make different files of the same name: README.md',
    );
    expect(written('two')).not.toHaveProperty(['LICENSE.txt']);

    await run({ template: 'docs', exclude: ['*.md'] }, 'two');
    expect(written('two')).toMatchObject({
      'README.md': 'The service core',
      'LICENSE.txt': 'Apache',
    });
  });

  it.each([
    [{ template: 'service', values: { name: 'A B' } }, /name: Small letters/],
    [{ template: 'missing' }, /The catalog has no template:default\/missing/],
    [{ template: 'service', targetPath: '../other' }, /outside/],
    [
      { template: 'ring' },
      /template:default\/ring renders template:default\/circle renders template:default\/ring: a template cannot be made of itself/,
    ],
  ])('refuses %j', async (input, words) => {
    folder.addContent({ 'workspace/none': {} });

    await expect(run(input, 'none')).rejects.toThrow(words);
    expect(written('none')).toEqual({});
  });

  it('renders several, those that are wanted, in the order in which they are named', async () => {
    folder.addContent({ 'workspace/several': {} });
    const { outputs, log } = await runAll(
      [
        ...['one', 'two', 'three', 'four', 'five', 'six'].map(name => ({
          template: 'service',
          values: { name },
          targetPath: `services/${name}`,
        })),
        { if: false, template: 'missing' },
        { if: true, template: 'docs', exclude: ['README.md'] },
      ],
      'several',
    );

    expect(log).toEqual([
      ...['one', 'two', 'three', 'four', 'five', 'six'].map(
        name => `template:default/service made 2 files in services/${name}`,
      ),
      'template:default/docs made 1 file',
    ]);
    expect(outputs).toEqual({
      files: expect.arrayContaining([
        'services/one/README.md',
        'services/two/bin/run.sh',
        'LICENSE.txt',
      ]),
    });
    expect(written('several')).toMatchObject({
      'LICENSE.txt': 'Apache',
      services: {
        one: { 'README.md': 'The service one' },
        six: { 'README.md': 'The service six' },
      },
    });
  });

  it('writes nothing of several where two differ in a file, or one is refused', async () => {
    folder.addContent({ 'workspace/differ': {} });
    await expect(
      runAll([{ template: 'service' }, { template: 'docs' }], 'differ'),
    ).rejects.toThrow(
      'template:default/docs and what was rendered before it make different files of the same name: README.md',
    );
    await expect(
      runAll(
        [{ template: 'docs' }, { template: 'service', values: { name: '1' } }],
        'differ',
      ),
    ).rejects.toThrow(/name: Small letters/);
    expect(written('differ')).toEqual({});

    await runAll([{ template: 'service' }, { template: 'service' }], 'differ');
    expect(written('differ')).toMatchObject({
      'README.md': 'The service core',
    });
  });
});
