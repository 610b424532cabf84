// @ts-check
import { join } from 'node:path';
import { binFolder, inRoot } from './paths.mjs';
import { runQuietly } from './run.mjs';

/**
 * Sends generated traces of the shop, spread over the last hour, to an OTLP
 * receiver, and resolves when all are stored.
 *
 * @param {object} options
 * @param {string} options.url - the receiver, credential included
 * @param {number} options.traces - how many
 * @param {string[]} [options.more] - further arguments of the generator
 * @returns {Promise<string>} what it says about it
 */
export async function sendTraces({ url, traces, more = [] }) {
  return await runQuietly({
    title: 'Sending generated traces',
    command: join(binFolder, 'node'),
    args: [
      '--require',
      inRoot('node_modules/@backstage/cli-node/config/nodeTransform.cjs'),
      inRoot('packages/local-platform/src/otlp/generator/main.ts'),
      '--url',
      url,
      '--traces',
      String(traces),
      ...more,
    ],
  });
}
