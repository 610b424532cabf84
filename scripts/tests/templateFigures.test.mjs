// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ladderFigure, renderFigures } from '../lib/templateFigures.mjs';

const one = {
  template: 'service-go',
  name: 'minimal',
  isComposed: false,
  runs: 20,
  median: 80.4,
  limit: 300,
};
const whole = {
  template: 'shop-platform',
  name: 'shop',
  isComposed: true,
  runs: 7,
  median: 1_650,
  limit: 2_000,
};

test('the slowest case of each kind is a line of the table', () => {
  const slow = { ...one, name: 'busy', median: 301 };
  assert.deepEqual(renderFigures([one, slow, whole]), [
    {
      figure:
        'A template rendered by the scaffolder, slowest of 2 cases (service-go busy), median of 20',
      measured: '301 ms',
      target: '300 ms',
      reached: false,
    },
    {
      figure:
        'The whole platform rendered by the scaffolder (shop-platform shop), median of 7',
      measured: '1650 ms',
      target: '2000 ms',
      reached: true,
    },
  ]);
  assert.deepEqual(renderFigures([]), []);
});

test('the ladder has to be climbed in eight minutes, and to the top', () => {
  const figure = 'All templates and cases up the whole ladder, builds included';
  const target = '8:00 min';
  assert.deepEqual(ladderFigure({ seconds: 425.2, failed: 0 }), {
    figure,
    measured: '7:05 min',
    target,
    reached: true,
  });
  assert.equal(ladderFigure({ seconds: 481, failed: 0 }).reached, false);
  assert.deepEqual(ladderFigure({ seconds: 60, failed: 2 }), {
    figure,
    measured: '1:00 min, 2 failed',
    target,
    reached: false,
  });
});
