import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HttpStatusError, isTransient } from '../src/outgoing/httpErrors.ts';
import { retry } from '../src/outgoing/retry.ts';

const url = new URL('http://127.0.0.1:9');
const options = { attempts: 3, baseDelayMs: 1, isRetryable: isTransient };

test('what may pass is tried again, a few times', async () => {
  const attempts: number[] = [];

  const result = await retry(options, async attempt => {
    attempts.push(attempt);
    if (attempt < 3) {
      throw new HttpStatusError(url, 503);
    }
    return 'done';
  });

  assert.equal(result, 'done');
  assert.deepEqual(attempts, [1, 2, 3]);
  let tries = 0;
  await assert.rejects(
    retry(options, async () => {
      tries += 1;
      throw new HttpStatusError(url, 429);
    }),
    HttpStatusError,
  );
  assert.equal(tries, 3);
});

test('what will not pass is not tried again', async () => {
  let tries = 0;

  await assert.rejects(
    retry(options, async () => {
      tries += 1;
      throw new HttpStatusError(url, 404);
    }),
    HttpStatusError,
  );

  assert.equal(tries, 1);
});
