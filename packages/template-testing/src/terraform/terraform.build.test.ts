import { createMockDirectory } from '@backstage/backend-test-utils';
import { cpSync, globSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { findTemplates, TEMPLATES_FOLDER } from '../template/findTemplates';
import { Terraform } from './provider/Terraform';

const MINUTES = 60_000;

// Its hooks make providers and copy renderings, and a busy machine takes its time.
jest.setTimeout(2 * MINUTES);

/** Each golden rendering that has Terraform, by its template and its case. */
const renderings = findTemplates(TEMPLATES_FOLDER).flatMap(
  (name): [string, string][] => {
    const golden = join(TEMPLATES_FOLDER, name, 'tests/golden');
    const cases = new Set(
      globSync('*/**/*.tf', { cwd: golden }).map(file => file.split('/')[0]),
    );
    return [...cases]
      .sort()
      .map(testCase => [`${name}/${testCase}`, join(golden, testCase)]);
  },
);

const folders = renderings.flatMap(([name, rendering]) =>
  [...new Set(globSync('**/*.tf', { cwd: rendering }).map(dirname))].map(
    (folder): [string, string] => [name, folder],
  ),
);

const tested = renderings.flatMap(([name, rendering]) =>
  [
    ...new Set(
      globSync('**/tests/*.tftest.hcl', { cwd: rendering }).map(test =>
        dirname(dirname(test)),
      ),
    ),
  ].map((folder): [string, string] => [name, folder]),
);

const describeWithTerraform = Terraform.isInstalled()
  ? describe
  : describe.skip;

describeWithTerraform('the real terraform, where it is installed', () => {
  const directory = createMockDirectory();
  let terraform: Terraform;

  beforeAll(async () => {
    terraform = await Terraform.start(directory.resolve('scratch'));
    for (const [name, rendering] of renderings) {
      cpSync(rendering, directory.resolve(name), { recursive: true });
    }
  });

  afterAll(() => terraform.stop());

  it('has something to check, in more than one case of a template, and a test of each folder', () => {
    expect(folders.length).toBeGreaterThan(0);
    expect(renderings.map(([name]) => name)).toEqual(
      expect.arrayContaining(['multi-region/shop', 'multi-region/smallest']),
    );
    const names = (pairs: [string, string][]) =>
      pairs.map(pair => pair.join(': ')).sort();
    expect(names(tested)).toEqual(names(folders));
  });

  it.each(renderings)(
    'would format nothing of %s otherwise',
    async (_name, rendering) => {
      expect(
        await terraform.run(rendering, 'fmt', '-check', '-diff', '-recursive'),
      ).toEqual({ isOk: true, output: '' });
    },
    MINUTES,
  );

  it.each(folders)(
    'of %s validates %s',
    async (name, folder) => {
      const project = directory.resolve(name, folder);
      expect(
        await terraform.run(project, 'init', '-backend=false'),
      ).toMatchObject({ isOk: true });
      expect(await terraform.run(project, 'validate')).toEqual({
        isOk: true,
        output: expect.stringContaining('The configuration is valid'),
      });
    },
    MINUTES,
  );

  it.each(tested)(
    'of %s passes the tests of %s',
    async (name, folder) => {
      const project = directory.resolve(name, folder);
      await terraform.run(project, 'init', '-backend=false');
      expect(await terraform.run(project, 'test')).toEqual({
        isOk: true,
        output: expect.stringMatching(/Success! [1-9]\d* passed, 0 failed/),
      });
    },
    5 * MINUTES,
  );

  it(
    'finds what is wrong, so that the above means something',
    async () => {
      const file = directory.resolve(
        'multi-region/shop/infrastructure/terraform/modules/network/main.tf',
      );
      const text = await readFile(file, 'utf8');
      await writeFile(file, text.replace('routing_mode', 'routing_mod'));
      const { isOk, output } = await terraform.run(dirname(file), 'validate');
      await writeFile(file, text);

      expect(isOk).toBe(false);
      expect(output).toMatch(/Did you mean\s+"routing_mode"\?/);
    },
    MINUTES,
  );
});
