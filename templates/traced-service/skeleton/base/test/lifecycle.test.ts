import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { request as sendRequest, type IncomingMessage } from 'node:http';
import { createInterface } from 'node:readline';
import { test, type TestContext } from 'node:test';
import { InMemorySpanExporter } from '@opentelemetry/sdk-trace';
import { z } from 'zod';
import { loadConfig } from '../src/config.ts';
import { itemSchema } from '../src/items/Item.ts';
import { Tracer } from '../src/tracing/index.ts';
import { createInstrumentations } from '../src/tracing/instrumentations.ts';
import { createBatches } from '../src/tracing/telemetry.ts';
import { readTelemetryConfig } from '../src/tracing/telemetryConfig.ts';
import { asJson, listen, request } from './support/http.ts';
import { testEnvironment } from './support/service.ts';
import { theSpan } from './support/telemetry.ts';

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

/** The head of a request that creates an item; resolves when the service waits for the rest. */
async function beginCreating(url: string, body: string) {
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
  return outgoing;
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

test('a span is sent half a second after it ended', async t => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const sent = new InMemorySpanExporter();
  const batches = createBatches(sent, readTelemetryConfig({}));
  new Tracer().start('Step').end();

  batches.onEnd(theSpan('Step'));

  t.mock.timers.tick(499);
  assert.equal(sent.getFinishedSpans().length, 0);
  t.mock.timers.tick(1);
  assert.equal(sent.getFinishedSpans().length, 1);
});

test('the libraries that are traced by themselves are these, and no others', t => {
  const instrumentations = createInstrumentations();
  t.after(() => instrumentations.forEach(each => each.disable()));

  assert.deepEqual(
    instrumentations.map(({ instrumentationName }) => instrumentationName),
    [
      '@opentelemetry/instrumentation-http',
      '@fastify/otel',
      '@opentelemetry/instrumentation-undici',
{% if values.postgresql %}
      '@opentelemetry/instrumentation-pg',
{% endif %}
{% if values.redis %}
      '@opentelemetry/instrumentation-ioredis',
{% endif %}
    ],
  );
});

test('a request that is under way when the service is told to stop is answered', async t => {
  const { child, url } = await startProcess(t, {});
  const body = JSON.stringify({
    name: 'one',
    price: { amount: 100, currency: 'UAH' },
  });
  const outgoing = await beginCreating(url, body);
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

test('a request that does not end is cut off when the time to stop is over, and that is told as a failure', async t => {
  const { child, url, lines } = await startProcess(t, {
    SHUTDOWN_TIMEOUT_MS: '100',
  });
  const outgoing = await beginCreating(url, '{}');
  const cutOff = once(outgoing, 'error');
  const closed = once(child, 'close');

  child.kill('SIGTERM');

  assert.deepEqual(await closed, [1, null]);
  await cutOff;
  assert.match(JSON.stringify(lines), /Not stopped within 100 ms/);
});

test('a collector that does not answer does not hold up the exit', async t => {
  const silent = await listen(t, () => {});
  const { child, url } = await startProcess(t, {
    OTEL_EXPORTER_OTLP_ENDPOINT: silent,
    // The exporter itself would wait for longer than the service may take to stop.
    OTEL_EXPORTER_OTLP_TIMEOUT: '60000',
  });
  await request(`${url}/items`, z.unknown());

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
