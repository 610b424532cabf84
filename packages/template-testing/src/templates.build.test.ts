import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { buildProject } from './build/buildProject';
import { TemplateRenderer } from './render/TemplateRenderer';
import { readCases } from './template/cases';
import { findTemplates, TEMPLATES_FOLDER } from './template/findTemplates';

const MINUTES = 60_000;

/** Those that make a project; others act on one that is there. */
const makers = findTemplates(TEMPLATES_FOLDER).filter(name =>
  existsSync(join(TEMPLATES_FOLDER, name, 'skeleton')),
);

describe('a service from the template', () => {
  let renderer: TemplateRenderer;

  beforeAll(async () => {
    renderer = await TemplateRenderer.start();
  });

  it.each(makers)(
    '%s installs, builds and passes its own tests',
    async name => {
      const template = join(TEMPLATES_FOLDER, name);
      const cases = readCases(template).filter(({ expect }) => expect === 'ok');
      const testCase = cases.find(({ build }) => build) ?? cases[0];

      const rendered = await renderer.render({
        template,
        values: testCase.values,
      });

      expect(await buildProject(rendered)).toEqual([]);
    },
    20 * MINUTES,
  );
});
