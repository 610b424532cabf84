// @ts-check
import { readdirSync, readFileSync } from 'node:fs';

const CLOCK_TICKS_PER_SECOND = 100;

/**
 * Where processes are read: /proc, or a recording of it.
 * @typedef {{ pids: () => number[]; stat: (pid: number) => string | undefined }} Processes
 */

/** @type {Processes} */
const running = {
  pids: () =>
    readdirSync('/proc')
      .filter(entry => /^\d+$/.test(entry))
      .map(Number),
  stat: pid => {
    try {
      return readFileSync(`/proc/${pid}/stat`, 'utf8');
    } catch {
      return undefined;
    }
  },
};

/**
 * The process and all below it, and what a supervisor in it started; each after
 * its parent.
 * @param {number} pid @param {Processes} [processes] @returns {number[]}
 */
export function processTree(pid, processes = running) {
  const parents = new Map();
  for (const each of processes.pids()) {
    const fields = statFields(each, processes);
    if (fields) {
      parents.set(each, Number(fields[1]));
    }
  }
  const tree = [pid];
  for (const member of tree) {
    tree.push(
      ...[...parents]
        .filter(([, parent]) => parent === member)
        .map(([child]) => child),
    );
  }
  return tree;
}

/**
 * @param {number} pid @param {Processes} [processes]
 * @returns {string[] | undefined} the fields of proc(5) stat after the command, which may hold spaces and brackets
 */
function statFields(pid, processes = running) {
  const stat = processes.stat(pid);
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
}

/**
 * When a process started, in milliseconds since 1970: to a hundredth of a second.
 * @param {number} pid
 */
export function startOf(pid) {
  const fields = statFields(pid);
  if (!fields) {
    throw new Error(`There is no process ${pid}`);
  }
  const [uptime] = readFileSync('/proc/uptime', 'utf8').split(' ');
  const age = Number(uptime) - Number(fields[19]) / CLOCK_TICKS_PER_SECOND;
  return Date.now() - age * 1000;
}

/**
 * What a process and all below it have computed so far, those that have ended
 * included. A process has its own time and that of children that it has waited
 * for, with what these had waited for; one that has ended and is not waited for
 * still has its own. So nothing is in two places. Parents are read before their
 * children: one that ends in between is missed this once, and not counted twice.
 * @param {number} pid @param {Processes} [processes]
 */
export function treeCpuSeconds(pid, processes = running) {
  const ticks = processTree(pid, processes)
    .flatMap(member => statFields(member, processes)?.slice(11, 15) ?? [])
    .reduce((sum, field) => sum + Number(field), 0);
  return ticks / CLOCK_TICKS_PER_SECOND;
}
