import { globSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { goldenFolder } from '../golden/golden';
import { readCases, TemplateCase } from '../template/cases';
import { findTemplates, TEMPLATES_FOLDER } from '../template/findTemplates';

/** A case of a template that is built, and the folder of the rendering in which. */
export type Build = {
  template: string;
  name: string;
  values: TemplateCase['values'];
  folder: string;
};

/**
 * What is built of each template: where its golden files have this file, whichever
 * part of the skeleton it is from, in the cases that ask for it, or in the first.
 */
export function readBuilds(
  file: 'package.json' | 'go.mod',
  templates = TEMPLATES_FOLDER,
): Build[] {
  return findTemplates(templates).flatMap(template => {
    const path = join(templates, template);
    const builds = readCases(path)
      .filter(({ expect }) => expect === 'ok')
      .flatMap(({ name, values, build: isAsked }) =>
        findProjects(goldenFolder(path, name), file).map(folder => ({
          isAsked,
          build: { template, name, values, folder },
        })),
      );
    const folders = new Set(builds.map(({ build }) => build.folder));
    return [...folders].flatMap(folder => {
      const own = builds.filter(({ build }) => build.folder === folder);
      const asked = own.filter(({ isAsked }) => isAsked);
      const chosen = asked.length > 0 ? asked : own.slice(0, 1);
      return chosen.map(({ build }) => build);
    });
  });
}

/** The folders of a rendering that have this file. */
function findProjects(golden: string, file: string): string[] {
  return globSync(`**/${file}`, { cwd: golden, exclude: ['**/node_modules'] })
    .map(path => dirname(path))
    .sort();
}
