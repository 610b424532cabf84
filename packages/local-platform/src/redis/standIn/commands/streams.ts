import { Keyspace } from '../Keyspace';
import { OK, RedisError, Reply, ReplyMap } from '../resp';
import {
  compareIds,
  entriesAfter,
  Entry,
  EntryId,
  FIRST,
  findEntry,
  formatId,
  Group,
  LAST,
  nextId,
  parseId,
  Pending,
  placeOf,
  Stream,
} from '../streams';
import {
  Command,
  Commands,
  Context,
  MANY,
  syntaxError,
  toInteger,
} from './Command';

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

function readBound(text: string, sequence: bigint, step: bigint): EntryId {
  if (text === '-') {
    return FIRST;
  }
  if (text === '+') {
    return LAST;
  }
  const isOpen = text.startsWith('(');
  const [first, second] = parseId(isOpen ? text.slice(1) : text, sequence);
  return isOpen ? [first, second + step] : [first, second];
}

const xgroup: Command = {
  takes: [1, MANY],
  run([subcommand, key = '', name = '', start = '$', ...options], context) {
    const { keyspace } = context;
    const stream = keyspace.stream(key);
    const idOf = (text: string) =>
      formatId(text === '$' ? stream?.lastId ?? FIRST : parseId(text));
    switch (subcommand.toUpperCase()) {
      case 'CREATE':
        if (!stream && !options.some(each => /^MKSTREAM$/i.test(each))) {
          throw new RedisError(
            'ERR The XGROUP subcommand requires the key to exist. Note that for CREATE you may want to use the MKSTREAM option to create an empty stream automatically.',
          );
        }
        if (stream?.groups.has(name)) {
          throw new RedisError('BUSYGROUP Consumer Group name already exists');
        }
        keyspace.change(['group', key, name, idOf(start)]);
        return OK;
      case 'SETID':
        needGroup(keyspace, key, name);
        keyspace.change(['group', key, name, idOf(start)]);
        return OK;
      case 'DESTROY':
        if (!stream?.groups.has(name)) {
          return 0;
        }
        keyspace.change(['group', key, name, null]);
        return 1;
      default:
        throw new RedisError(`ERR unknown subcommand '${subcommand}'`);
    }
  },
};

const xreadgroup: Command = {
  takes: [6, MANY],
  async run(parameters, context) {
    const request = readGroupRequest(parameters);
    const { blockMs, streams } = request;
    const until = context.now() + (blockMs ?? 0);
    for (;;) {
      const found = streams.flatMap(({ key, start }) => {
        const entries = readFor(request, key, start, context);
        return entries.length > 0 || start !== '>' ? [{ key, entries }] : [];
      });
      if (found.length > 0) {
        return context.session.protocol === 3
          ? new ReplyMap(found.map(({ key, entries }) => [key, entries]))
          : found.map(({ key, entries }) => [key, entries]);
      }
      const left = blockMs === 0 ? 0 : until - context.now();
      if (blockMs === undefined || left < 0 || (blockMs > 0 && left === 0)) {
        return undefined;
      }
      await context.entryAdded(left, context.session.signal);
      if (context.session.signal.aborted) {
        return undefined;
      }
    }
  },
};

type GroupRequest = {
  group: string;
  consumer: string;
  count: number;
  blockMs: number | undefined;
  acknowledges: boolean;
  streams: { key: string; start: string }[];
};

function readGroupRequest(parameters: string[]): GroupRequest {
  const [word, group, consumer] = parameters;
  if (word.toUpperCase() !== 'GROUP') {
    throw syntaxError();
  }
  const request: GroupRequest = {
    group,
    consumer,
    count: Infinity,
    blockMs: undefined,
    acknowledges: false,
    streams: [],
  };
  for (let at = 3; at < parameters.length; at++) {
    switch (parameters[at].toUpperCase()) {
      case 'COUNT':
        at += 1;
        request.count = toInteger(parameters.at(at) ?? '') || Infinity;
        break;
      case 'BLOCK':
        at += 1;
        request.blockMs = toInteger(parameters.at(at) ?? '');
        break;
      case 'NOACK':
        request.acknowledges = true;
        break;
      case 'STREAMS': {
        const rest = parameters.slice(at + 1);
        const half = rest.length / 2;
        if (half === 0 || !Number.isInteger(half)) {
          throw new RedisError(
            "ERR Unbalanced 'xreadgroup' list of streams: for each stream key an ID or '>' must be specified.",
          );
        }
        request.streams = rest
          .slice(0, half)
          .map((key, index) => ({ key, start: rest[half + index] }));
        return request;
      }
      default:
        throw syntaxError();
    }
  }
  throw syntaxError();
}

/** New entries for `>`; for an id, what this consumer was given after it and still owes. */
function readFor(
  { group: name, consumer, count, acknowledges }: GroupRequest,
  key: string,
  start: string,
  { keyspace, now }: Context,
): Reply[] {
  const { stream, group } = needGroup(keyspace, key, name);
  if (start !== '>') {
    const after = parseId(start);
    return inOrder(group)
      .filter(
        pending =>
          pending.consumer === consumer && compareIds(pending.id, after) > 0,
      )
      .slice(0, count)
      .map(({ id }) => [
        formatId(id),
        findEntry(stream, id)?.fields ?? undefined,
      ]);
  }
  const entries = entriesAfter(stream, group.lastId, count);
  const ids = entries.map(({ id }) => formatId(id));
  if (ids.length > 0) {
    keyspace.change(['deliver', key, name, consumer, ids, now(), 1]);
    if (acknowledges) {
      keyspace.change(['acknowledge', key, name, ids]);
    }
  } else if (!group.consumers.has(consumer)) {
    keyspace.change(['deliver', key, name, consumer, [], now(), 0]);
  }
  return entries.map(toReply);
}

