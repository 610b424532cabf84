import { createMockDirectory } from '@backstage/backend-test-utils';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { createHash } from 'node:crypto';
import { parse } from 'yaml';
import { z } from 'zod';
import { createTemplateManifestAction } from './createTemplateManifestAction';
import { examples } from './createTemplateManifestAction.examples';
import {
  isManifestPath,
  parseTemplateManifest,
  TEMPLATE_MANIFEST_PATH,
} from './manifest';

const sha256 = (text: string) =>
  createHash('sha256').update(text).digest('hex');

const exampleSchema = z.object({
  steps: z.tuple([
    z.object({
      action: z.string(),
      input: z.object({
        template: z.string(),
        version: z.string(),
        answers: z.record(z.string(), z.json()).optional(),
        teamOwned: z.array(z.string()).optional(),
        targetPath: z.string().optional(),
      }),
    }),
  ]),
});

const rendered = {
  'README.md': 'Read me',
  'src/main.ts': 'main();',
  'k8s/deployment.yaml': 'kind: Deployment',
  '.dockerignore': 'node_modules',
  '.git/config': '[core]',
};

describe('shop-platform:template:manifest', () => {
  const workspace = createMockDirectory();
  const action = createTemplateManifestAction();

  type Input = Parameters<typeof action.handler>[0]['input'];

  async function run(
    input: Partial<Input>,
    context: { isDryRun?: boolean } = {},
  ) {
    const ctx = createMockActionContext<Input>({
      input: {
        template: 'traced-service',
        version: '1.0.0',
        ...input,
      },
      workspacePath: workspace.path,
      ...context,
    });
    await action.handler(ctx);
    return ctx;
  }

  function readManifest(folder = 'project') {
    const content = z
      .record(z.string(), z.unknown())
      .parse(workspace.content({ path: folder }));
    const { 'manifest.json': text } = z
      .object({ 'manifest.json': z.string() })
      .parse(content['.template']);
    return { text, manifest: parseTemplateManifest(text) };
  }

  beforeEach(() => {
    workspace.setContent({ project: rendered });
  });

  it.each([{ isDryRun: false }, { isDryRun: true }])(
    'records the files in order, the same every time ($isDryRun)',
    async context => {
      const input = {
        targetPath: 'project',
        answers: { name: 'loyalty', calls: ['core'] },
      };
      const ctx = await run(input, context);

      const first = readManifest();
      expect(first.manifest).toEqual({
        template: 'traced-service',
        version: '1.0.0',
        answers: { name: 'loyalty', calls: ['core'] },
        files: {
          '.dockerignore': sha256('node_modules'),
          'README.md': sha256('Read me'),
          'k8s/deployment.yaml': sha256('kind: Deployment'),
          'src/main.ts': sha256('main();'),
        },
      });
      expect(Object.keys(first.manifest.files)).toEqual([
        '.dockerignore',
        'README.md',
        'k8s/deployment.yaml',
        'src/main.ts',
      ]);
      expect(ctx.output).toHaveBeenCalledWith(
        'manifestPath',
        TEMPLATE_MANIFEST_PATH,
      );
      expect(ctx.output).toHaveBeenCalledWith('fileCount', 4);

      await run(input, context);
      expect(readManifest().text).toBe(first.text);
    },
  );

  it('writes one of several manifests of a project, and counts none as a file', async () => {
    await run({ targetPath: 'project' });
    const ctx = await run({
      targetPath: 'project',
      manifest: '.template/istio-mesh.json',
    });

    expect(ctx.output).toHaveBeenCalledWith(
      'manifestPath',
      '.template/istio-mesh.json',
    );
    expect(ctx.output).toHaveBeenCalledWith('fileCount', 4);
    expect(workspace.content({ path: 'project/.template' })).toEqual({
      'istio-mesh.json': expect.any(String),
      'manifest.json': expect.any(String),
    });
  });

  it.each([
    '../mesh.json',
    'mesh.json',
    '.template/a/b.json',
    '.template/.json',
  ])('has no place for a manifest at %s', path => {
    expect(isManifestPath(path)).toBe(false);
  });

  it('keeps the hashes of the first attempt when the task is retried', async () => {
    const earlier = {
      template: 'traced-service',
      version: '1.0.0',
      answers: {},
      files: { 'README.md': sha256('as rendered') },
    };
    const ctx = createMockActionContext<Input>({
      input: {
        template: 'traced-service',
        version: '1.0.0',
        targetPath: 'project',
      },
      workspacePath: workspace.path,
    });
    jest.spyOn(ctx, 'checkpoint').mockResolvedValue(earlier);

    await action.handler(ctx);

    expect(readManifest().manifest).toEqual(earlier);
  });

  it('refuses links out of the workspace, and hashes those within by their target', async () => {
    workspace.setContent({
      outside: { secret: 'secret' },
      project: {
        ...rendered,
        'latest.md': ({ symlink }) => symlink('./README.md'),
      },
    });
    await run({ targetPath: 'project' });
    expect(readManifest().manifest.files['latest.md']).toBe(
      sha256('./README.md'),
    );

    workspace.setContent({
      outside: { secret: 'secret' },
      project: {
        ...rendered,
        docs: { leak: ({ symlink }) => symlink('../../outside/secret') },
      },
    });
    await expect(run({ targetPath: 'project' })).rejects.toThrow(
      'The link docs/leak leads out of the workspace',
    );
    await expect(run({ targetPath: '../elsewhere' })).rejects.toThrow(
      'not allowed to refer to a directory outside',
    );

    workspace.setContent({
      outside: {},
      project: {
        ...rendered,
        '.template': ({ symlink }) => symlink('../outside'),
      },
    });
    await expect(run({ targetPath: 'project' })).rejects.toThrow(
      'The link .template leads out of the workspace',
    );
    expect(workspace.content({ path: 'outside' })).toEqual({});
  });

  it('says what is wrong when there is nothing to record', async () => {
    await expect(
      run({ targetPath: 'project', teamOwned: ['**'] }),
    ).rejects.toThrow('The template owns no file');
    await expect(run({ targetPath: 'projekt' })).rejects.toThrow(
      'The workspace has no folder projekt',
    );
  });

  it.each([
    ['{', 'is not JSON'],
    [
      '{"template":"a","version":"1","answers":{},"files":{"a":"b"}}',
      'no template manifest',
    ],
    [
      '{"template":"a","version":"1","answers":{},"files":{},"by":1}',
      'no template manifest',
    ],
  ])('refuses %s as a manifest', (text, message) => {
    expect(() => parseTemplateManifest(text)).toThrow(message);
  });

  describe('its examples', () => {
    const expected = [
      ['.dockerignore', 'README.md', 'k8s/deployment.yaml', 'src/main.ts'],
      ['.dockerignore', 'k8s/deployment.yaml'],
      ['.dockerignore', 'README.md', 'k8s/deployment.yaml', 'src/main.ts'],
    ];

    it.each(examples.map((example, index) => ({ ...example, index })))(
      '$description',
      async ({ example, index }) => {
        const [step] = exampleSchema.parse(parse(example)).steps;
        expect(step.action).toBe(action.id);
        workspace.setContent(
          step.input.targetPath
            ? { [step.input.targetPath]: rendered }
            : rendered,
        );

        await run(step.input);

        expect(
          Object.keys(
            readManifest(step.input.targetPath ?? '.').manifest.files,
          ),
        ).toEqual(expected[index]);
      },
    );
  });
});
