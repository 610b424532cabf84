import { OK, RedisError, Reply, ReplyMap } from '../resp';
import {
  compareIds,
  entriesAfter,
  findEntry,
  FIRST,
  formatId,
  parseId,
} from '../streams';
import {
  Command,
  Commands,
  Context,
  MANY,
  syntaxError,
  toInteger,
} from './Command';
import { inOrder, needGroup } from './findGroup';
import { toReply } from './streamArguments';

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

/** Groups, and what their consumers are given. */
export const groupCommands: Commands = {
  XGROUP: xgroup,
  XREADGROUP: xreadgroup,
  XACK: xack,
};
