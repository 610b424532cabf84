/*
 * The lint rules of every package: Backstage's preset, and what this
 * repository forbids on top of it. Why: docs/adr/0004-lint-rules.md.
 */
const factory = require('@backstage/cli/config/eslint-factory');

const oldFrontendSystem = [
  '@material-ui/*',
  '@mui/*',
  '@backstage/core-plugin-api',
  '@backstage/core-plugin-api/*',
];
const localPlatform = ['@shop-platform/local-platform', '**/local-platform/**'];
const never = [
  '@backstage/backend-common',
  '@backstage/core-compat-api',
  '@backstage/dev-utils',
  '@backstage/test-utils',
  'mock-fs',
  'winston',
];

/**
 * @param {string} packageDir - `__dirname` of the package's `.eslintrc.js`
 * @param {{ materialUi?: boolean; localPlatform?: boolean; console?: boolean }} [allow]
 *   what this package alone may use
 */
module.exports = function createConfig(packageDir, allow = {}) {
  const patterns = [
    ...never,
    ...(allow.materialUi ? [] : oldFrontendSystem),
    ...(allow.localPlatform ? [] : localPlatform),
  ];
  const paths = [
    { name: 'msw', importNames: ['rest'], message: 'msw 2 exports http.' },
  ];
  const typed = {
    '@typescript-eslint/no-explicit-any': 'error',
    '@typescript-eslint/no-floating-promises': 'error',
    '@typescript-eslint/no-misused-promises': [
      'error',
      { checksVoidReturn: { attributes: false } },
    ],
  };

  return factory(packageDir, {
    restrictedImportPatterns: patterns,
    restrictedImports: paths,
    rules: {
      '@backstage/no-mixed-plugin-imports': 'error',
      '@backstage/no-deprecated-bui-tokens': 'error',
      'no-console': allow.console ? 'off' : 'error',
    },
    testRules: {
      // A test that needs more than every machine has is skipped with its reason.
      'jest/no-standalone-expect': [
        'error',
        { additionalTestBlockFunctions: ['itAsRoot', 'itOnSmallDisk'] },
      ],
    },
    overrides: [
      {
        files: ['src/**/*.ts', 'src/**/*.tsx'],
        parserOptions: { projectService: true, tsconfigRootDir: __dirname },
        rules: typed,
      },
      {
        // The preset lets test files import anything; the boundaries hold for them too.
        files: ['**/*.test.*'],
        rules: { 'no-restricted-imports': ['error', { paths, patterns }] },
      },
    ],
  });
};
