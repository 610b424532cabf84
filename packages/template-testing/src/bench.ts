import { toError } from '@backstage/errors';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { TemplateRenderer } from './render/TemplateRenderer';
import { readCases, TemplateCase } from './template/cases';
import { isComposed } from './template/composition';
import { findTemplates, TEMPLATES_FOLDER } from './template/findTemplates';
import { TemplateSource } from './template/TemplateSource';

/** How often a case is rendered before it counts, and then. */
const ONE = { warmUps: 3, runs: 20 };
/** A whole platform takes seconds. */
const COMPOSED = { warmUps: 2, runs: 7 };

/** What is asked of the median, in milliseconds. */
const LIMITS = { one: 300, composed: 2_000 };

type Time = { milliseconds: number; cpu: number };

/** What `--json <file>` writes of a case, in milliseconds. */
type CaseTime = {
  template: string;
  name: string;
  isComposed: boolean;
  runs: number;
  median: number;
  limit: number;
};

/**
 * Prints how long the scaffolder takes to render each case, or those of the
 * templates that are named, and how much of a core, which says more on a busy
 * machine.
 */
async function bench(names: readonly string[]): Promise<CaseTime[]> {
  const found: CaseTime[] = [];
  const renderer = await TemplateRenderer.start();
  try {
    const wanted = findTemplates(TEMPLATES_FOLDER).filter(
      name => names.length === 0 || names.includes(name),
    );
    for (const name of wanted) {
      const folder = join(TEMPLATES_FOLDER, name);
      const source = await TemplateSource.read(folder);
      for (const testCase of readCases(folder)) {
        if (testCase.expect === 'ok') {
          found.push(await benchCase(renderer, { name, source, testCase }));
        }
      }
    }
  } finally {
    await renderer.stop();
  }
  return found;
}

async function benchCase(
  renderer: TemplateRenderer,
  of: { name: string; source: TemplateSource; testCase: TemplateCase },
): Promise<CaseTime> {
  const { name, source, testCase } = of;
  const composed = isComposed(source);
  const { warmUps, runs } = composed ? COMPOSED : ONE;
  const limit = composed ? LIMITS.composed : LIMITS.one;
  const times: Time[] = [];
  for (let index = 0; index < warmUps + runs; index += 1) {
    times.push(await measure(renderer, source, testCase.values));
  }
  const counted = times.slice(warmUps);
  const median = at(millisecondsOf(counted), 0.5);
  print(
    `${name} ${testCase.name}`,
    counted,
    median <= limit ? '' : `, more than ${limit} ms`,
  );
  return {
    template: name,
    name: testCase.name,
    isComposed: composed,
    runs,
    median,
    limit,
  };
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

function millisecondsOf(times: readonly Time[]): number[] {
  return times.map(time => time.milliseconds);
}

function print(title: string, times: readonly Time[], missed: string): void {
  const milliseconds = millisecondsOf(times);
  const cpu = times.map(time => time.cpu);
  process.stdout.write(
    `${title.padEnd(40)} median ${text(
      milliseconds,
      0.5,
    )} ms${missed}, 95 % within ${text(milliseconds, 0.95)} ms; ${text(
      cpu,
      0.5,
    )} ms of a core\n`,
  );
}

function at(numbers: readonly number[], share: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(share * sorted.length)];
}

function text(numbers: readonly number[], share: number): string {
  return at(numbers, share).toFixed(0);
}

/** `[--json <file>] [<template>…]` */
async function main(): Promise<boolean> {
  const { values, positionals } = parseArgs({
    options: { json: { type: 'string' } },
    allowPositionals: true,
  });
  const found = await bench(positionals);
  if (values.json) {
    await writeFile(values.json, `${JSON.stringify(found, null, 2)}\n`);
  }
  return found.every(({ median, limit }) => median <= limit);
}

main().then(
  // The scaffolder leaves timers behind that would keep the process.
  reached => process.exit(reached ? 0 : 1),
  (error: unknown) => {
    process.stderr.write(`${toError(error).message}\n`);
    process.exit(1);
  },
);
