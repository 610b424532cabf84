import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { buildProject } from './build/buildProject';
import { findGo } from './build/findGo';
import { TemplateRenderer } from './render/TemplateRenderer';
import { readCases } from './template/cases';
import { findTemplates, TEMPLATES_FOLDER } from './template/findTemplates';

const MINUTES = 60_000;

// Its hooks start a renderer, and a busy machine takes its time.
jest.setTimeout(2 * MINUTES);

/** Those whose renderings have this file are built; others act on what is there, or write manifests. */
const makersWith = (file: string) =>
  findTemplates(TEMPLATES_FOLDER).filter(name =>
    existsSync(join(TEMPLATES_FOLDER, name, 'skeleton/base', file)),
  );

/** The cases that ask for it, or the first one. */
function readBuilds(name: string) {
  const cases = readCases(join(TEMPLATES_FOLDER, name)).filter(
    ({ expect }) => expect === 'ok',
  );
  const chosen = cases.filter(testCase => testCase.build);
  return (chosen.length > 0 ? chosen : cases.slice(0, 1)).map(testCase => ({
    template: name,
    name: testCase.name,
    values: testCase.values,
  }));
}

const describeWithGo = findGo() === undefined ? describe.skip : describe;

let renderer: TemplateRenderer;

beforeAll(async () => {
  renderer = await TemplateRenderer.start();
});

afterAll(() => renderer.stop());

type Build = ReturnType<typeof readBuilds>[number];

async function build({ template, values }: Build) {
  return await buildProject(
    await renderer.render({
      template: join(TEMPLATES_FOLDER, template),
      values,
    }),
  );
}

describe('a service from the template', () => {
  it.each(makersWith('package.json').flatMap(readBuilds))(
    '$template installs, passes its own linter, builds and passes its own tests: $name',
    async testCase => {
      expect(await build(testCase)).toEqual([]);
    },
    20 * MINUTES,
  );
});

describeWithGo('a service from the template, where there is Go', () => {
  it.each(makersWith('go.mod').flatMap(readBuilds))(
    '$template is what gofmt, go vet and go mod tidy want, and passes its own tests: $name',
    async testCase => {
      expect(await build(testCase)).toEqual([]);
    },
    20 * MINUTES,
  );
});
