import { createMockDirectory } from '@backstage/backend-test-utils';
import { chmod } from 'node:fs/promises';
import { greeter } from './__fixtures__/greeter';
import {
  Change,
  renderedMistakes,
  staticMistakes,
} from './__fixtures__/mistakes';
import { findStaleGolden } from './golden/golden';
import { TemplateRenderer } from './render/TemplateRenderer';
import { checkTemplate } from './static/checkTemplate';
import { checkAccepted, checkRefused } from './suite/checkCase';
import { checkLeast } from './suite/checkLeast';
import { TemplateCase } from './template/cases';
import { TemplateSource } from './template/TemplateSource';

const testCase: TemplateCase = {
  name: 'hello',
  values: { name: 'order-greeter', greeting: 'Say "hello": now' },
  expect: 'ok',
  build: false,
};

// Each renders a template, some of them several times; a busy machine takes its time.
jest.setTimeout(600_000);

describe('the checks of a template', () => {
  const directory = createMockDirectory();
  let renderer: TemplateRenderer;

  beforeAll(async () => {
    renderer = await TemplateRenderer.start();
  });

  afterAll(() => renderer.stop());

  async function write(...changes: Change[]): Promise<TemplateSource> {
    const files = { ...greeter };
    for (const [path, from, to] of changes) {
      const before = files[path] ?? '';
      files[path] = before.replace(from, to);
      expect(files[path]).not.toBe(before);
    }
    directory.setContent(files);
    await chmod(directory.resolve('skeleton/bin/run.sh'), 0o755);
    return TemplateSource.read(directory.path);
  }

  async function checkBefore(source: TemplateSource): Promise<string[]> {
    const findings = await checkTemplate(source, await renderer.listActions());
    return findings.map(({ where, message }) => `${where}: ${message}`);
  }

  async function checkAfter(
    source: TemplateSource,
    options: { updateGolden?: boolean; values?: TemplateCase['values'] } = {},
  ): Promise<string[]> {
    const { updateGolden = true, values = testCase.values } = options;
    const findings = await checkAccepted({
      renderer,
      source,
      testCase: { ...testCase, values },
      updateGolden,
    });
    return findings.map(({ where, message }) => `${where}: ${message}`);
  }

  it('find nothing in a template that is right', async () => {
    const source = await write();
    expect(await checkBefore(source)).toEqual([]);
    expect(await checkAfter(source)).toEqual([]);
    expect(await checkAfter(source, { updateGolden: false })).toEqual([]);
    expect(
      await checkAfter(
        await write(
          ['skeleton/k8s/deployment.yaml', ':1.0.0', ''],
          [
            'skeleton/k8s/kustomization.yaml',
            'resources',
            'images: [{ name: example.com/order-greeter, newTag: 1.0.0 }]\nresources',
          ],
        ),
      ),
    ).toEqual([]);
    expect(
      await checkAfter(source, {
        values: { ...testCase.values, callees: [{ name: 'core-service' }] },
      }),
    ).toEqual([]);
  });

  it.each(staticMistakes)(
    'before the rendering: %s',
    async (message, ...change) => {
      const findings = await checkBefore(await write(change));
      expect(findings.join('\n')).toContain(message);
    },
  );

  it.each(renderedMistakes)(
    'after the rendering: %s',
    async (message, ...change) => {
      const findings = await checkAfter(await write(change), {
        values: { ...testCase.values, callees: [{ name: 'core-service' }] },
      });
      expect(findings.join('\n')).toContain(message);
    },
  );

  it('compare with the golden files, bytes and executable bits', async () => {
    const options = { updateGolden: false };
    const source = await write();
    expect(await checkAfter(source, options)).toEqual([
      expect.stringContaining('There are no golden files'),
    ]);

    await checkAfter(source);
    const golden = (path: string) =>
      directory.resolve(`tests/golden/hello/${path}`);
    directory.addContent({
      'tests/golden/hello/README.md': '# Greeting\n',
      'tests/golden/hello/old.txt': '',
      'tests/golden/gone/README.md': '',
    });
    await chmod(golden('bin/run.sh'), 0o644);

    expect(await checkAfter(source, options)).toEqual([
      expect.stringContaining(
        'README.md: differs from the golden file in line 1',
      ),
      expect.stringContaining('bin/run.sh: is executable, unlike'),
      expect.stringContaining('old.txt: is golden and no longer rendered'),
    ]);
    const stale = (updateGolden: boolean) =>
      findStaleGolden(source.folder, [testCase], { updateGolden });
    expect(await stale(false)).toEqual(['gone']);

    expect(await stale(true)).toEqual([]);
    await checkAfter(source);
    expect(await stale(false)).toEqual([]);
    expect(await checkAfter(source, options)).toEqual([]);
  });

  it('want a form that is safe where its defaults are left as they are', async () => {
    const answers = { ...testCase.values, callees: [{ name: 'core-service' }] };
    const check = async (...changes: Change[]) =>
      checkLeast({ renderer, source: await write(...changes), answers });
    expect(await check()).toEqual([]);
    expect(
      await check(['template.yaml', `          default: []\n`, '']),
    ).toContainEqual({
      where: 'template.yaml:1',
      message: 'parameters.callees has no value',
    });

    // Asked for by another answer, and so not left out.
    const asked: Change = [
      'template.yaml',
      '  steps:\n',
      `    - if: { properties: { name: { minLength: 2 } } }
      then: { required: [callees] }
  steps:
`,
    ];
    const noDefault: Change = ['template.yaml', `          default: []\n`, ''];
    expect(await check(asked, noDefault)).toEqual([]);
  });

  it('want bad values refused by the schema, for the reason given', async () => {
    const source = await write();
    const check = (name: string, because?: string) =>
      checkRefused({
        renderer,
        source,
        testCase: { ...testCase, values: { name }, expect: 'invalid', because },
      });

    expect(await check('../order', 'name')).toEqual([]);
    expect(await check('замовлення')).toEqual([]);
    expect(await check('order')).toEqual([
      { where: 'hello', message: 'The schema accepts these values' },
    ]);
    expect(await check('a b', 'greeting')).toEqual([
      {
        where: 'hello',
        message: expect.stringContaining('Refused, but not for greeting'),
      },
    ]);
  });
});
