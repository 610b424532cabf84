// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changedReports } from '../lib/apiReports.mjs';

const report = `
export type Card = {
  output:
    | DataRef<Element, 'element', {}>
    | DataRef<
        string,
        'expression',
        {
          optional: true;
        }
      >;
  type: 'content' | 'info';
};
`;

/**
 * @param {string} made
 * @param {string} [kept]
 */
const changed = (made, kept = report) =>
  changedReports(
    new Map([['a/report.api.md', kept]]),
    new Map([['a/report.api.md', made]]),
  );

test('the order of a union is not a change of an API; anything else is', () => {
  assert.deepEqual(changed(report), []);
  assert.deepEqual(
    changed(`
export type Card = {
  output:
    | DataRef<
        string,
        'expression',
        {
          optional: true;
        }
      >
    | DataRef<Element, 'element', {}>;
  type: 'info' | 'content';
};
`),
    [],
  );
  for (const [from, to] of [
    ["'content' | 'info'", "'content'"],
    ['optional: true', 'optional: false'],
    ['Card', 'Cards'],
  ]) {
    assert.deepEqual(changed(report.replace(from, to)), ['a/report.api.md']);
  }
});

test('a line that moves to another declaration is a change', () => {
  const two = (/** @type {string} */ first, /** @type {string} */ second) => `
// @public
export type Card = {
  title: string;${first}
};

// @public
export type Page = {
  path: string;${second}
};
`;
  const size = '\n  size: number;';

  assert.deepEqual(changed(two(size, ''), two(size, '')), []);
  assert.deepEqual(changed(two('', size), two(size, '')), ['a/report.api.md']);
});

test('a report too many and one too few are changes', () => {
  assert.deepEqual(
    changedReports(new Map([['a', 'x']]), new Map([['b', 'x']])),
    ['a', 'b'],
  );
});
