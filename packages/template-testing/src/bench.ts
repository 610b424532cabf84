import { toError } from '@backstage/errors';
import { join } from 'node:path';
import { TemplateRenderer } from './render/TemplateRenderer';
import { readCases, TemplateCase } from './template/cases';
import { isComposed } from './template/composition';
import { findTemplates, TEMPLATES_FOLDER } from './template/findTemplates';
import { TemplateSource } from './template/TemplateSource';

/** How often a case is rendered before it counts, and then. */
const ONE = { warmUps: 3, runs: 20 };
/** A whole platform takes seconds. */
const COMPOSED = { warmUps: 2, runs: 7 };

type Time = { milliseconds: number; cpu: number };

/**
 * Prints how long the scaffolder takes to render each case, or those of the
 * templates that are named, and how much of a core, which says more on a busy
 * machine. One template is meant to stay under 300 ms, a whole platform under 2 s.
 */
async function bench(names: readonly string[]): Promise<void> {
  const renderer = await TemplateRenderer.start();
  try {
    const wanted = findTemplates(TEMPLATES_FOLDER).filter(
      name => names.length === 0 || names.includes(name),
    );
    for (const name of wanted) {
      const folder = join(TEMPLATES_FOLDER, name);
      const source = await TemplateSource.read(folder);
      const { warmUps, runs } = isComposed(source) ? COMPOSED : ONE;
      for (const testCase of readCases(folder)) {
        if (testCase.expect === 'ok') {
          const times: Time[] = [];
          for (let index = 0; index < warmUps + runs; index += 1) {
            times.push(await measure(renderer, source, testCase.values));
          }
          print(`${name} ${testCase.name}`, times.slice(warmUps));
        }
      }
    }
  } finally {
    await renderer.stop();
  }
}

async function measure(
  renderer: TemplateRenderer,
  source: TemplateSource,
  values: TemplateCase['values'],
): Promise<Time> {
  const before = process.cpuUsage();
  const { milliseconds } = await renderer.renderSource(source, values);
  const { user, system } = process.cpuUsage(before);
  return { milliseconds, cpu: (user + system) / 1000 };
}

function print(title: string, times: readonly Time[]): void {
  const milliseconds = times.map(time => time.milliseconds);
  const cpu = times.map(time => time.cpu);
  process.stdout.write(
    `${title.padEnd(40)} median ${at(milliseconds, 0.5)} ms, 95 % within ${at(
      milliseconds,
      0.95,
    )} ms; ${at(cpu, 0.5)} ms of a core\n`,
  );
}

function at(numbers: readonly number[], share: number): string {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(share * sorted.length)].toFixed(0);
}

bench(process.argv.slice(2)).then(
  // The scaffolder leaves timers behind that would keep the process.
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${toError(error).message}\n`);
    process.exit(1);
  },
);
