// @ts-check
import { readdirSync, readFileSync } from 'node:fs';

const CLOCK_TICKS_PER_SECOND = 100;

/** @param {number} pid @returns {number[]} the process and all below it, and what a supervisor in it started */
export function processTree(pid) {
  const parents = new Map();
  for (const name of readdirSync('/proc').filter(entry =>
    /^\d+$/.test(entry),
  )) {
    const fields = statFields(Number(name));
    if (fields) {
      parents.set(Number(name), Number(fields[1]));
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

/** @param {number} pid @returns {string[] | undefined} the fields of proc(5) stat after the command */
function statFields(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
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
 * What a process alone has computed so far.
 * @param {number} pid
 */
export function cpuSeconds(pid) {
  const fields = statFields(pid);
  return fields
    ? (Number(fields[11]) + Number(fields[12])) / CLOCK_TICKS_PER_SECOND
    : 0;
}
