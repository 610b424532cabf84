import { z } from 'zod';
import {
  compareIds,
  Entry,
  formatId,
  Group,
  parseId,
  placeOf,
  Stream,
} from './streams';
import { RedisError } from './resp';

/** What can be stored under a key. */
export type Value = string | Map<string, string> | Stream;

const text = z.string();
const time = z.number();

/**
 * Every change there is, as it is written down. A change says what became, not
 * what was asked for, so that doing it again comes to the same.
 */
export const changeSchema = z.union([
  z.tuple([z.literal('set'), text, text, time.nullable()]),
  z.tuple([z.literal('delete'), text]),
  z.tuple([z.literal('expire'), text, time.nullable()]),
  z.tuple([z.literal('field'), text, text, text.nullable()]),
  z.tuple([z.literal('entry'), text, text, z.array(text)]),
  z.tuple([z.literal('trim'), text, text]),
  z.tuple([z.literal('remove'), text, z.array(text)]),
  z.tuple([z.literal('stream'), text, text]),
  z.tuple([z.literal('group'), text, text, text.nullable()]),
  z.tuple([z.literal('deliver'), text, text, text, z.array(text), time, time]),
  z.tuple([z.literal('acknowledge'), text, text, z.array(text)]),
]);

export type Change = z.infer<typeof changeSchema>;

type Stored = { value: Value; until: number | undefined };

const WRONG_TYPE =
  'WRONGTYPE Operation against a key holding the wrong kind of value';

/** The keys and what they hold. All changes go through `change`, and so to who listens. */
export class Keyspace {
  readonly #stored = new Map<string, Stored>();
  readonly #onChange: (change: Change) => void;
  readonly #now: () => number;

  constructor(onChange: (change: Change) => void, now = Date.now) {
    this.#onChange = onChange;
    this.#now = now;
  }

  /** Does a change and hands it on. */
  change(change: Change): void {
    this.replay(change);
    this.#onChange(change);
  }

  has(key: string): boolean {
    return this.#live(key) !== undefined;
  }

  string(key: string): string | undefined {
    const value = this.#live(key)?.value;
    if (value !== undefined && typeof value !== 'string') {
      throw new RedisError(WRONG_TYPE);
    }
    return value;
  }

  hash(key: string): Map<string, string> | undefined {
    const value = this.#live(key)?.value;
    if (value !== undefined && !(value instanceof Map)) {
      throw new RedisError(WRONG_TYPE);
    }
    return value;
  }

  stream(key: string): Stream | undefined {
    const value = this.#live(key)?.value;
    if (typeof value === 'string' || value instanceof Map) {
      throw new RedisError(WRONG_TYPE);
    }
    return value;
  }

  /** When a key ends, if it does. */
  until(key: string): number | undefined {
    return this.#live(key)?.until;
  }

  keys(): string[] {
    return [...this.#stored.keys()].filter(key => this.has(key));
  }

  /** Does a change that was written down before. */
  replay(change: Change): void {
    const [kind, key] = change;
    switch (kind) {
      case 'set':
        this.#stored.set(key, {
          value: change[2],
          until: change[3] ?? undefined,
        });
        break;
      case 'delete':
        this.#stored.delete(key);
        break;
      case 'expire': {
        const stored = this.#stored.get(key);
        if (stored) {
          stored.until = change[2] ?? undefined;
        }
        break;
      }
      case 'field':
        this.#changeField(key, change[2], change[3]);
        break;
      default:
        changeStream(this.#open(key), change);
    }
  }

  /** The changes that lead from nothing to what is there now. */
  *snapshot(): Generator<Change> {
    for (const [key, { value, until = null }] of this.#stored) {
      if (!this.has(key)) {
        continue;
      }
      if (typeof value === 'string') {
        yield ['set', key, value, until];
        continue;
      }
      if (value instanceof Map) {
        for (const [field, content] of value) {
          yield ['field', key, field, content];
        }
      } else {
        yield* snapshotOf(key, value);
      }
      if (until !== null) {
        yield ['expire', key, until];
      }
    }
  }

  #live(key: string): Stored | undefined {
    const stored = this.#stored.get(key);
    if (stored?.until !== undefined && stored.until <= this.#now()) {
      this.#stored.delete(key);
      return undefined;
    }
    return stored;
  }

  #changeField(key: string, field: string, content: string | null): void {
    const found = this.#stored.get(key)?.value;
    const hash = found instanceof Map ? found : new Map<string, string>();
    if (content === null) {
      hash.delete(field);
    } else {
      hash.set(field, content);
    }
    if (hash.size === 0) {
      this.#stored.delete(key);
    } else if (hash !== found) {
      this.#stored.set(key, { value: hash, until: undefined });
    }
  }

  #open(key: string): Stream {
    const found = this.#stored.get(key)?.value;
    if (found && typeof found !== 'string' && !(found instanceof Map)) {
      return found;
    }
    const value: Stream = { entries: [], lastId: [0n, 0n], groups: new Map() };
    this.#stored.set(key, { value, until: undefined });
    return value;
  }
}

function changeStream(stream: Stream, change: Change): void {
  switch (change[0]) {
    case 'entry': {
      const entry: Entry = { id: parseId(change[2]), fields: change[3] };
      stream.entries.push(entry);
      stream.lastId = entry.id;
      break;
    }
    case 'trim':
      stream.entries.splice(0, placeOf(stream, parseId(change[2])));
      break;
    case 'remove': {
      const gone = new Set(change[2]);
      stream.entries = stream.entries.filter(
        ({ id }) => !gone.has(formatId(id)),
      );
      break;
    }
    case 'stream':
      stream.lastId = parseId(change[2]);
      break;
    case 'group':
      changeGroup(stream, change[2], change[3]);
      break;
    case 'deliver':
      deliver(stream, change);
      break;
    case 'acknowledge': {
      const pending = stream.groups.get(change[2])?.pending;
      change[3].forEach(id => pending?.delete(id));
      break;
    }
    default:
  }
}

function changeGroup(
  stream: Stream,
  name: string,
  lastId: string | null,
): void {
  if (lastId === null) {
    stream.groups.delete(name);
    return;
  }
  const group: Group = stream.groups.get(name) ?? {
    lastId: [0n, 0n],
    pending: new Map(),
    consumers: new Set(),
  };
  group.lastId = parseId(lastId);
  stream.groups.set(name, group);
}

function deliver(
  stream: Stream,
  [, , name, consumer, ids, deliveredAt, deliveries]: Extract<
    Change,
    { 0: 'deliver' }
  >,
): void {
  const group = stream.groups.get(name);
  group?.consumers.add(consumer);
  for (const id of ids) {
    const entryId = parseId(id);
    group?.pending.set(id, { id: entryId, consumer, deliveredAt, deliveries });
    if (group && compareIds(entryId, group.lastId) > 0) {
      group.lastId = entryId;
    }
  }
}

function* snapshotOf(key: string, stream: Stream): Generator<Change> {
  for (const { id, fields } of stream.entries) {
    yield ['entry', key, formatId(id), fields];
  }
  yield ['stream', key, formatId(stream.lastId)];
  for (const [name, group] of stream.groups) {
    yield ['group', key, name, formatId(group.lastId)];
    for (const consumer of group.consumers) {
      yield ['deliver', key, name, consumer, [], 0, 0];
    }
    for (const [id, { consumer, deliveredAt, deliveries }] of group.pending) {
      yield ['deliver', key, name, consumer, [id], deliveredAt, deliveries];
    }
  }
}
