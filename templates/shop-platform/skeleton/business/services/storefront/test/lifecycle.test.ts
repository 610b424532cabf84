import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { z } from 'zod';
import { loadConfig } from '../src/config.ts';
import { listen, request } from './support/http.ts';
import { startProcess } from './support/process.ts';

test('traces and metrics leave over OTLP, the last of them while it stops', async t => {
  const received = new Map<
    string,
    { type: string | undefined; bytes: number }
  >();
  const collector = await listen(t, (incoming, outgoing) => {
    let bytes = 0;
    incoming.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
    });
    incoming.on('end', () => {
      received.set(incoming.url ?? '', {
        type: incoming.headers['content-type'],
        bytes,
      });
      outgoing.end();
    });
  });
  const { child, url, lines } = await startProcess(t, {
    OTEL_EXPORTER_OTLP_ENDPOINT: collector,
  });
  await request(`${url}/api/cart`, z.unknown());

  const exited = once(child, 'exit');
  child.kill('SIGTERM');

  assert.deepEqual(await exited, [0, null]);
  for (const path of ['/v1/traces', '/v1/metrics']) {
    assert.equal(received.get(path)?.type, 'application/x-protobuf');
    assert.ok((received.get(path)?.bytes ?? 0) > 100, path);
  }
  const logged = z.object({ trace_id: z.string().length(32) }).array();
  const ofRequest = lines.filter(
    line =>
      z.object({ res: z.unknown() }).safeParse(line).success &&
      JSON.stringify(line).includes('trace_id'),
  );
  assert.ok(
    logged.parse(ofRequest).length > 0,
    'the log of a request names its trace',
  );
});

test('a collector that does not answer does not hold up the exit', async t => {
  const silent = await listen(t, () => {});
  const { child, url } = await startProcess(t, {
    OTEL_EXPORTER_OTLP_ENDPOINT: silent,
    // The exporter itself would wait for longer than the service may take to stop.
    OTEL_EXPORTER_OTLP_TIMEOUT: '60000',
  });
  await request(`${url}/api/cart`, z.unknown());

  const exited = once(child, 'exit');
  child.kill('SIGTERM');

  // What is not stopped in time ends with 1.
  assert.deepEqual(await exited, [0, null]);
});

test('a wrong environment ends the start and names what is wrong', () => {
  assert.throws(
    () => loadConfig({ PORT: 'eighty', SHUTDOWN_TIMEOUT_MS: '-1' }),
    error => {
      assert.ok(error instanceof Error);
      assert.match(error.message, /PORT/);
      assert.match(error.message, /SHUTDOWN_TIMEOUT_MS/);
      return true;
    },
  );
});
