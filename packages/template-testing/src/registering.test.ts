import { type JsonValue } from '@backstage/types';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { TaskPlatform } from './__testUtils__/TaskPlatform';
import { goldenFolder } from './golden/golden';
import { readCases } from './template/cases';
import { findTemplates, TEMPLATES_FOLDER } from './template/findTemplates';
import { listFiles } from './template/paths';

// Each renders, checks and pushes; a busy machine takes its time.
jest.setTimeout(600_000);

const read = (template: string) =>
  readFileSync(join(TEMPLATES_FOLDER, template, 'template.yaml'), 'utf8');

/** The whole platform has a test of its own, which takes longer. */
const templates = findTemplates(TEMPLATES_FOLDER).filter(
  template =>
    template !== 'shop-platform' && read(template).includes('catalog:register'),
);

/** What differs from the answers of a case, as far as the template asks for it. */
function differingAnswers(template: string): Record<string, JsonValue> {
  const text = read(template);
  const answers: Record<string, JsonValue> = {};
  if (text.includes('parameters.destination')) {
    answers.destination = 'new-repository';
  }
  if (text.includes('parameters.deploy')) {
    // Nothing here builds what the task would wait for.
    answers.deploy = false;
  }
  return answers;
}

/** Of the entities of a file. */
function readNames(text: string): string[] {
  return parseAllDocuments(text).map(
    each => `${each.get('kind')}:${each.getIn(['metadata', 'name'])}`,
  );
}

/** The first accepted one; of devsecops, the first with all of it. */
function findCase(template: string) {
  const found = readCases(join(TEMPLATES_FOLDER, template)).find(
    ({ expect: expected, values }) =>
      expected === 'ok' && values.scope !== 'previews',
  );
  if (!found) {
    throw new Error(`${template} has no case that is accepted`);
  }
  return found;
}

describe('the task of a template that makes a repository', () => {
  let platform: TaskPlatform;

  beforeAll(async () => {
    platform = await TaskPlatform.start();
  });

  afterAll(async () => {
    await platform?.stop();
  });

  it.each(templates)(
    'publishes all that %s renders, and registers it where it lies',
    async template => {
      const { name, values } = findCase(template);
      const before = platform.registered.length;

      const { status, log } = await platform.run(template, {
        ...values,
        ...differingAnswers(template),
        repoUrl: platform.repoUrl(template),
      });

      // The last lines, which say why it failed if it did.
      expect([status, log.slice(-8).join('\n')]).toEqual([
        'completed',
        expect.stringMatching(/Run completed with status: completed$/),
      ]);
      const repository = platform.repository(template);
      const golden = goldenFolder(join(TEMPLATES_FOLDER, template), name);
      expect((await repository.list()).sort()).toEqual(
        (await listFiles(golden)).sort(),
      );

      const [address, ...others] = platform.registered.slice(before);
      expect(others).toEqual([]);
      const place = new RegExp(`/${template}/(?:tree|blob)/main/`);
      expect(address).toMatch(place);
      const path = address.split(place)[1];
      expect(readNames(await repository.read(path))).toEqual(
        readNames(await readFile(join(golden, path), 'utf8')),
      );
    },
  );
});
