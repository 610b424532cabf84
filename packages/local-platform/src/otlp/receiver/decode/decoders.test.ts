import { encodeTraces } from '../../generator/encodeTraces';
import { generateTraces, TraceOptions } from '../../generator/generateTraces';
import { exportTraceServiceRequest } from '../json/messages';
import { transcodeJson } from '../json/transcode';
import { TooManyBytesError } from './Verdict';
import { TracesDecoder } from './TracesDecoder';

const options: TraceOptions = {
  flavour: 'shop',
  seed: 3,
  traces: 400,
  from: new Date('2026-11-01T00:00:00Z'),
  to: new Date('2026-11-02T00:00:00Z'),
  errorRate: 0.2,
};
const limits = { maxRowBytes: 16 * 1024 * 1024, keptDays: 0 };

function blockOf(bodies: Buffer[], decoder = new TracesDecoder(limits)) {
  for (const body of bodies) {
    expect(decoder.append(body)).toMatchObject({ rejected: 0, message: '' });
  }
  return Buffer.concat(decoder.table.block.parts());
}

describe('TracesDecoder', () => {
  const requests = [...generateTraces(options)];
  const bodies = requests.map(encodeTraces);

  it('makes the same rows of JSON and of protobuf', () => {
    const fromJson = requests.map(request =>
      transcodeJson(
        Buffer.from(JSON.stringify(request)),
        exportTraceServiceRequest,
      ),
    );
    const block = blockOf(bodies);
    expect(block.length).toBeGreaterThan(500_000);
    expect(blockOf(fromJson).equals(block)).toBe(true);
  });

  it('leaves nothing of a request that it refuses, nor of an earlier batch', () => {
    const [first, ...rest] = bodies;
    const decoder = new TracesDecoder(limits);
    blockOf(rest, decoder);
    decoder.clear();
    decoder.append(first);
    const rows = decoder.rows;
    const size = decoder.byteLength;
    const [broken] = rest;
    expect(() => decoder.append(broken.subarray(0, -3))).toThrow();
    expect([decoder.rows, decoder.byteLength]).toEqual([rows, size]);

    const small = new TracesDecoder({ ...limits, maxRowBytes: 50_000 });
    expect(() => small.append(first)).toThrow(TooManyBytesError);
    expect([small.rows, small.byteLength]).toEqual([0, 0]);
  });

  it('grows its dictionaries as far as a batch needs', () => {
    const attributes = (from: number) =>
      Array.from({ length: 1000 }, (_, index) => ({
        key: `key.${from + index}`,
        value: { stringValue: 'v' },
      }));
    const decoder = new TracesDecoder(limits);
    const template = requests[0].resourceSpans[0];
    const span = template.scopeSpans[0].spans[0];
    for (let from = 0; from < 70_000; from += 1000) {
      decoder.append(
        encodeTraces({
          resourceSpans: [
            {
              resource: { attributes: [] },
              scopeSpans: [
                {
                  scope: { name: '', version: '' },
                  spans: [{ ...span, attributes: attributes(from) }],
                },
              ],
            },
          ],
        }),
      );
    }
    const block = Buffer.concat(decoder.table.block.parts()).toString('latin1');
    for (const key of ['key.0', 'key.255', 'key.65535', 'key.69999']) {
      expect(
        block.split(`${String.fromCharCode(key.length)}${key}`),
      ).toHaveLength(2);
    }
  });
});
