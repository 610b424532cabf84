import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { request as sendRequest, type IncomingMessage } from 'node:http';
import { createInterface } from 'node:readline';
import { test, type TestContext } from 'node:test';
import { z } from 'zod';
import { loadConfig } from '../src/config.ts';
import { itemSchema } from '../src/items/Item.ts';
import { readTelemetryConfig } from '../src/tracing/telemetryConfig.ts';
import { asJson, listen, request } from './support/http.ts';
import { testEnvironment } from './support/service.ts';

const upSchema = z.object({ url: z.url() });

/** The service as a process of its own, as it runs in production. */
async function startProcess(t: TestContext, overrides: NodeJS.ProcessEnv) {
  const child = spawn(
    process.execPath,
    ['--import', './src/instrumentation.ts', 'src/main.ts'],
    {
      env: {
        PATH: process.env.PATH,
        ...(await testEnvironment(t, { ...overrides, LOG_LEVEL: 'info' })),
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  t.after(() => child.kill('SIGKILL'));
  const lines: unknown[] = [];
  const reader = createInterface({ input: child.stdout });
  const url = await new Promise<string>((resolve, reject) => {
    child.once('exit', code => reject(new Error(`Ended with ${code}`)));
    reader.on('line', line => {
      const entry: unknown = JSON.parse(line);
      lines.push(entry);
      const up = upSchema.safeParse(entry);
      if (up.success) {
        resolve(up.data.url);
      }
    });
  });
  return { child, url, lines };
}

/** Resolves when nobody is let in any more. */
async function notListening(url: string): Promise<void> {
  for (;;) {
    try {
      await fetch(`${url}/healthz`);
    } catch {
      return;
    }
  }
}

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
  const price = { amount: 100, currency: 'UAH' };
  await request(`${url}/items`, itemSchema, asJson({ name: 'one', price }));

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

test('a span is sent half a second after it ended, and not only at the end', async t => {
  const sent = Promise.withResolvers<number>();
  const collector = await listen(t, (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      if (Buffer.concat(chunks).includes('GET /items')) {
        sent.resolve(performance.now());
      }
      outgoing.end();
    });
  });
  const { url } = await startProcess(t, {
    OTEL_EXPORTER_OTLP_ENDPOINT: collector,
    OTEL_METRICS_EXPORTER: 'none',
  });
  await request(`${url}/items`, z.unknown());
  const endedAt = performance.now();

  // Room for a busy machine; what the SDK would wait by itself is five seconds.
  assert.ok((await sent.promise) - endedAt < 3500);
  assert.equal(readTelemetryConfig({}).batchDelayMs, 500);
});

test('a request that is under way when the service is told to stop is answered', async t => {
  const { child, url } = await startProcess(t, {});
  const body = JSON.stringify({
    name: 'one',
    price: { amount: 100, currency: 'UAH' },
  });
  const outgoing = sendRequest(`${url}/items`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      // So that it is known when the service has begun with it.
      expect: '100-continue',
    },
  });
  outgoing.flushHeaders();
  await once(outgoing, 'continue');
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  await notListening(url);

  const answered = once(outgoing, 'response');
  outgoing.end(body);
  const [answer]: IncomingMessage[] = await answered;
  assert.equal(answer?.statusCode, 201);
  answer.resume();
  assert.deepEqual(await exited, [0, null]);
});

test('a collector that does not answer holds up the exit for five seconds at most', async t => {
  const silent = await listen(t, () => {});
  const { child, url } = await startProcess(t, {
    OTEL_EXPORTER_OTLP_ENDPOINT: silent,
  });
  await request(`${url}/items`, z.unknown());

  const exited = once(child, 'exit');
  const startedAt = Date.now();
  child.kill('SIGTERM');

  assert.deepEqual(await exited, [0, null]);
  assert.ok(Date.now() - startedAt < 8000);
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