const xack: Command = {
  takes: [3, MANY],
  run([key, name, ...ids], { keyspace }) {
    const pending = keyspace.stream(key)?.groups.get(name)?.pending;
    const known = ids
      .map(id => formatId(parseId(id)))
      .filter(id => pending?.has(id));
    if (known.length > 0) {
      keyspace.change(['acknowledge', key, name, known]);
    }
    return known.length;
  },
};

const xautoclaim: Command = {
  takes: [5, 8],
  run([key, name, consumer, idle, start, ...options], { keyspace, now }) {
    const { stream, group } = needGroup(keyspace, key, name);
    const isBrief = options.some(option => /^JUSTID$/i.test(option));
    const count =
      readCount(options.filter(option => !/^JUSTID$/i.test(option))) ?? 100;
    const first = readBound(start, 0n, 1n);
    const before = now() - toInteger(idle);
    const candidates = inOrder(group).filter(
      ({ id, deliveredAt }) =>
        compareIds(id, first) >= 0 && deliveredAt <= before,
    );
    const taken = candidates.slice(0, count);
    const deleted = taken.filter(({ id }) => !findEntry(stream, id));
    const claimed = taken.filter(pending => !deleted.includes(pending));
    const gone = deleted.map(({ id }) => formatId(id));
    if (gone.length > 0) {
      keyspace.change(['acknowledge', key, name, gone]);
    }
    for (const { id, deliveries } of claimed) {
      keyspace.change([
        'deliver',
        key,
        name,
        consumer,
        [formatId(id)],
        now(),
        deliveries + (isBrief ? 0 : 1),
      ]);
    }
    const next = candidates.at(count)?.id;
    return [
      formatId(next ?? FIRST),
      claimed.map(({ id }) => {
        const entry = findEntry(stream, id);
        return entry && !isBrief ? toReply(entry) : formatId(id);
      }),
      gone,
    ];
  },
};

const xpending: Command = {
  takes: [2, MANY],
  run([key, name, ...options], { keyspace, now }) {
    const pending = inOrder(needGroup(keyspace, key, name).group);
    if (options.length === 0) {
      const counts = new Map<string, number>();
      for (const { consumer } of pending) {
        counts.set(consumer, (counts.get(consumer) ?? 0) + 1);
      }
      const ends = [pending.at(0)?.id, pending.at(-1)?.id];
      return [
        pending.length,
        ...ends.map(id => id && formatId(id)),
        counts.size === 0
          ? undefined
          : [...counts].map(([consumer, count]) => [consumer, String(count)]),
      ];
    }
    const [start, end, count, consumer] = options;
    const low = readBound(start, 0n, 1n);
    const high = readBound(end ?? '+', LAST[1], -1n);
    return pending
      .filter(
        each =>
          compareIds(each.id, low) >= 0 &&
          compareIds(each.id, high) <= 0 &&
          (consumer === undefined || each.consumer === consumer),
      )
      .slice(0, toInteger(count ?? ''))
      .map(each => [
        formatId(each.id),
        each.consumer,
        Math.max(0, now() - each.deliveredAt),
        each.deliveries,
      ]);
  },
};

const xinfo: Command = {
  takes: [2, MANY],
  run([subcommand, key], { keyspace }) {
    const stream = keyspace.stream(key);
    if (!stream) {
      throw new RedisError('ERR no such key');
    }
    switch (subcommand.toUpperCase()) {
      case 'GROUPS':
        return [...stream.groups].map(
          ([name, group]) =>
            new ReplyMap([
              ['name', name],
              ['consumers', group.consumers.size],
              ['pending', group.pending.size],
              ['last-delivered-id', formatId(group.lastId)],
              ['entries-read', undefined],
              ['lag', entriesAfter(stream, group.lastId, Infinity).length],
            ]),
        );
      case 'STREAM':
        return new ReplyMap([
          ['length', stream.entries.length],
          ['last-generated-id', formatId(stream.lastId)],
          ['groups', stream.groups.size],
        ]);
      default:
        throw new RedisError(`ERR unknown subcommand '${subcommand}'`);
    }
  },
};

export const streamCommands: Commands = {
  XADD: xadd,
  XRANGE: range(false),
  XREVRANGE: range(true),
  XGROUP: xgroup,
  XREADGROUP: xreadgroup,
  XACK: xack,
  XAUTOCLAIM: xautoclaim,
  XPENDING: xpending,
  XINFO: xinfo,
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

function readCount(options: string[]): number | undefined {
  if (options.length === 0) {
    return undefined;
  }
  if (options.length !== 2 || options[0].toUpperCase() !== 'COUNT') {
    throw syntaxError();
  }
  return toInteger(options[1]);
}

function needGroup(
  keyspace: Keyspace,
  key: string,
  name: string,
): { stream: Stream; group: Group } {
  const stream = keyspace.stream(key);
  const group = stream?.groups.get(name);
  if (!stream || !group) {
    throw new RedisError(
      `NOGROUP No such key '${key}' or consumer group '${name}'`,
    );
  }
  return { stream, group };
}

function inOrder({ pending }: Group): Pending[] {
  return [...pending.values()].sort((left, right) =>
    compareIds(left.id, right.id),
  );
}

function toReply({ id, fields }: Entry): Reply {
  return [formatId(id), fields];
}
