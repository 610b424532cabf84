import { join } from 'node:path';
import { buildProject } from './build/buildProject';
import { findGo } from './build/findGo';
import { readBuilds } from './build/readBuilds';
import { TemplateRenderer } from './render/TemplateRenderer';
import { TEMPLATES_FOLDER } from './template/findTemplates';

const MINUTES = 60_000;

// Its hooks start a renderer, and a busy machine takes its time.
jest.setTimeout(2 * MINUTES);

const describeWithGo = findGo() === undefined ? describe.skip : describe;

let renderer: TemplateRenderer;

beforeAll(async () => {
  renderer = await TemplateRenderer.start();
});

afterAll(() => renderer.stop());

describeWithGo('a service from the template, where there is Go', () => {
  it.each(readBuilds('go.mod'))(
    '$template is what gofmt, go vet and go mod tidy want, and passes its own tests: $name',
    async ({ template, values, folder }) => {
      const rendered = await renderer.render({
        template: join(TEMPLATES_FOLDER, template),
        values,
      });
      expect(await buildProject(rendered, folder)).toEqual([]);
    },
    20 * MINUTES,
  );
});
