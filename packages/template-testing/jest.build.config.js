/* The tests that install and test what the templates render. */
const config = require('@backstage/cli/config/jest');

module.exports = Promise.resolve(config).then(base => ({
  ...base,
  testMatch: ['**/*.build.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  // Installing waits for the disk and tests wait for time-outs; two cores do two at once.
  maxWorkers: 2,
}));
