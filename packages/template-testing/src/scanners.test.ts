import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'yaml';
import { z } from 'zod';
import { EXAMPLES_FOLDER } from './examples/findRenderings';
import { goldenFolder } from './golden/golden';
import { TEMPLATES_FOLDER } from './template/findTemplates';

const run = promisify(execFile);

const folder = process.env.SCANNERS_FOLDER;
const template = join(TEMPLATES_FOLDER, 'devsecops');
const tools = z
  .record(z.string(), z.unknown())
  .parse(
    JSON.parse(
      readFileSync(
        join(template, 'skeleton/static/infrastructure/security/tools.json'),
        'utf8',
      ),
    ),
  );

/** The shop has no service in Go, and two of the scanners read nothing else. */
const serviceInGo = goldenFolder(
  join(TEMPLATES_FOLDER, 'service-go'),
  'everything',
);

/** Those that tools.json pins, and the one whose engine its action brings along. */
const SCANNERS = [...Object.keys(tools), 'codeql'];

/**
 * gosec asks Go for the packages, and finds nothing without it. Where Go's own
 * archive is unpacked to is not on every path.
 */
const pathWithGo = [process.env.PATH, '/usr/local/go/bin'].join(delimiter);

async function prove(...args: string[]): Promise<string> {
  const { stdout } = await run(
    process.execPath,
    [
      join(template, 'scripts/proveScanners.mjs'),
      '--tools',
      folder ?? '',
      ...args,
    ],
    { env: { ...process.env, NODE_OPTIONS: '', PATH: pathWithGo } },
  ).catch((error: unknown) =>
    // It failed: what it says is what the test shows.
    z.object({ stdout: z.string() }).parse(error),
  );
  return stdout;
}

it('are all that the form of devsecops knows', () => {
  const form = z
    .object({
      spec: z.object({
        parameters: z.array(
          z.object({ properties: z.record(z.string(), z.unknown()) }),
        ),
      }),
    })
    .parse(parse(readFileSync(join(template, 'template.yaml'), 'utf8')));
  const questions = form.spec.parameters.map(({ properties }) => properties);
  const { items } = z
    .object({ items: z.object({ enum: z.array(z.string()) }) })
    .parse(questions.find(({ off }) => off)?.off);
  expect(items.enum.sort()).toEqual([...SCANNERS].sort());
});

/** Without their programs, and so for all of them: what is planned is run. */
describe('the pipeline in the rendering of devsecops', () => {
  it('plans each scanner where its fault is planted', async () => {
    const lines = (await prove('--plans')).trim().split('\n');
    const planned = lines.map(line => /^PLANNED +([\w-]+):/.exec(line)?.[1]);
    expect(planned.sort()).toEqual([...SCANNERS].sort());
  }, 300_000);
});

/** npm is where this runs; the rest is where npm test could get it. */
const isThere = (name: string) =>
  name === 'npm-audit' ||
  (folder !== undefined && existsSync(join(folder, name)));

for (const name of SCANNERS) {
  const describeWithScanner = isThere(name) ? describe : describe.skip;

  describeWithScanner(`the scanner ${name}, where it can be had`, () => {
    it('finds what is planted in the rendering of devsecops, and nothing without it', async () => {
      expect(await prove(name)).toMatch(/^FOUND /);
    }, 300_000);

    it('lets the rendering of shop-platform pass, with a service in Go beside it', async () => {
      const rendered = [
        ['--passes', EXAMPLES_FOLDER],
        ['--service', serviceInGo],
      ];
      expect(await prove(...rendered.flat(), name)).toMatch(/^PASSES /);
    }, 600_000);
  });
}
