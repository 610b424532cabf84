import {
  describeOnClickHouse,
  whyClickHouseSkipped,
} from '../clickhouse/__testUtils__/startClickHouse';
import { makeRequest, makeSpan, TRACE_ID } from './__testUtils__/spans';
import { Platform, startPlatform } from './__testUtils__/startPlatform';

jest.setTimeout(120_000);

describeOnClickHouse(
  `What OTLP becomes in ClickHouse${whyClickHouseSkipped}`,
  () => {
    let platform: Platform;
    const rows: Platform['rows'] = query => platform.rows(query);
    const post: Platform['post'] = (path, body) => platform.post(path, body);

    beforeAll(async () => {
      platform = await startPlatform();
    });

    afterAll(async () => {
      await platform?.stop();
    });

    it('stores every kind of metric with its exemplars', async () => {
      const attributes = [{ key: 'a', value: { stringValue: 'b' } }];
      const now = `${Date.now() - 1000}`;
      const times = {
        startTimeUnixNano: `${now}000001`,
        timeUnixNano: `${now}000003`,
        attributes,
      };
      const exemplars = [
        {
          timeUnixNano: `${now}000002`,
          asInt: '-9',
          traceId: TRACE_ID,
          spanId: '0102030405060708',
          filteredAttributes: attributes,
        },
      ];
      const metrics = [
        {
          name: 'g',
          gauge: { dataPoints: [{ ...times, asDouble: 'NaN', exemplars }] },
        },
        {
          name: 'e',
          exponentialHistogram: {
            aggregationTemporality: 'AGGREGATION_TEMPORALITY_DELTA',
            dataPoints: [
              {
                ...times,
                count: '18446744073709551615',
                sum: 1.5,
                scale: -3,
                zeroCount: 4,
                positive: { offset: -2, bucketCounts: ['1', 300] },
                negative: { offset: 5, bucketCounts: [] },
                min: -1,
                max: 2,
                flags: 1,
                exemplars,
              },
            ],
          },
        },
        {
          name: 's',
          summary: {
            dataPoints: [
              {
                ...times,
                count: 2,
                sum: 3,
                quantileValues: [{ quantile: 0.5, value: 1.25 }],
              },
              { ...times, timeUnixNano: 0 },
            ],
          },
        },
        { name: 'no data' },
      ];
      const answer = await post('/v1/metrics', {
        resourceMetrics: [
          {
            schemaUrl: 'https://opentelemetry.io/schemas/1.38.0',
            scopeMetrics: [
              { scope: { attributes, droppedAttributesCount: 3 }, metrics },
            ],
          },
        ],
      });
      expect(answer).toEqual({
        partialSuccess: {
          rejectedDataPoints: '1',
          errorMessage: '1 rejected, the first because it has no time',
        },
      });
      expect(
        await rows(
          "SELECT *, toUnixTimestamp64Nano(StartTimeUnix) AS start, toUnixTimestamp64Nano(TimeUnix) AS time, toUnixTimestamp64Nano(`Exemplars.TimeUnix`[1]) AS exemplarTime FROM otel_metrics_exponential_histogram WHERE MetricName = 'e'",
        ),
      ).toEqual([
        expect.objectContaining({
          ResourceSchemaUrl: 'https://opentelemetry.io/schemas/1.38.0',
          ScopeAttributes: { a: 'b' },
          ScopeDroppedAttrCount: 3,
          ServiceName: '',
          start: `${now}000001`,
          time: `${now}000003`,
          exemplarTime: `${now}000002`,
          Count: '18446744073709551615',
          Scale: -3,
          ZeroCount: '4',
          PositiveOffset: -2,
          PositiveBucketCounts: ['1', '300'],
          NegativeOffset: 5,
          NegativeBucketCounts: [],
          Min: -1,
          Flags: 1,
          AggregationTemporality: 1,
          'Exemplars.Value': [-9],
          'Exemplars.TraceId': [TRACE_ID],
          'Exemplars.SpanId': ['0102030405060708'],
          'Exemplars.FilteredAttributes': [{ a: 'b' }],
        }),
      ]);
      expect(
        await rows(
          "SELECT isNaN(Value) AS nan, `Exemplars.Value` AS exemplars FROM otel_metrics_gauge WHERE MetricName = 'g'",
        ),
      ).toEqual([{ nan: 1, exemplars: [-9] }]);
      expect(
        await rows(
          "SELECT Count, Sum, `ValueAtQuantiles.Quantile` AS q, `ValueAtQuantiles.Value` AS v FROM otel_metrics_summary WHERE MetricName = 's'",
        ),
      ).toEqual([{ Count: '2', Sum: 3, q: [0.5], v: [1.25] }]);
    });

    it('stores odd values so that they can be read', async () => {
      const levels = 3000;
      const deep = [
        '{"kvlistValue":{"values":[{"key":"k","value":'.repeat(levels),
        '{"stringValue":"bottom"}',
        '}]}}'.repeat(levels),
      ].join('');
      const values: [string, unknown][] = [
        ['int', { intValue: '-9223372036854775808' }],
        ['double', { doubleValue: 1e21 }],
        ['infinite', { doubleValue: '-Infinity' }],
        ['not a number', { doubleValue: 'NaN' }],
        ['empty', {}],
        ['bytes', { bytesValue: 'AAEC/w==' }],
        ['nul', { stringValue: 'a\0b' }],
        ['surrogate', { stringValue: 'a\ud800b' }],
        ['ten megabytes', { stringValue: 'й'.repeat(5 * 1024 * 1024) }],
        [
          'list',
          {
            arrayValue: {
              values: [{ boolValue: true }, {}, { doubleValue: 2 }],
            },
          },
        ],
        [
          'map',
          {
            kvlistValue: {
              values: [
                { key: 'z', value: { intValue: 1 } },
                { key: 'a', value: { stringValue: '"<й>' } },
              ],
            },
          },
        ],
        ['deep', { stringValue: 'too deep to be made by JSON.stringify' }],
      ];
      const many = Array.from({ length: 10_000 }, (_, index) => ({
        key: `key.${index}`,
        value: { stringValue: String(index) },
      }));
      const twice = [1, 2].map(intValue => ({ key: 'k', value: { intValue } }));
      const start = `${Date.now() - 6000}123457`;
      // Times as bare numbers, which lose digits where JSON is read carelessly.
      const body = JSON.stringify(
        makeRequest(
          [
            {
              ...makeSpan({ name: 'odd', startTimeUnixNano: start }),
              attributes: values.map(([key, value]) => ({ key, value })),
            },
            { ...makeSpan({ name: 'many' }), attributes: many },
            { ...makeSpan({ name: 'twice' }), attributes: twice },
            { ...makeSpan({ name: 'new kind' }), kind: 99, unknownField: {} },
          ],
          [],
        ),
      )
        .replace(`"${start}"`, start)
        .replace(/\{"stringValue":"too deep[^}]*\}/, deep);
      expect(await post('/v1/traces', body)).toEqual({
        partialSuccess: {
          rejectedSpans: '0',
          errorMessage:
            '1 values are longer than 1 MiB and are stored without what comes after that',
        },
      });
      const [odd] = await rows(
        "SELECT SpanAttributes, ServiceName, toString(toUnixTimestamp64Nano(Timestamp)) AS time FROM otel_traces WHERE SpanName = 'odd'",
      );
      expect(odd).toMatchObject({ ServiceName: '', time: start });
      expect(odd.SpanAttributes).toEqual({
        int: '-9223372036854775808',
        double: '1e+21',
        infinite: '-Inf',
        'not a number': 'NaN',
        empty: '',
        bytes: 'AAEC/w==',
        nul: 'a\0b',
        surrogate: expect.stringMatching(/^a\ufffd+b$/),
        'ten megabytes': 'й'.repeat(512 * 1024),
        list: '[true,null,2]',
        map: '{"a":"\\"<й>","z":1}',
        deep: expect.stringContaining('(nested deeper than 64 levels)'),
      });
      expect(
        await rows(
          "SELECT SpanName AS name, length(SpanAttributes) AS count, SpanKind AS kind FROM otel_traces WHERE SpanName != 'odd' ORDER BY name",
        ),
      ).toEqual([
        { name: 'many', count: '10000', kind: 'Server' },
        { name: 'new kind', count: '0', kind: 'Unspecified' },
        { name: 'twice', count: '2', kind: 'Server' },
      ]);
    });

    it('has the tables that readers of the exporter expect', async () => {
      await post('/v1/traces', makeRequest([makeSpan(), makeSpan()]));
      expect(
        await rows(
          `SELECT min(Start) = toDateTime(min(t.Timestamp)) AS starts FROM otel_traces_trace_id_ts AS ts, otel_traces AS t WHERE ts.TraceId = '${TRACE_ID}'`,
        ),
      ).toHaveLength(1);
      const plan = await rows(
        "EXPLAIN indexes = 1 SELECT * FROM otel_traces WHERE has(SpanAttributeItems, 'a=b')",
      );
      expect(JSON.stringify(plan)).toContain('idx_span_attr_items');
      expect(
        await rows(
          "SELECT extract(engine_full, 'TTL (.*?) SETTINGS') AS ttl FROM system.tables WHERE name = 'otel_traces'",
        ),
      ).toEqual([{ ttl: 'toDateTime(Timestamp) + toIntervalDay(14)' }]);
    });
  },
);
