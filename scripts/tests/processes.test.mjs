// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { processTree, treeCpuSeconds } from '../lib/processes.mjs';

/*
 * Recorded on Linux: a process of which a child computed and waited for a child
 * of its own that did, too. The command has a space and a bracket.
 */
const REST =
  '20 0 1 0 6575486 16961536 3350 18446744073709551615 0 0 0 0 0 0 0 16781312 2 0 0 0 17 1 0 0 0 0 0 0 0 0 0 0 0 0 0';
const PARENT = 24281;
const CHILD = 24282;
const parent = `${PARENT} (pod (2)) R 24194 24194 17752 0 -1 4194304 2076 0 0 0 3 2 0 0 ${REST}`;
const child = `${CHILD} (pod (2)) S ${PARENT} 24194 17752 0 -1 4194368 260 200 0 0 3 4 2 10 ${REST}`;
const zombie = `${CHILD} (pod (2)) Z ${PARENT} 24194 17752 0 -1 4227148 266 200 0 0 3 9 2 10 ${REST}`;
const waited = `${PARENT} (pod (2)) R 24194 24194 17752 0 -1 4194304 2125 466 0 0 3 2 5 19 ${REST}`;
const stranger = `7 (pod) S 1 7 7 0 -1 4194304 0 0 0 0 900 900 900 900 ${REST}`;

/** @param {string[]} stats */
function recorded(...stats) {
  const byPid = new Map(stats.map(text => [parseInt(text, 10), text]));
  return {
    pids: () => [...byPid.keys()],
    /** @param {number} pid */
    stat: pid => byPid.get(pid),
  };
}

test('a tree is what is below a process, each after its parent', () => {
  assert.deepEqual(processTree(PARENT, recorded(child, stranger, parent)), [
    PARENT,
    CHILD,
  ]);
});

test('the work of a tree has that of children that ended, each once', () => {
  /** @param {string[]} stats */
  const work = (...stats) =>
    treeCpuSeconds(PARENT, recorded(stranger, ...stats));
  // The child of the child had ended and been waited for.
  assert.equal(work(parent, child), 0.24);
  assert.equal(work(parent, zombie), 0.29);
  assert.equal(work(waited), 0.29);
});

test('who ends while the tree is read is missed, and not counted twice', () => {
  const before = recorded(parent, child);
  const after = recorded(waited);
  let reads = 0;
  const meanwhile = {
    pids: before.pids,
    /** @param {number} pid */
    stat: pid => {
      reads += 1;
      // Both are read for the tree; then the parent, and the child is gone.
      return reads <= 3 ? before.stat(pid) : after.stat(pid);
    },
  };
  assert.equal(treeCpuSeconds(PARENT, meanwhile), 0.05);
  assert.equal(treeCpuSeconds(PARENT, after), 0.29);
});

test('a process that is there has computed something, and one that is not has nothing', () => {
  assert.ok(treeCpuSeconds(process.pid) > 0);
  assert.equal(treeCpuSeconds(PARENT, recorded(stranger)), 0);
});
