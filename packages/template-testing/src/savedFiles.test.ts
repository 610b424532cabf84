import { createMockDirectory } from '@backstage/backend-test-utils';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { TemplateRenderer } from './render/TemplateRenderer';
import { TEMPLATES_FOLDER } from './template/findTemplates';
import { TemplateSource } from './template/TemplateSource';

// A busy machine takes its time.
jest.setTimeout(600_000);

/** Paths that the forms take, and that are alike. */
const PATHS = [
  'a/b.yaml',
  'a-b.yaml',
  'a/b-yaml.yaml',
  'a/b/c.yaml',
  'a/b-c.yaml',
  'a-b/c.yaml',
  'x/lock.yaml',
];

describe('a pull request of a single file', () => {
  const directory = createMockDirectory();
  let renderer: TemplateRenderer;

  beforeAll(async () => {
    renderer = await TemplateRenderer.start();
  });

  afterAll(() => renderer.stop());

  it.each(['save-dashboard', 'save-experiment'])(
    'of %s has a branch that no other file has',
    async name => {
      const { steps } = await TemplateSource.read(join(TEMPLATES_FOLDER, name));
      const branch = steps.find(({ id }) => id === 'propose')?.input.branchName;
      directory.setContent({
        'template.yaml': stringify({
          apiVersion: 'scaffolder.backstage.io/v1beta3',
          kind: 'Template',
          metadata: { name: 'branch' },
          spec: {
            type: 'service',
            parameters: [{ properties: { path: { type: 'string' } } }],
            steps: [
              {
                action: 'fetch:template',
                input: { url: './skeleton', values: { branch } },
              },
            ],
          },
        }),
        skeleton: { 'branch.txt': '${{ values.branch }}' },
      });

      const branches = await Promise.all(
        PATHS.map(async path => {
          const { files } = await renderer.render({
            template: directory.path,
            values: { path },
          });
          return files.map(({ content }) => content.toString('utf8')).join();
        }),
      );

      expect(new Set(branches).size).toBe(PATHS.length);
      // As `git check-ref-format` wants it.
      expect(
        branches.filter(
          ref =>
            !/^[a-z]+\/[\w-]+(\.[\w-]+)*$/.test(ref) || /\.lock$/.test(ref),
        ),
      ).toEqual([]);
    },
  );
});
