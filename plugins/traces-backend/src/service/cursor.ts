import { createHash } from 'node:crypto';
import { InputError } from '@backstage/errors';
import { type TracePosition } from '@shop-platform/backstage-plugin-traces-node';
import { z } from 'zod';
import { type SearchQuery } from './TracesService';

/**
 * A trace with a part in each of two sources stands at two positions. Its second
 * one may come pages later, so a cursor names that many of the last traces given.
 */
const REMEMBERED_TRACES = 300;
const MARK_BYTES = 5;

/** Where a search goes on. */
export type SearchCursor = {
  after: TracePosition;
  /** Marks of the traces that earlier pages hold, the latest last. */
  given: string[];
};

const payloadSchema = z.tuple([
  z.string().length(16),
  z
    .string()
    .regex(/^-?\d{1,19}$/)
    .transform(BigInt)
    .refine(time => BigInt.asIntN(64, time) === time),
  z.string().regex(/^[0-9a-f]{1,64}$/i),
  z.base64url(),
]);

/** What a cursor keeps of a trace id: short, and as good as unique in a list. */
export function markOf(traceId: string): string {
  return createHash('sha256')
    .update(traceId)
    .digest()
    .subarray(0, MARK_BYTES)
    .toString('base64url');
}

// What the reader asked: neither how much at once, nor what they may see.
function fingerprintOf(query: SearchQuery): string {
  const { limit: _limit, within: _within, cursor: _cursor, ...asked } = query;
  const entries = Object.entries(asked)
    .filter(([, value]) => value !== undefined)
    .sort(([left], [right]) => (left < right ? -1 : 1));
  const text = JSON.stringify(entries, (_, value: unknown) =>
    typeof value === 'bigint' ? `${value}n` : value,
  );
  return createHash('sha256').update(text).digest('base64url').slice(0, 16);
}

function packMarks(marks: string[]): string {
  const bytes = marks
    .slice(-REMEMBERED_TRACES)
    .map(mark => Buffer.from(mark, 'base64url'));
  return Buffer.concat(bytes).toString('base64url');
}

function unpackMarks(packed: string): string[] {
  const bytes = Buffer.from(packed, 'base64url');
  return Array.from({ length: Math.floor(bytes.length / MARK_BYTES) }, (_, n) =>
    bytes.subarray(n * MARK_BYTES, (n + 1) * MARK_BYTES).toString('base64url'),
  );
}

/** Writes the cursor of the page after. */
export function writeCursor(query: SearchQuery, cursor: SearchCursor): string {
  const payload: z.input<typeof payloadSchema> = [
    fingerprintOf(query),
    String(cursor.after.time),
    cursor.after.traceId,
    packMarks(cursor.given),
  ];
  return Buffer.from(JSON.stringify(payload)).toString('base64url');
}

function parsePayload(text: string) {
  try {
    return payloadSchema.parse(
      JSON.parse(Buffer.from(text, 'base64url').toString()),
    );
  } catch {
    throw new InputError(
      "The cursor is not one of this API: pass on 'nextCursor' of the page before as it is",
    );
  }
}

/** Reads the cursor of a query; refuses one that belongs to another search. */
export function readCursor(query: SearchQuery): SearchCursor | undefined {
  if (query.cursor === undefined) {
    return undefined;
  }
  const [fingerprint, time, traceId, marks] = parsePayload(query.cursor);
  if (fingerprint !== fingerprintOf(query)) {
    throw new InputError(
      'The cursor belongs to another search: leave the other parameters as they were, or start again without a cursor',
    );
  }
  return { after: { time, traceId }, given: unpackMarks(marks) };
}
