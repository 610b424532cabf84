/*
 * npm, with a registry on this machine that knows the recorded advisories and nothing
 * else: a mirror of packages refuses to be asked for them. What asks, and judges which
 * versions they are about, is npm itself.
 *
 *   node npmWithAdvisories.mjs <npm> audit …
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';

const ADVISORIES = JSON.parse(
  readFileSync(new URL('../tests/npm-advisories.json', import.meta.url)),
);

/** The advisories of the packages that it is asked for, as the registry answers. */
async function answer(request, response) {
  if (
    request.method !== 'POST' ||
    request.url !== '/-/npm/v1/security/advisories/bulk'
  ) {
    response.writeHead(404).end('{}');
    return;
  }
  const body = await buffer(request);
  const isPacked = request.headers['content-encoding'] === 'gzip';
  const asked = JSON.parse(isPacked ? gunzipSync(body) : body);
  const known = Object.entries(ADVISORIES).filter(([name]) => asked[name]);
  response
    .writeHead(200, { 'content-type': 'application/json' })
    .end(JSON.stringify(Object.fromEntries(known)));
}

const [npm, ...parameters] = process.argv.slice(2);
const registry = createServer((request, response) => {
  answer(request, response).catch(error =>
    response.writeHead(400).end(JSON.stringify({ message: `${error}` })),
  );
});
registry.listen(0, '127.0.0.1');
await once(registry, 'listening');
// npm remembers what it was told of an advisory; this is not for its real cache.
const cache = mkdtempSync(join(tmpdir(), 'npm-'));
try {
  const child = spawn(npm, parameters, {
    stdio: 'inherit',
    env: {
      ...process.env,
      npm_config_registry: `http://127.0.0.1:${registry.address().port}/`,
      npm_config_noproxy: '127.0.0.1',
      npm_config_cache: cache,
      npm_config_fetch_retries: '0',
      npm_config_update_notifier: 'false',
    },
  });
  const [code] = await once(child, 'close');
  process.exitCode = code ?? 1;
} finally {
  registry.close();
  rmSync(cache, { recursive: true, force: true });
}
