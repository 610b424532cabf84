// @ts-check
import { join } from 'node:path';
import { binFolder, inRoot } from '../paths.mjs';

const MEMORY_MEGABYTES = 600;

/**
 * Runs the embedded ClickHouse in the current folder, on $CLICKHOUSE_PORT and with
 * $CLICKHOUSE_PASSWORD: for tests of the pipeline that kill it, which the server
 * that all tests share cannot bear.
 * @returns {string} for a shell
 */
export function ownClickHouseCommand() {
  return [
    // Each statement blocks a thread while it runs.
    'env UV_THREADPOOL_SIZE=20 TZ=UTC',
    quote(join(binFolder, 'node')),
    '--require',
    quote(inRoot('packages/local-platform/src/program/typescript.cjs')),
    quote(inRoot('packages/local-platform/src/clickhouse/server/main.ts')),
    '--library',
    quote(
      inRoot(
        'packages/local-platform/engines/node_modules/@chdb/lib-linux-x64-gnu',
      ),
    ),
    `--memory-megabytes ${MEMORY_MEGABYTES}`,
    '--port "$CLICKHOUSE_PORT"',
  ].join(' ');
}

/** @param {string} text */
function quote(text) {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
