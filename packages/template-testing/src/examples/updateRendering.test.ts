import { createMockDirectory } from '@backstage/backend-test-utils';
import { existsSync, readFileSync } from 'node:fs';
import { greeter } from '../__fixtures__/greeter';
import { TemplateRenderer } from '../render/TemplateRenderer';
import { updateRendering } from './updateRendering';

describe('updateRendering', () => {
  const directory = createMockDirectory();
  let renderer: TemplateRenderer;

  beforeAll(async () => {
    renderer = await TemplateRenderer.start();
  });

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
});
