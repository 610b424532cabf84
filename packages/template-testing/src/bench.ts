import { join } from 'node:path';
import { TemplateRenderer } from './render/TemplateRenderer';
import { readCases, TemplateCase } from './template/cases';
import { findTemplates, TEMPLATES_FOLDER } from './template/findTemplates';
import { TemplateSource } from './template/TemplateSource';

const WARM_UPS = 3;
const RUNS = 20;

/** Prints how long the scaffolder takes to render each case. */
async function bench(): Promise<void> {
  const renderer = await TemplateRenderer.start();
  try {
    for (const name of findTemplates(TEMPLATES_FOLDER)) {
      const folder = join(TEMPLATES_FOLDER, name);
      const source = await TemplateSource.read(folder);
      for (const testCase of readCases(folder)) {
        if (testCase.expect === 'ok') {
          const times: number[] = [];
          for (let index = 0; index < WARM_UPS + RUNS; index += 1) {
            times.push(await measure(renderer, source, testCase.values));
          }
          print(`${name} ${testCase.name}`, times.slice(WARM_UPS));
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

void bench();
