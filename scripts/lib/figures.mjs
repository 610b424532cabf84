// @ts-check
import { cpus, totalmem } from 'node:os';

/**
 * A line of a benchmark's report.
 * @typedef {{ figure: string; measured: string; target: string; reached: boolean }} Row
 */

/** @param {number[]} values */
export const median = values =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** What 95 of 100 do not exceed. @param {number[]} values */
export const percentile95 = values =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length * 0.95)];

/**
 * Prints what was measured as a table, under the machine that it was measured on.
 * @param {Row[]} rows
 */
export function printFigures(rows) {
  const processors = cpus();
  const memory = (totalmem() / 1024 ** 3).toFixed(0);
  const machine = `${
    processors.length
  } × ${processors[0]?.model.trim()}, ${memory} GiB, Node ${
    process.versions.node
  }`;
  const lines = rows.map(
    ({ figure, measured, target, reached }) =>
      `| ${figure} | ${measured} | ${target} | ${
        reached ? 'reached' : 'missed'
      } |`,
  );
  process.stdout.write(
    `\n${[
      machine,
      '',
      '| Figure | Measured | Target | |',
      '| --- | ---: | ---: | --- |',
      ...lines,
    ].join('\n')}\n`,
  );
}
