import { RedisError } from './resp';

/** An id as its two numbers. */
export type EntryId = [milliseconds: bigint, sequence: bigint];

export type Entry = { id: EntryId; fields: string[] };

/** An entry that was given to a consumer, who has not acknowledged it. */
export type Pending = {
  id: EntryId;
  consumer: string;
  deliveredAt: number;
  deliveries: number;
};

export type Group = {
  lastId: EntryId;
  /** By the text of their ids, in the order of the ids. */
  pending: Map<string, Pending>;
  consumers: Set<string>;
};

export type Stream = {
  entries: Entry[];
  lastId: EntryId;
  groups: Map<string, Group>;
};

const LARGEST = 2n ** 64n - 1n;
export const FIRST: EntryId = [0n, 0n];
export const LAST: EntryId = [LARGEST, LARGEST];

export function compareIds(left: EntryId, right: EntryId): number {
  const [a, b] =
    left[0] === right[0] ? [left[1], right[1]] : [left[0], right[0]];
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}

export function formatId([milliseconds, sequence]: EntryId): string {
  return `${milliseconds}-${sequence}`;
}

/** @param sequence - what a missing second number means */
export function parseId(text: string, sequence = 0n): EntryId {
  const [, first, second] = /^(\d{1,20})(?:-(\d{1,20}))?$/.exec(text) ?? [];
  if (first === undefined) {
    throw new RedisError(
      'ERR Invalid stream ID specified as stream command argument',
    );
  }
  return [BigInt(first), second === undefined ? sequence : BigInt(second)];
}

/** The id that follows: never the same as or before one that was given. */
export function nextId({ lastId }: Stream, now: number): EntryId {
  const id: EntryId = [BigInt(now), 0n];
  return compareIds(id, lastId) > 0 ? id : [lastId[0], lastId[1] + 1n];
}

/** The place of the first entry whose id is `id` or comes after it. */
export function placeOf({ entries }: Stream, id: EntryId): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (compareIds(entries[middle].id, id) < 0) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

export function findEntry(stream: Stream, id: EntryId): Entry | undefined {
  const entry = stream.entries.at(placeOf(stream, id));
  return entry && compareIds(entry.id, id) === 0 ? entry : undefined;
}

/** The entries after an id. */
export function entriesAfter(
  stream: Stream,
  id: EntryId,
  count: number,
): Entry[] {
  const place = placeOf(stream, [id[0], id[1] + 1n]);
  return stream.entries.slice(place, place + count);
}
