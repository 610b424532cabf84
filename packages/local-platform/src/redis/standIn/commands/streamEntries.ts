import { Keyspace } from '../Keyspace';
import { RedisError } from '../resp';
import {
  compareIds,
  findEntry,
  FIRST,
  formatId,
  LAST,
  nextId,
  parseId,
  placeOf,
} from '../streams';
import { Command, Commands, MANY, syntaxError, toInteger } from './Command';
import { readBound, readCount, toReply } from './streamArguments';

const xadd: Command = {
  takes: [4, MANY],
  run([key, ...rest], { keyspace, now }) {
    const { trim, makes, parameters } = readAddOptions(rest);
    const [wanted, ...fields] = parameters;
    if (fields.length === 0 || fields.length % 2 === 1) {
      throw new RedisError("ERR wrong number of arguments for 'xadd' command");
    }
    const known = keyspace.stream(key);
    if (!known && !makes) {
      return undefined;
    }
    const stream = known ?? { entries: [], lastId: FIRST, groups: new Map() };
    const id = wanted === '*' ? nextId(stream, now()) : parseId(wanted);
    if (compareIds(id, stream.lastId) <= 0) {
      throw new RedisError(
        'ERR The ID specified in XADD is equal or smaller than the target stream top item',
      );
    }
    keyspace.change(['entry', key, formatId(id), fields]);
    if (trim) {
      trimStream(keyspace, key, trim);
    }
    return formatId(id);
  },
};

type Trim = { by: 'MAXLEN' | 'MINID'; threshold: string };

function readAddOptions(rest: string[]) {
  let trim: Trim | undefined;
  let makes = true;
  let at = 0;
  for (; at < rest.length; at++) {
    const option = rest[at].toUpperCase();
    if (option === 'NOMKSTREAM') {
      makes = false;
    } else if (option === 'MAXLEN' || option === 'MINID') {
      const read = readTrim(rest.slice(at));
      trim = read.trim;
      at += read.length - 1;
    } else {
      break;
    }
  }
  return { trim, makes, parameters: rest.slice(at) };
}

/** `MAXLEN ~ 1000 LIMIT 10`; what may be left standing is removed all the same. */
function readTrim(words: string[]): { trim: Trim; length: number } {
  const by = words[0].toUpperCase();
  if (by !== 'MAXLEN' && by !== 'MINID') {
    throw syntaxError();
  }
  const at = words[1] === '~' || words[1] === '=' ? 2 : 1;
  const threshold = words.at(at);
  if (threshold === undefined) {
    throw syntaxError();
  }
  const hasLimit = words.at(at + 1)?.toUpperCase() === 'LIMIT';
  return { trim: { by, threshold }, length: at + (hasLimit ? 3 : 1) };
}

function trimStream(
  keyspace: Keyspace,
  key: string,
  { by, threshold }: Trim,
): number {
  const stream = keyspace.stream(key);
  if (!stream) {
    return 0;
  }
  const goes =
    by === 'MINID'
      ? placeOf(stream, parseId(threshold))
      : Math.max(0, stream.entries.length - toInteger(threshold));
  if (goes > 0) {
    const kept = stream.entries.at(goes)?.id;
    const [first, second] = stream.lastId;
    keyspace.change([
      'trim',
      key,
      formatId(
        kept && goes < stream.entries.length ? kept : [first, second + 1n],
      ),
    ]);
  }
  return goes;
}

function range(isReversed: boolean): Command {
  return {
    takes: [3, 5],
    run([key, start, end, ...options], { keyspace }) {
      const count = readCount(options) ?? Infinity;
      const stream = keyspace.stream(key);
      if (!stream) {
        return [];
      }
      const [from, to] = isReversed ? [end, start] : [start, end];
      const low = readBound(from, 0n, 1n);
      const high = readBound(to, LAST[1], -1n);
      const found = stream.entries
        .slice(placeOf(stream, low))
        .filter(({ id }) => compareIds(id, high) <= 0);
      return (isReversed ? found.reverse() : found)
        .slice(0, count)
        .map(toReply);
    },
  };
}

/** Entries, whoever reads them. */
export const entryCommands: Commands = {
  XADD: xadd,
  XRANGE: range(false),
  XREVRANGE: range(true),
  XLEN: {
    takes: [1, 1],
    run: ([key], { keyspace }) => keyspace.stream(key)?.entries.length ?? 0,
  },
  XTRIM: {
    takes: [3, MANY],
    run: ([key, ...words], { keyspace }) =>
      trimStream(keyspace, key, readTrim(words).trim),
  },
  XDEL: {
    takes: [2, MANY],
    run([key, ...ids], { keyspace }) {
      const stream = keyspace.stream(key);
      const known = ids
        .map(id => parseId(id))
        .filter(id => stream && findEntry(stream, id));
      if (known.length > 0) {
        keyspace.change(['remove', key, known.map(formatId)]);
      }
      return known.length;
    },
  },
};
