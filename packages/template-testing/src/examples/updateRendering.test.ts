import { createMockDirectory } from '@backstage/backend-test-utils';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, rm } from 'node:fs/promises';
import { greeter } from '../__fixtures__/greeter';
import { compareWhole } from '../drift/compareWhole';
import { TemplateRenderer } from '../render/TemplateRenderer';
import { updateRendering } from './updateRendering';
import { updateWhole } from './updateWhole';

describe('rendering an example anew', () => {
  const directory = createMockDirectory();
  let renderer: TemplateRenderer;

  beforeAll(async () => {
    renderer = await TemplateRenderer.start();
  });

  afterAll(() => renderer.stop());

  const update = (name: string) =>
    updateRendering({
      template: directory.resolve('template'),
      values: { name },
      folder: directory.resolve('service'),
      renderer,
    });
  const read = (path: string) =>
    readFileSync(directory.resolve('service', path), 'utf8');

  it("renders a new project, and later changes the template's files alone", async () => {
    directory.setContent({
      template: greeter,
      service: { docs: { 'index.md': '# Here before\n' } },
    });
    await update('order-greeter');
    expect(read('docs/index.md')).toBe('# Here before\n');
    const dockerfile = read('Dockerfile');

    directory.addContent({
      service: { Dockerfile: 'FROM scratch\n', 'src/ours.ts': 'ours();\n' },
    });
    await update('late-greeter');
    expect(read('Dockerfile')).toBe(dockerfile);
    expect(read('docs/index.md')).toBe('# Here before\n');
    expect(read('src/ours.ts')).toBe('ours();\n');
    expect(read('src/late-greeter.ts')).not.toBe('');
    expect(existsSync(directory.resolve('service/src/order-greeter.ts'))).toBe(
      false,
    );
  });

  it('renders all of an example, whoever owns it, and tells what nothing renders', async () => {
    directory.setContent({
      template: greeter,
      service: {
        'docs/index.md': '# Edited in the wrong place\n',
        'src/ours.ts': 'ours();\n',
        'node_modules/installed.js': '',
      },
    });
    const options = (name: string) => ({
      template: directory.resolve('template'),
      values: { name },
      folder: directory.resolve('service'),
      renderer,
    });
    expect(await updateWhole(options('order-greeter'))).toEqual({
      extra: ['src/ours.ts'],
    });
    expect(read('docs/index.md')).not.toContain('wrong place');
    expect(existsSync(directory.resolve('service/src/order-greeter.ts'))).toBe(
      true,
    );

    await updateWhole(options('late-greeter'));
    expect(existsSync(directory.resolve('service/src/order-greeter.ts'))).toBe(
      false,
    );
    await chmod(directory.resolve('service/bin/run.sh'), 0o755);
    await rm(directory.resolve('service/src/ours.ts'));
    await rm(directory.resolve('service/Dockerfile'));
    directory.addContent({ 'service/docs/index.md': '# Edited again\n' });
    expect(
      await compareWhole(
        directory.resolve('service'),
        await renderer.render(options('late-greeter')),
      ),
    ).toEqual([
      { path: 'Dockerfile', kind: 'missing' },
      { path: 'bin/run.sh', kind: 'mode' },
      { path: 'docs/index.md', kind: 'changed' },
    ]);
  });
});
