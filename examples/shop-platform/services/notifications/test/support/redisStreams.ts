import { setTimeout as delay } from 'node:timers/promises';
import type { Command, Reply } from './redisServer.ts';

interface Entry {
  id: string;
  fields: string[];
}

interface Group {
  next: number;
  pending: Map<string, number>;
}

interface Stream {
  entries: Entry[];
  groups: Map<string, Group>;
}

/** Streams with consumer groups, as far as this service uses them. */
export function streamCommands(): [string, Command][] {
  const streams = new Map<string, Stream>();
  const open = (key: string): Stream => {
    const stream = streams.get(key) ?? { entries: [], groups: new Map() };
    streams.set(key, stream);
    return stream;
  };

  return [
    [
      'XADD',
      ([key = '', ...rest]) => {
        const stream = open(key);
        const id = `${stream.entries.length + 1}-0`;
        stream.entries.push({ id, fields: rest.slice(rest.indexOf('*') + 1) });
        return id;
      },
    ],
    ['XRANGE', ([key = '']) => open(key).entries.map(toReply)],
    [
      'XGROUP',
      ([, key = '', name = '']) => {
        const { groups } = open(key);
        if (groups.has(name)) {
          return new Error('BUSYGROUP Consumer Group name already exists');
        }
        groups.set(name, { next: 0, pending: new Map() });
        return 'OK';
      },
    ],
    [
      'XREADGROUP',
      async parameters => {
        const name = parameters[1] ?? '';
        const blockMs = Number(parameters[parameters.indexOf('BLOCK') + 1]);
        const key = parameters.at(-2) ?? '';
        const until = Date.now() + blockMs;
        do {
          const entries = take(open(key), name);
          if (entries.length > 0) {
            return [[key, entries.map(toReply)]];
          }
          await delay(10);
        } while (Date.now() < until);
        return undefined;
      },
    ],
    [
      'XACK',
      ([key = '', name = '', id = '']) =>
        Number(open(key).groups.get(name)?.pending.delete(id) ?? false),
    ],
    [
      'XPENDING',
      ([key = '', name = '']) => [
        open(key).groups.get(name)?.pending.size ?? 0,
      ],
    ],
    [
      'XAUTOCLAIM',
      ([key = '', name = '', , idleMs]) => {
        const { entries, groups } = open(key);
        const pending = groups.get(name)?.pending ?? new Map<string, number>();
        const since = Date.now() - Number(idleMs);
        const claimed = entries.filter(
          ({ id }) => (pending.get(id) ?? Infinity) <= since,
        );
        claimed.forEach(({ id }) => pending.set(id, Date.now()));
        return ['0-0', claimed.map(toReply), []];
      },
    ],
  ];
}

function take(stream: Stream, name: string): Entry[] {
  const group = stream.groups.get(name);
  if (!group) {
    return [];
  }
  const entries = stream.entries.slice(group.next);
  group.next = stream.entries.length;
  entries.forEach(({ id }) => group.pending.set(id, Date.now()));
  return entries;
}

function toReply({ id, fields }: Entry): Reply {
  return [id, fields];
}
