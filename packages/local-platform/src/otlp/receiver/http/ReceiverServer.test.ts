import { once } from 'node:events';
import { Agent, IncomingMessage, request, RequestOptions } from 'node:http';
import { Reader } from 'protobufjs/minimal';
import { makeRequest, makeSpan, makeTraces } from '../../__testUtils__/spans';
import { encodeTraces } from '../../generator/encodeTraces';
import { BatchQueue } from '../BatchQueue';
import { Block } from '../columns/Block';
import { MetricsDecoder } from '../decode/MetricsDecoder';
import { TracesDecoder } from '../decode/TracesDecoder';
import { MAX_BODY, oneSpan, refusals } from './__testUtils__/refusals';
import { ReceiverServer } from './ReceiverServer';

const TOKEN = 'a-token-for-this-test-only';

type Answer = {
  status: number;
  headers: IncomingMessage['headers'];
  body: Buffer;
};

describe('ReceiverServer', () => {
  let server: ReceiverServer;
  let port: number;
  let isReady = true;
  let insert: (blocks: Block[]) => Promise<void>;
  let insertedRows: number;
  const errors: unknown[] = [];

  beforeEach(async () => {
    isReady = true;
    insertedRows = 0;
    insert = async blocks => {
      insertedRows += blocks.reduce((sum, block) => sum + block.rows, 0);
    };
    const options = {
      insert: (blocks: Block[]) => insert(blocks),
      maxRows: 1000,
      maxBytes: 1024 * 1024,
      intervalMs: 1,
      maxInserts: 2,
    };
    const limits = { maxRowBytes: 512 * 1024, keptDays: 0 };
    server = new ReceiverServer({
      token: TOKEN,
      clusterNames: ['otel-collector.observability.svc'],
      traces: new BatchQueue({
        ...options,
        createDecoder: () => new TracesDecoder(limits),
      }),
      metrics: new BatchQueue({
        ...options,
        createDecoder: () => new MetricsDecoder(limits),
      }),
      isReady: () => isReady,
      maxBodyBytes: MAX_BODY,
      maxBytesInFlight: 2 * MAX_BODY,
      answerTimeoutMs: 300,
      onError: error => errors.push(error),
    });
    port = await server.listen(0);
  });

  afterEach(async () => {
    await server.close();
    if (errors.length > 0) {
      throw new AggregateError(errors.splice(0));
    }
  });

  async function send(
    body: string | Buffer,
    options: RequestOptions & { headers?: Record<string, string> } = {},
  ): Promise<Answer> {
    const call = request({
      host: '127.0.0.1',
      port,
      method: 'POST',
      path: '/v1/traces',
      agent: false,
      ...options,
      headers: {
        authorization: `Bearer ${TOKEN}`,
        'content-type': 'application/json',
        ...options.headers,
      },
    });
    call.end(body);
    const [response]: IncomingMessage[] = await once(call, 'response');
    const chunks: Buffer[] = [];
    for await (const chunk of response) {
      chunks.push(chunk);
    }
    return {
      status: response.statusCode ?? 0,
      headers: response.headers,
      body: Buffer.concat(chunks),
    };
  }

  const protobuf = { 'content-type': 'application/x-protobuf' };

  it.each(refusals)('refuses $title with $status', async wanted => {
    const encodings: Record<string, string>[] = wanted.inJsonOnly
      ? [{}]
      : [{}, protobuf];
    for (const headers of encodings) {
      const answer = await send(wanted.body?.() ?? oneSpan(), {
        ...wanted.options,
        headers: { ...headers, ...wanted.options?.headers },
      });
      const status =
        headers === protobuf
          ? readStatus(answer.body)
          : JSON.parse(answer.body.toString());
      expect({ http: answer.status, ...status }).toEqual({
        http: wanted.status,
        code: wanted.code,
        message: expect.stringMatching(wanted.message),
      });
      expect(answer.headers['content-type']).toBe(
        headers === protobuf ? 'application/x-protobuf' : 'application/json',
      );
      expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
      expect(answer.headers).toMatchObject(wanted.answerHeaders ?? {});
    }
    expect(insertedRows).toBe(0);
  });

  it('refuses every cut of a protobuf request and every flipped byte without a crash', async () => {
    const body = encodeTraces(
      makeTraces([
        makeSpan({
          attributes: [
            { key: 'a', value: { stringValue: 'b' } },
            { key: 'n', value: { intValue: '1' } },
          ],
          events: [{ timeUnixNano: '1', name: 'e', attributes: [] }],
          links: [{ traceId: '01'.repeat(16), spanId: '02'.repeat(8) }],
          status: { code: 2, message: 'no' },
        }),
      ]),
    );
    const statuses = new Set<number>();
    for (let length = 1; length < body.length; length += 1) {
      const answer = await send(body.subarray(0, length), {
        headers: protobuf,
      });
      expect(answer.status).toBe(400);
    }
    for (let at = 0; at < body.length; at += 1) {
      const broken = Buffer.from(body);
      broken[at] ^= 0xff;
      const answer = await send(broken, { headers: protobuf });
      statuses.add(answer.status);
    }
    expect([...statuses].sort()).toEqual([200, 400]);
  });

  it('takes a credential in each of its forms', async () => {
    const basic = (text: string) =>
      `Basic ${Buffer.from(text).toString('base64')}`;
    for (const authorization of [
      `bearer ${TOKEN}`,
      basic(`otlp:${TOKEN}`),
      basic(`${TOKEN}:`),
    ]) {
      const answer = await send(oneSpan(), { headers: { authorization } });
      expect(answer.status).toBe(200);
    }
  });

  it('answers to the name of its Service in a cluster, whatever the port', async () => {
    const host = 'otel-collector.observability.svc:4318';
    expect((await send(oneSpan(), { headers: { host } })).status).toBe(200);
  });

  it('says what it rejected and what it changed, and stores the rest', async () => {
    const bad = [
      makeSpan({ traceId: '' }),
      makeSpan({ traceId: '00'.repeat(16) }),
      makeSpan({ traceId: 'ab' }),
      makeSpan({ spanId: '' }),
      makeSpan({ spanId: '00'.repeat(8) }),
      makeSpan({ parentSpanId: 'abcd' }),
      makeSpan({ startTimeUnixNano: '0' }),
      makeSpan({ startTimeUnixNano: String(2n ** 63n) }),
    ];
    const good = [
      makeSpan({ parentSpanId: '00'.repeat(8) }),
      makeSpan({ endTimeUnixNano: '0' }),
    ];
    const body = makeRequest([...bad, ...good]);
    const answer = await send(JSON.stringify(body));
    expect([answer.status, JSON.parse(answer.body.toString())]).toEqual([
      200,
      {
        partialSuccess: {
          rejectedSpans: '8',
          errorMessage:
            '8 rejected, the first because its trace id does not have 16 bytes; 1 spans end before they start and are stored with a duration of 0',
        },
      },
    ]);
    expect(insertedRows).toBe(2);
    const again = await send(encodeTraces(makeTraces([bad[3]])), {
      headers: protobuf,
    });
    expect(again.body.toString('latin1')).toContain(
      'its span id does not have 8 bytes',
    );
    expect(insertedRows).toBe(2);
  });

  it('keeps spans of too many days out of a block that ClickHouse would refuse', async () => {
    const day = 86_400_000_000_000n;
    const spans = Array.from({ length: 120 }, (_, index) =>
      makeSpan({
        startTimeUnixNano: String(
          1_700_000_000_000_000_000n + day * BigInt(index),
        ),
      }),
    );
    const [answer, other] = await Promise.all([
      send(JSON.stringify(makeRequest(spans))),
      send(oneSpan()),
    ]);
    expect(JSON.parse(answer.body.toString()).partialSuccess).toMatchObject({
      rejectedSpans: expect.stringMatching(/^3[01]$/),
    });
    expect(JSON.parse(other.body.toString())).toEqual({});
  });

  it('answers 429 when it holds too much, and takes requests again afterwards', async () => {
    let release: () => void = () => undefined;
    const released = new Promise<void>(resolve => {
      release = resolve;
    });
    insert = () => released;
    const large = JSON.stringify(
      makeRequest([
        makeSpan({
          attributes: [
            { key: 'a', value: { stringValue: 'x'.repeat(MAX_BODY - 1000) } },
          ],
        }),
      ]),
    );
    const held = [send(large), send(large)];
    let refused: Answer;
    do {
      refused = await send(large);
      expect([429, 503]).toContain(refused.status);
    } while (refused.status !== 429);
    expect(refused.headers['retry-after']).toBe('1');
    expect(JSON.parse(refused.body.toString()).code).toBe(8);
    release();
    await Promise.all(held);
    expect((await send(large)).status).toBe(200);
  });

  it('answers 503 in time when the insert fails, hangs, or the tables are not there', async () => {
    insert = () => Promise.reject(new Error('connect ECONNREFUSED'));
    const failed = await send(oneSpan());
    let release: () => void = () => undefined;
    insert = () =>
      new Promise(resolve => {
        release = resolve;
      });
    const hung = await send(oneSpan());
    release();
    isReady = false;
    const early = await send(oneSpan());
    const health = await send('', { method: 'GET', path: '/health' });
    for (const answer of [failed, hung, early, health]) {
      expect(answer.status).toBe(503);
      expect(answer.headers['retry-after']).toBe('1');
    }
  });

  it('answers what it has before it closes', async () => {
    let release: () => void = () => undefined;
    const begun = new Promise<void>(resolve => {
      insert = () => {
        resolve();
        return new Promise(stored => {
          release = stored;
        });
      };
    });
    const answer = send(oneSpan(), { agent: new Agent({ keepAlive: true }) });
    await begun;
    const closed = server.close();
    release();
    await closed;
    expect((await answer).status).toBe(200);
    // The hook closes again, a server that is closed already.
    insert = async () => undefined;
  });
});

/** Reads a google.rpc.Status. */
function readStatus(bytes: Buffer): { code: number; message: string } {
  const reader = new Reader(bytes);
  expect(reader.uint32()).toBe(8);
  const code = reader.int32();
  expect(reader.uint32()).toBe(18);
  return { code, message: reader.string() };
}
