import { OK, RedisError } from '../resp';
import {
  addUp,
  Command,
  Commands,
  Context,
  MANY,
  syntaxError,
  toInteger,
} from './Command';

const set: Command = {
  takes: [2, MANY],
  run([key, value, ...options], context) {
    const { keyspace } = context;
    const wanted = readSetOptions(options, context);
    if (
      (wanted.when === 'NX' && keyspace.has(key)) ||
      (wanted.when === 'XX' && !keyspace.has(key))
    ) {
      return wanted.get ? keyspace.string(key) : undefined;
    }
    const before = wanted.get ? keyspace.string(key) : undefined;
    const until = wanted.keepsTime ? keyspace.until(key) : wanted.until;
    keyspace.change(['set', key, value, until ?? null]);
    return wanted.get ? before : OK;
  },
};

type SetOptions = {
  until?: number;
  when?: 'NX' | 'XX';
  get: boolean;
  keepsTime: boolean;
};

function readSetOptions(options: string[], { now }: Context): SetOptions {
  const wanted: SetOptions = { get: false, keepsTime: false };
  for (let at = 0; at < options.length; at++) {
    const option = options[at].toUpperCase();
    if (option === 'NX' || option === 'XX') {
      wanted.when = option;
    } else if (option === 'GET') {
      wanted.get = true;
    } else if (option === 'KEEPTTL') {
      wanted.keepsTime = true;
    } else if (/^(EX|PX|EXAT|PXAT)$/.test(option) && at + 1 < options.length) {
      at += 1;
      wanted.until = toTime(options[at], option, now());
    } else {
      throw syntaxError();
    }
  }
  return wanted;
}

function toTime(text: string, option: string, now: number): number {
  const amount = toInteger(text);
  if (amount <= 0) {
    throw new RedisError("ERR invalid expire time in 'set' command");
  }
  const milliseconds = option.startsWith('EX') ? amount * 1_000 : amount;
  return option.endsWith('AT') ? milliseconds : now + milliseconds;
}

function remove(keys: string[], { keyspace }: Context): number {
  return keys.filter(key => {
    const isThere = keyspace.has(key);
    if (isThere) {
      keyspace.change(['delete', key]);
    }
    return isThere;
  }).length;
}

function expire(unitMs: number): Command {
  return {
    takes: [2, 2],
    run([key, amount], { keyspace, now }) {
      if (!keyspace.has(key)) {
        return 0;
      }
      const until = now() + toInteger(amount) * unitMs;
      keyspace.change(until > now() ? ['expire', key, until] : ['delete', key]);
      return 1;
    },
  };
}

/** -2: no such key, -1: one that does not end. */
function timeLeft(unitMs: number): Command {
  return {
    takes: [1, 1],
    run([key], { keyspace, now }) {
      if (!keyspace.has(key)) {
        return -2;
      }
      const until = keyspace.until(key);
      return until === undefined ? -1 : Math.round((until - now()) / unitMs);
    },
  };
}

function add(key: string, amount: number, { keyspace }: Context): number {
  const sum = addUp(toInteger(keyspace.string(key) ?? '0'), amount);
  const until = keyspace.until(key) ?? null;
  keyspace.change(['set', key, String(sum), until]);
  return sum;
}

export const keyCommands: Commands = {
  SET: set,
  GET: { takes: [1, 1], run: ([key], { keyspace }) => keyspace.string(key) },
  MGET: {
    takes: [1, MANY],
    run: (keys, { keyspace }) =>
      keys.map(key => {
        try {
          return keyspace.string(key);
        } catch {
          // Of the wrong kind is not there, for this command.
          return undefined;
        }
      }),
  },
  DEL: { takes: [1, MANY], run: remove },
  UNLINK: { takes: [1, MANY], run: remove },
  EXISTS: {
    takes: [1, MANY],
    run: (keys, { keyspace }) => keys.filter(key => keyspace.has(key)).length,
  },
  EXPIRE: expire(1_000),
  PEXPIRE: expire(1),
  PERSIST: {
    takes: [1, 1],
    run([key], { keyspace }) {
      if (keyspace.until(key) === undefined) {
        return 0;
      }
      keyspace.change(['expire', key, null]);
      return 1;
    },
  },
  TTL: timeLeft(1_000),
  PTTL: timeLeft(1),
  INCR: { takes: [1, 1], run: ([key], context) => add(key, 1, context) },
  DECR: { takes: [1, 1], run: ([key], context) => add(key, -1, context) },
  INCRBY: {
    takes: [2, 2],
    run: ([key, amount], context) => add(key, toInteger(amount), context),
  },
  DECRBY: {
    takes: [2, 2],
    run: ([key, amount], context) => add(key, -toInteger(amount), context),
  },
  DBSIZE: { takes: [0, 0], run: (_, { keyspace }) => keyspace.keys().length },
};
