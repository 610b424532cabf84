// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { needsToolchain } from '../lib/toolchain.mjs';

// The checks run on the toolchain's own Node, which is how `yarn dev` calls this.
test('the toolchain is not fetched again by the Node that it brought', () => {
  assert.equal(needsToolchain(), false);
});
