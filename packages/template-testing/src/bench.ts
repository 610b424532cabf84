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

/**
 * Prints how long the scaffolder takes to render each case, or those of the
 * templates that are named. One template is meant to stay under 300 ms, a whole
 * platform under 2 s.
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
          const times: number[] = [];
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
): Promise<number> {
  const { milliseconds } = await renderer.renderSource(source, values);
  return milliseconds;
}

function print(title: string, times: readonly number[]): void {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(share * sorted.length)];
  process.stdout.write(
    `${title.padEnd(40)} median ${at(0.5).toFixed(0)} ms, 95 % within ${at(
      0.95,
    ).toFixed(0)} ms\n`,
  );
}

void bench(process.argv.slice(2));
