import { join } from 'node:path';
import { buildProject } from './build/buildProject';
import { Build, readBuilds } from './build/readBuilds';
import { TemplateRenderer } from './render/TemplateRenderer';
import { readCases } from './template/cases';
import { findTemplates, TEMPLATES_FOLDER } from './template/findTemplates';

const MINUTES = 60_000;

// Its hooks start a renderer, and a busy machine takes its time.
jest.setTimeout(2 * MINUTES);

const builds = readBuilds('package.json');

let renderer: TemplateRenderer;

beforeAll(async () => {
  renderer = await TemplateRenderer.start();
});

afterAll(() => renderer.stop());

async function build({ template, values, folder }: Build) {
  const rendered = await renderer.render({
    template: join(TEMPLATES_FOLDER, template),
    values,
  });
  return await buildProject(rendered, folder);
}

describe('a service from the template', () => {
  it.concurrent.each(builds.filter(({ folder }) => folder === '.'))(
    '$template installs, passes its own linter, builds and passes its own tests: $name',
    async testCase => {
      expect(await build(testCase)).toEqual([]);
    },
    20 * MINUTES,
  );
});

describe('scripts that the template brings along', () => {
  it.concurrent.each(builds.filter(({ folder }) => folder !== '.'))(
    '$template installs, and passes its own tests in $folder: $name',
    async testCase => {
      expect(await build(testCase)).toEqual([]);
    },
    20 * MINUTES,
  );
});

it('leaves out no case that asks to be built', () => {
  const built = [...builds, ...readBuilds('go.mod')];
  const asked = findTemplates(TEMPLATES_FOLDER).flatMap(template =>
    readCases(join(TEMPLATES_FOLDER, template))
      .filter(testCase => testCase.build)
      .map(({ name }) => `${template} ${name}`),
  );
  expect(built.map(({ template, name }) => `${template} ${name}`)).toEqual(
    expect.arrayContaining(asked),
  );
});
