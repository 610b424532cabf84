import { join } from 'node:path';
import { checkDrift } from './drift/checkDrift';
import { EXAMPLES_FOLDER, findRenderings } from './examples/findRenderings';
import { TemplateRenderer } from './render/TemplateRenderer';
import { TEMPLATES_FOLDER } from './template/findTemplates';

// Each renders a whole template, one of them a whole platform; a busy machine takes its time.
jest.setTimeout(240_000);

describe('the examples', () => {
  let renderer: TemplateRenderer;

  beforeAll(async () => {
    renderer = await TemplateRenderer.start();
  });

  afterAll(async () => {
    await renderer.stop();
  });

  it.each(findRenderings(EXAMPLES_FOLDER))(
    'hold $name as $manifest.template renders it today',
    async ({ folder, manifest }) => {
      expect(
        await checkDrift({
          template: join(TEMPLATES_FOLDER, manifest.template),
          values: manifest.answers,
          folder,
          renderer,
        }),
      ).toEqual([]);
    },
  );
});
