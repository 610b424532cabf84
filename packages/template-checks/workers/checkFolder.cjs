/*
 * The checks of a folder in a thread of their own. Being handed over as a path, it is
 * no part of what is bundled, and no TypeScript: packages are not compiled in
 * node_modules.
 */
const { parentPort, workerData } = require('node:worker_threads');
const { checkFolderHere } = require('@shop-platform/template-checks/rendered');

checkFolderHere(workerData).then(
  result => parentPort.postMessage(result),
  error => parentPort.postMessage({ problem: error.message }),
);
