import { registerMswTestHooks } from '@backstage/backend-test-utils';
import { type TraceStore } from '@shop-platform/backstage-plugin-traces-node';
import { setupServer } from 'msw/node';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { createStore } from '../__testUtils__/createStore';
import { replay } from '../__testUtils__/replay';
import { sendRequests } from '../__testUtils__/sendRequests';
import { type Peer } from '../__testUtils__/startPeer';
import { startRecorder } from '../__testUtils__/startRecorder';

/*
 * Metrics follow the clock, so the requests that they count have to be sent
 * while it runs: where JAEGER_METRICS_URL, JAEGER_METRICS_OTLP_URL and the
 * folder JAEGER_METRICS_RECORD are set, to a Jaeger with a Prometheus that
 * reads its span metrics every few seconds. Otherwise a recorded one is asked.
 */
const {
  JAEGER_METRICS_URL = '',
  JAEGER_METRICS_OTLP_URL = '',
  JAEGER_METRICS_RECORD,
} = process.env;
const RECORDED_FOLDER = join(__dirname, '../__fixtures__/metrics');
const RECORDED_URL = 'http://jaeger.example';
const WINDOW_SECONDS = 180;
const SECOND = 1_000_000_000n;

const sentSchema = z.object({ fromMs: z.number(), rounds: z.number() });
type Sent = z.output<typeof sentSchema>;

const answersIn = (folder: string) => join(folder, 'answers');
const sentIn = (folder: string) => join(folder, 'sent.json');
const options = () => ({ signal: new AbortController().signal });

/** Sends requests in the middle of a window, and waits for its end. */
async function send(otlpUrl: string): Promise<Sent> {
  const fromMs = Math.floor(Date.now() / 1000) * 1000;
  const toMs = fromMs + WINDOW_SECONDS * 1000;
  await delay(10_000);
  const rounds = await sendRequests(otlpUrl, toMs - 20_000);
  await delay(toMs + 5_000 - Date.now());
  return { fromMs, rounds };
}

/** Sends requests to the real Jaeger, and puts a recorder before it. */
async function startRecording(folder: string) {
  const sent = await send(JAEGER_METRICS_OTLP_URL);
  await mkdir(folder, { recursive: true });
  await writeFile(sentIn(folder), `${JSON.stringify(sent, undefined, 2)}\n`);
  const recorder = await startRecorder({
    queryUrl: JAEGER_METRICS_URL,
    folder: answersIn(folder),
  });
  return { sent, recorder };
}

describe('rate, errors and duration of a Jaeger with Prometheus', () => {
  let store: TraceStore;
  let sent: Sent;
  let recorder: Peer | undefined;

  if (!JAEGER_METRICS_RECORD) {
    const recorded = replay(RECORDED_URL, answersIn(RECORDED_FOLDER));
    registerMswTestHooks(setupServer(recorded.handler));
    afterEach(recorded.assertComplete);
  }

  beforeAll(async () => {
    if (JAEGER_METRICS_RECORD) {
      ({ sent, recorder } = await startRecording(JAEGER_METRICS_RECORD));
    } else {
      const text = await readFile(sentIn(RECORDED_FOLDER), 'utf8');
      sent = sentSchema.parse(JSON.parse(text));
    }
    store = createStore({ url: recorder?.url ?? RECORDED_URL });
  }, (WINDOW_SECONDS + 60) * 1000);

  afterAll(() => recorder?.stop());

  async function ask(service: string, operation?: string) {
    const from = BigInt(sent.fromMs) * 1_000_000n;
    const to = from + BigInt(WINDOW_SECONDS) * SECOND;
    const query = { from, to, service, operation, stepSeconds: 60 };
    const { points, total } = await store.red(query, options());

    expect(points.map(({ time }) => Date.parse(time) - sent.fromMs)).toEqual([
      0, 60_000, 120_000,
    ]);
    return { points, total };
  }

  /** Near 1: Prometheus guesses at what happened between its samples. */
  const share = (count: number, perRound: number) =>
    count / (perRound * sent.rounds);

  /** Its quantiles lie somewhere in the bucket of the right one. */
  function expectWithin(value: number | undefined, from: number, to: number) {
    expect(value).toBeGreaterThanOrEqual(from);
    expect(value).toBeLessThanOrEqual(to);
  }

  it('are offered', async () => {
    await expect(store.capabilities(options())).resolves.toMatchObject({
      red: true,
      redByPeer: false,
    });
  });

  it('count what a service answers, and only that', async () => {
    const { points, total } = await ask('core.service');

    expect(share(total.requests, 4)).toBeCloseTo(1, 1);
    expect(share(total.errors, 1)).toBeCloseTo(1, 1);
    expect(points[1].requests / 240).toBeCloseTo(1, 1);
    expect(points[1].errors / 60).toBeCloseTo(1, 1);
    for (const quantiles of [points[1], total]) {
      expectWithin(quantiles.p50Ms, 10, 50);
      expectWithin(quantiles.p95Ms, 250, 500);
      expectWithin(quantiles.p99Ms, 250, 500);
    }
  });

  it('count an operation', async () => {
    const { total } = await ask('core.service', 'POST /orders');

    expect(share(total.requests, 3)).toBeCloseTo(1, 1);
    expect(share(total.errors, 1)).toBeCloseTo(1, 1);
  });

  it('keep services apart that one pattern fits', async () => {
    const { points, total } = await ask('core-service');

    expect(share(total.requests, 1)).toBeCloseTo(1, 1);
    expect(total.errors).toBe(0);
    expectWithin(points[1].p50Ms, 500, 1000);
  });

  it.each(['.*', 'core.service|core-service', '(', '{p0: String}', '\\'])(
    'are zero for the service %j, which is not there',
    async service => {
      const { points, total } = await ask(service);

      expect(total).toEqual({ requests: 0, errors: 0 });
      expect(points.map(({ requests }) => requests)).toEqual([0, 0, 0]);
    },
  );
});
