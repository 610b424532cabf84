/*
 * Loaded into a process when a fault of its container begins, and not before.
 * What it changes is as it was once no fault is in force.
 */
const setClock = require('./clock.cjs');
const setFiles = require('./files.cjs');
const setNames = require('./names.cjs');

/** All that is in force from now on. */
module.exports = function apply(faults) {
  setClock(faults.reduce((sum, { clock }) => sum + (clock?.offsetMs ?? 0), 0));
  setNames(faults.flatMap(({ names }) => names ?? []));
  setFiles(faults.flatMap(({ files }) => files ?? []));
};
