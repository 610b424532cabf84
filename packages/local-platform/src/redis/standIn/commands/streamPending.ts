import { RedisError, ReplyMap } from '../resp';
import {
  compareIds,
  entriesAfter,
  findEntry,
  FIRST,
  formatId,
  LAST,
} from '../streams';
import { Command, Commands, MANY, toInteger } from './Command';
import { inOrder, needGroup } from './findGroup';
import { readBound, readCount, toReply } from './streamArguments';

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

/** What consumers still owe, and who takes it over. */
export const pendingCommands: Commands = {
  XAUTOCLAIM: xautoclaim,
  XPENDING: xpending,
  XINFO: xinfo,
};
