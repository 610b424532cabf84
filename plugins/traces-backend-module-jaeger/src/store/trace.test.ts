import {
  failWith,
  startJaeger,
  type StartedJaeger,
} from '../__testUtils__/startJaeger';

const TRACE_ID = '0af7651916cd43dd8448eb211c80319c';
const SPAN_ID = 'b7ad6b7169203331';

let jaeger: StartedJaeger;

afterEach(() => jaeger.stop());

const options = () => ({ signal: new AbortController().signal });

function createTrace(span: object) {
  return {
    result: {
      resourceSpans: [
        {
          scopeSpans: [
            { spans: [{ traceId: TRACE_ID, spanId: SPAN_ID, ...span }] },
          ],
        },
      ],
    },
  };
}

describe('JaegerTraceStore, a trace', () => {
  const path = `/api/v3/traces/${TRACE_ID}`;

  it('is undefined when Jaeger has none of it', async () => {
    jaeger = await startJaeger({
      [path]: failWith(404, 'No traces found'),
    });

    await expect(
      jaeger.store.trace({ traceId: TRACE_ID }, options()),
    ).resolves.toBeUndefined();
  });

  it.each(['', 'abc', '../services', `${TRACE_ID}0`, 'z'.repeat(32)])(
    'is not asked for by the malformed id %j',
    async traceId => {
      jaeger = await startJaeger({});

      await expect(
        jaeger.store.trace({ traceId }, options()),
      ).rejects.toMatchObject({
        name: 'InputError',
        message: `'${traceId}' is no trace id: 32 or 16 hexadecimal digits are needed`,
      });
      expect(jaeger.asked).toEqual([]);
    },
  );

  it('has its ids in hexadecimal, and the names of protobuf understood', async () => {
    const base64 = (hex: string) => Buffer.from(hex, 'hex').toString('base64');
    jaeger = await startJaeger({
      [path]: createTrace({
        traceId: base64(TRACE_ID),
        spanId: base64(SPAN_ID),
        parentSpanId: base64('00f067aa0ba902b7'),
        kind: 'SPAN_KIND_CLIENT',
        status: { code: 'STATUS_CODE_ERROR' },
        startTimeUnixNano: '5',
        endTimeUnixNano: '3',
      }),
    });

    await expect(
      jaeger.store.trace({ traceId: TRACE_ID.toUpperCase() }, options()),
    ).resolves.toMatchObject({
      traceId: TRACE_ID,
      durationNano: '0',
      truncated: false,
      resources: [{ service: '', attributes: {} }],
      spans: [
        {
          spanId: SPAN_ID,
          parentSpanId: '00f067aa0ba902b7',
          kind: 'client',
          status: { code: 'error' },
          durationNano: '0',
        },
      ],
    });
  });

  it('writes attributes of every type as text', async () => {
    const value = {
      kvlistValue: {
        values: [
          {
            key: 'b',
            value: {
              arrayValue: { values: [{ intValue: '9007199254740993' }, {}] },
            },
          },
          { key: 'a"', value: { doubleValue: 1e21 } },
          { key: 'c' },
        ],
      },
    };
    jaeger = await startJaeger({
      [path]: createTrace({
        attributes: [
          { key: 'nested', value },
          { key: 'bytes', value: { bytesValue: 'AQI=' } },
          { key: 'no number', value: { doubleValue: 'NaN' } },
          { key: 'nothing', value: {} },
          { key: '__proto__', value: { boolValue: false } },
        ],
      }),
    });

    const trace = await jaeger.store.trace({ traceId: TRACE_ID }, options());

    expect(Object.entries(trace?.spans[0].attributes ?? {})).toEqual([
      ['nested', '{"a\\"":1e+21,"b":[9007199254740993,null],"c":null}'],
      ['bytes', 'AQI='],
      ['no number', 'NaN'],
      ['nothing', ''],
      ['__proto__', 'false'],
    ]);
  });

  it('tells when Jaeger cut it', async () => {
    const warning = 'trace has more than 10 spans, showing first 10 spans only';
    jaeger = await startJaeger({
      [path]: createTrace({
        attributes: [
          {
            key: '@jaeger@warnings',
            value: { arrayValue: { values: [{ stringValue: warning }] } },
          },
        ],
      }),
    });

    await expect(
      jaeger.store.trace({ traceId: TRACE_ID }, options()),
    ).resolves.toMatchObject({ truncated: true });
  });

  it.each([
    ['an id that is none', { spanId: 'short' }, /'short', which is no id/],
    [
      'a number that lost its last digits',
      { startTimeUnixNano: 1772366400000000001 },
      /in an unknown form: .*startTimeUnixNano/,
    ],
  ])('is refused with %s', async (_, span, message) => {
    jaeger = await startJaeger({ [path]: createTrace(span) });

    await expect(
      jaeger.store.trace({ traceId: TRACE_ID }, options()),
    ).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringMatching(message),
    });
  });
});
