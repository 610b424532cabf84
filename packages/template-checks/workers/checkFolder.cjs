/*
 * The checks of a folder in a process of their own. Being handed over as a path, it is
 * no part of what is bundled, and no TypeScript: packages are not compiled in
 * node_modules.
 */
const { checkFolderHere } = require('@shop-platform/template-checks/rendered');

process.once('message', options => {
  checkFolderHere(options).then(
    result => process.send({ checks: result }),
    error => process.send({ checks: { problem: error.message } }),
  );
});
// Nobody waits any more.
process.once('disconnect', () => process.exit());
