/* The tests that install and test what the templates render. */
const config = require('@backstage/cli/config/jest');

module.exports = Promise.resolve(config).then(base => ({
  ...base,
  testMatch: ['**/*.build.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  // Two files at once, as npm's builds beside Go's, and three of npm's builds at once:
  // installing waits for the disk, and tests wait for time-outs.
  maxWorkers: 2,
  maxConcurrency: 3,
}));
