import { join } from 'node:path';
import { compareWhole } from './drift/compareWhole';
import { EXAMPLES_FOLDER, findRenderings } from './examples/findRenderings';
import { renderTemplate } from './render/renderTemplate';
import { TEMPLATES_FOLDER } from './template/findTemplates';

// It renders a whole platform; a busy machine takes its time.
jest.setTimeout(240_000);

describe('the example', () => {
  it('is as shop-platform renders it today, file by file; yarn render:examples writes it', async () => {
    const { folder, manifest } =
      findRenderings(EXAMPLES_FOLDER).find(
        ({ name }) => name === 'shop-platform',
      ) ?? fail('The example has no manifest of shop-platform');
    const rendered = await renderTemplate({
      template: join(TEMPLATES_FOLDER, manifest.template),
      values: manifest.answers,
    });
    expect(rendered.files.length).toBeGreaterThan(800);
    expect(await compareWhole(folder, rendered)).toEqual([]);
  });
});

function fail(message: string): never {
  throw new Error(message);
}
