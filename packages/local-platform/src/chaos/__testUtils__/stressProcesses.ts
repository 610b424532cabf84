import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Of the numbers in `/proc/…/stat`. */
const TICKS_IN_SECOND = 100;
const ARGUMENT = /\{.*"load":(\d+).*\}/;

/** A stress that this process started. */
export type StressProcess = {
  /** How much of a processor it was told to take, in per cent. */
  load: number;
  /** The processor time that it has taken, as Linux counts it. */
  seconds: number;
};

export function stressProcesses(): StressProcess[] {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .flatMap(name => {
      try {
        const stat = readFileSync(join('/proc', name, 'stat'), 'utf8');
        // What comes after the name.
        const [, parent, ...rest] = stat
          .slice(stat.lastIndexOf(')') + 2)
          .split(' ');
        const command = readFileSync(join('/proc', name, 'cmdline'), 'utf8');
        const [, load] = ARGUMENT.exec(command) ?? [];
        return Number(parent) === process.pid && command.includes('stress.cjs')
          ? [
              {
                load: Number(load),
                seconds: (Number(rest[9]) + Number(rest[10])) / TICKS_IN_SECOND,
              },
            ]
          : [];
      } catch {
        // It has ended meanwhile.
        return [];
      }
    });
}
