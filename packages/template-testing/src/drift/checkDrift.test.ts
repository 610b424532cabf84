import { createMockDirectory } from '@backstage/backend-test-utils';
import { chmod } from 'node:fs/promises';
import { greeter } from '../__fixtures__/greeter';
import { writeGolden } from '../golden/golden';
import { renderTemplate } from '../render/renderTemplate';
import { TemplateRefusedError } from '../render/TemplateRefusedError';
import { TemplateRenderer } from '../render/TemplateRenderer';
import { checkDrift } from './checkDrift';

describe('checkDrift', () => {
  const directory = createMockDirectory();
  const values = { name: 'order-greeter' };
  let renderer: TemplateRenderer;
  let template: string;
  let folder: string;

  beforeAll(async () => {
    renderer = await TemplateRenderer.start();
  });

  afterAll(() => renderer.stop());

  beforeEach(async () => {
    directory.setContent({ template: greeter, service: {} });
    template = directory.resolve('template');
    folder = directory.resolve('service');
    await chmod(directory.resolve('template/skeleton/bin/run.sh'), 0o755);
    await writeGolden(
      folder,
      await renderTemplate({ template, values, renderer }),
    );
  });

  const check = (name = values.name) =>
    checkDrift({ template, values: { name }, folder, renderer });

  it('finds nothing in what was just rendered, and lets the team change what it owns', async () => {
    expect(await check()).toEqual([]);

    directory.addContent({
      'service/docs/index.md': '# Ours\n',
      'service/src/ours.ts': 'ours();\n',
    });
    expect(await check()).toEqual([]);
  });

  it('names every way in which a file of the template differs', async () => {
    directory.addContent({ 'service/Dockerfile': 'FROM scratch\n' });
    directory.addContent({
      template: { skeleton: { 'new.txt': 'New\n' } },
    });
    await chmod(directory.resolve('service/bin/run.sh'), 0o644);

    expect(await check()).toEqual([
      { path: '.template/manifest.json', kind: 'changed' },
      { path: 'Dockerfile', kind: 'changed' },
      { path: 'bin/run.sh', kind: 'mode' },
      { path: 'new.txt', kind: 'missing' },
    ]);
    expect(await check('renamed')).toContainEqual({
      path: 'src/order-greeter.ts',
      kind: 'stale',
    });
  });

  it('renders by itself, and refuses what the form would refuse', async () => {
    const { output, files } = await renderTemplate({ template, values });
    expect(files.map(({ path }) => path)).toContain('src/order-greeter.ts');
    expect(output).toHaveProperty('links');

    await expect(check('Order Greeter')).rejects.toThrow(TemplateRefusedError);
    await expect(check('Order Greeter')).rejects.toThrow(
      'instance.name does not match pattern',
    );
  });
});
