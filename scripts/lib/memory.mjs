// @ts-check
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const INTERVAL_MS = 1_000;

/** Watches how much memory parts of the platform take. */
export class MemoryWatch {
  /** @type {Map<string, number[]>} */
  #samples;
  #timer;

  /**
   * @param {string} data - the platform's data folder
   * @param {string[]} names - of its processes
   */
  constructor(data, names) {
    this.#samples = new Map(names.map(name => [name, []]));
    this.#timer = setInterval(() => {
      for (const [name, samples] of this.#samples) {
        samples.push(residentMiB(data, name));
      }
    }, INTERVAL_MS);
  }

  /** @returns {{ name: string; early: number; late: number; most: number }[]} means of the first and the last fifth, and the most, in MiB */
  stop() {
    clearInterval(this.#timer);
    return [...this.#samples].map(([name, samples]) => {
      const fifth = Math.max(1, Math.floor(samples.length / 5));
      return {
        name,
        early: mean(samples.slice(0, fifth)),
        late: mean(samples.slice(-fifth)),
        most: Math.max(0, ...samples),
      };
    });
  }
}

/** @param {number[]} values */
const mean = values =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

/**
 * @param {string} data
 * @param {string} name
 */
function residentMiB(data, name) {
  const record = readFileSync(
    join(data, 'run', `${name}.process.json`),
    'utf8',
  );
  const status = readFileSync(`/proc/${JSON.parse(record).pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024;
}
