import { RedisError, ReplyMap } from '../resp';
import { addUp, Command, Commands, MANY, toInteger } from './Command';

const hset: Command = {
  takes: [3, MANY],
  run([key, ...pairs], { keyspace }) {
    if (pairs.length % 2 === 1) {
      throw new RedisError("ERR wrong number of arguments for 'hset' command");
    }
    let added = 0;
    for (let at = 0; at < pairs.length; at += 2) {
      added += keyspace.hash(key)?.has(pairs[at]) ? 0 : 1;
      keyspace.change(['field', key, pairs[at], pairs[at + 1]]);
    }
    return added;
  },
};

const hdel: Command = {
  takes: [2, MANY],
  run([key, ...fields], { keyspace }) {
    return fields.filter(field => {
      const isThere = keyspace.hash(key)?.has(field) ?? false;
      if (isThere) {
        keyspace.change(['field', key, field, null]);
      }
      return isThere;
    }).length;
  },
};

const hincrby: Command = {
  takes: [3, 3],
  run([key, field, amount], { keyspace }) {
    const sum = addUp(
      toInteger(keyspace.hash(key)?.get(field) ?? '0'),
      toInteger(amount),
    );
    keyspace.change(['field', key, field, String(sum)]);
    return sum;
  },
};

const hsetnx: Command = {
  takes: [3, 3],
  run([key, field, value], { keyspace }) {
    if (keyspace.hash(key)?.has(field)) {
      return 0;
    }
    keyspace.change(['field', key, field, value]);
    return 1;
  },
};

export const hashCommands: Commands = {
  HSET: hset,
  HSETNX: hsetnx,
  HDEL: hdel,
  HINCRBY: hincrby,
  HGET: {
    takes: [2, 2],
    run: ([key, field], { keyspace }) => keyspace.hash(key)?.get(field),
  },
  HMGET: {
    takes: [2, MANY],
    run: ([key, ...fields], { keyspace }) =>
      fields.map(field => keyspace.hash(key)?.get(field)),
  },
  HGETALL: {
    takes: [1, 1],
    run: ([key], { keyspace }) => new ReplyMap([...(keyspace.hash(key) ?? [])]),
  },
  HEXISTS: {
    takes: [2, 2],
    run: ([key, field], { keyspace }) =>
      keyspace.hash(key)?.has(field) ? 1 : 0,
  },
  HKEYS: {
    takes: [1, 1],
    run: ([key], { keyspace }) => [...(keyspace.hash(key)?.keys() ?? [])],
  },
  HVALS: {
    takes: [1, 1],
    run: ([key], { keyspace }) => [...(keyspace.hash(key)?.values() ?? [])],
  },
  HLEN: {
    takes: [1, 1],
    run: ([key], { keyspace }) => keyspace.hash(key)?.size ?? 0,
  },
};
