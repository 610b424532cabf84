import { globSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readCases, TemplateCase } from '../template/cases';
import { findTemplates, TEMPLATES_FOLDER } from '../template/findTemplates';

/** A case of a template that is built, and the folder of the rendering in which. */
export type Build = {
  template: string;
  name: string;
  values: TemplateCase['values'];
  folder: string;
};

/** What is built of each template: where its skeleton has this file, in the cases that ask for it, or the first one. */
export function readBuilds(file: 'package.json' | 'go.mod'): Build[] {
  return findTemplates(TEMPLATES_FOLDER).flatMap(template => {
    const projects = globSync(`**/${file}`, {
      cwd: join(TEMPLATES_FOLDER, template, 'skeleton/base'),
    });
    return projects.sort().flatMap(project =>
      chooseCases(template).map(({ name, values }) => ({
        template,
        name,
        values,
        folder: dirname(project),
      })),
    );
  });
}

function chooseCases(template: string): TemplateCase[] {
  const cases = readCases(join(TEMPLATES_FOLDER, template)).filter(
    ({ expect }) => expect === 'ok',
  );
  const chosen = cases.filter(({ build }) => build);
  return chosen.length > 0 ? chosen : cases.slice(0, 1);
}
