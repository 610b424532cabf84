import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import {
  createScratch,
  eventually,
  repositoryRoot,
} from '../__testUtils__/scratch';
import { ManagedProcess } from '../supervisor/ManagedProcess';
import { RedisServer } from './RedisServer';

jest.setTimeout(60_000);

const PASSWORD = 'a-generated_password';

const hasRedis =
  spawnSync('redis-server', ['--version']).status === 0 ||
  existsSync(join(repositoryRoot, '.toolchain/redis/complete'));
const whyNot = hasRedis
  ? ''
  : ' (no redis-server on this machine: npm run setup)';

/** What the shop asks of Redis: the same of the real one and of the stand-in. */
function conform(useStandIn: boolean): void {
  let scratch: ReturnType<typeof createScratch>;
  let server: RedisServer;
  let managed: ManagedProcess;
  let restarts = 0;
  const clients: Redis[] = [];

  beforeAll(async () => {
    scratch = createScratch();
    server = await RedisServer.create({
      repositoryRoot,
      dataFolder: scratch.path,
      password: PASSWORD,
      useStandIn,
    });
    managed = new ManagedProcess({
      spec: server,
      logFile: join(scratch.path, 'redis.log'),
      recordFile: join(scratch.path, 'redis.process.json'),
      onEvent: ({ state }) => {
        restarts += state === 'healthy' ? 1 : 0;
      },
    });
    await managed.start();
  });

  afterEach(() => clients.splice(0).forEach(client => client.disconnect()));

  afterAll(async () => {
    await managed?.stop();
    scratch.remove();
  });

  function connect(protocol: 2 | 3 = 2, password = PASSWORD): Redis {
    const url = new URL(server.url);
    url.password = password;
    const client = new Redis(url.href, {
      protocol,
      maxRetriesPerRequest: 0,
      retryStrategy: () => null,
    });
    client.on('error', () => undefined);
    clients.push(client);
    return client;
  }

  const readGroup = (client: Redis, key: string, consumer: string, id = '>') =>
    client.xreadgroup('GROUP', 'g', consumer, 'COUNT', 10, 'STREAMS', key, id);

  it('says what it is', () => {
    expect(server.title).toMatch(
      useStandIn ? /^Redis stand-in \(no redis-server/ : /^Redis \d/,
    );
  });

  it('lets nobody in without the password', async () => {
    for (const [password, reason] of [
      ['', 'NOAUTH'],
      ['guess', 'WRONGPASS'],
    ]) {
      const client = connect(2, password);
      const [error] = await once(client, 'error');
      expect(String(error)).toContain(reason);
      await expect(client.get('k')).rejects.toThrow();
    }
  });

  it.each([2 as const, 3 as const])(
    'keeps texts for a while, over RESP%i',
    async protocol => {
      const redis = connect(protocol);
      expect(await redis.ping()).toBe('PONG');
      expect(await redis.set('привіт', 'світ\r\n\0', 'EX', 60)).toBe('OK');
      expect(await redis.get('привіт')).toBe('світ\r\n\0');
      expect(await redis.ttl('привіт')).toBeGreaterThan(55);
      expect(await redis.set('once', 'a', 'PX', 60_000, 'NX')).toBe('OK');
      expect(await redis.set('once', 'b', 'NX')).toBeNull();
      expect(await redis.mget('once', 'never')).toEqual(['a', null]);
      expect(await redis.exists('once', 'never')).toBe(1);
      expect(await redis.ttl('never')).toBe(-2);
      expect(await redis.incr('count')).toBe(1);
      expect(await redis.incrby('count', 9)).toBe(10);
      expect(await redis.decrby('count', 12)).toBe(-2);
      expect(await redis.decr('count')).toBe(-3);
      expect(await redis.ttl('count')).toBe(-1);
      expect(await redis.pexpire('count', 1)).toBe(1);
      await eventually(async () => (await redis.get('count')) === null);
      expect(await redis.del('once', 'привіт', 'never')).toBe(2);
    },
  );

  it('keeps fields', async () => {
    const redis = connect();
    expect(await redis.hset('h', { a: '1', b: '2' })).toBe(2);
    expect(await redis.hset('h', 'a', '3')).toBe(0);
    expect(await redis.hgetall('h')).toEqual({ a: '3', b: '2' });
    expect(await redis.hincrby('h', 'a', 4)).toBe(7);
    expect(await redis.hmget('h', 'b', 'c')).toEqual(['2', null]);
    expect(await redis.hsetnx('h', 'a', '8')).toBe(0);
    expect(await redis.hsetnx('h', 'd', '')).toBe(1);
    expect(await redis.hkeys('h')).toEqual(['a', 'b', 'd']);
    expect(await redis.hvals('h')).toEqual(['7', '2', '']);
    expect(await redis.hlen('h')).toBe(3);
    expect(await redis.hexists('h', 'e')).toBe(0);
    expect(await redis.hkeys('none')).toEqual([]);
    expect(await redis.hdel('h', 'a', 'b', 'd', 'e')).toBe(3);
    expect(await redis.exists('h')).toBe(0);
  });

  it('counts on for as long as a key lives', async () => {
    const redis = connect();
    await redis.set('visits', '41', 'EX', 60);
    expect(await redis.incr('visits')).toBe(42);
    expect(await redis.ttl('visits')).toBeGreaterThan(55);
    expect(await redis.hincrby('stock', 'cup', -3)).toBe(-3);
    await redis.hset('stock', 'plate', 'many');
    await expect(redis.hincrby('stock', 'plate', 1)).rejects.toThrow(
      'not an integer',
    );
    await redis.set('visits', '9223372036854775807');
    await expect(redis.incr('visits')).rejects.toThrow('ERR');
    expect(await redis.get('visits')).toBe('9223372036854775807');
  });

  it('answers what is wrong as an error, and goes on', async () => {
    const redis = connect();
    await redis.set('text', 'no number');
    await expect(redis.incr('text')).rejects.toThrow('not an integer');
    await expect(redis.hget('text', 'a')).rejects.toThrow('WRONGTYPE');
    await expect(redis.call('FLY', 'away')).rejects.toThrow('unknown command');
    await expect(redis.call('GET')).rejects.toThrow('wrong number of arg');
    await expect(redis.call('SET', 'a', 'b', 'EX', 'soon')).rejects.toThrow(
      'ERR',
    );
    await expect(readGroup(redis, 'nothing', 'c')).rejects.toThrow('NOGROUP');
    expect(await redis.get('text')).toBe('no number');
  });

  it('answers many requests in their order', async () => {
    const redis = connect();
    const answers = await Promise.all(
      Array.from({ length: 500 }, (_, index) => redis.echo(`${index}`)),
    );
    expect(answers).toEqual(answers.map((_, index) => `${index}`));
  });

  it('gives an entry to one consumer of a group until it is acknowledged', async () => {
    const redis = connect();
    const stream = 'orders';
    expect(await redis.xgroup('CREATE', stream, 'g', '0', 'MKSTREAM')).toBe(
      'OK',
    );
    await expect(
      redis.xgroup('CREATE', stream, 'g', '0', 'MKSTREAM'),
    ).rejects.toThrow('BUSYGROUP');
    const first = await redis.xadd(stream, '*', 'payload', 'один');
    const second = await redis.xadd(stream, '*', 'payload', 'два');
    const entries = [
      [first, ['payload', 'один']],
      [second, ['payload', 'два']],
    ];

    expect(await readGroup(redis, stream, 'a')).toEqual([[stream, entries]]);
    expect(await readGroup(redis, stream, 'b')).toBeNull();
    expect(await redis.xack(stream, 'g', `${first}`)).toBe(1);
    expect(await redis.xack(stream, 'g', `${first}`)).toBe(0);
    expect(await readGroup(redis, stream, 'a', '0')).toEqual([
      [stream, [entries[1]]],
    ]);
    expect(await redis.xpending(stream, 'g')).toEqual([
      1,
      second,
      second,
      [['a', '1']],
    ]);

    // Nobody has owed it that long; after no time at all it changes hands.
    expect(
      await redis.xautoclaim(stream, 'g', 'b', 60_000, '0', 'COUNT', 10),
    ).toEqual(['0-0', [], []]);
    expect(await redis.xautoclaim(stream, 'g', 'b', 0, '0')).toEqual([
      '0-0',
      [entries[1]],
      [],
    ]);
    expect(await redis.xinfo('GROUPS', stream)).toEqual([
      expect.arrayContaining(['name', 'g', 'pending', 1, 'lag', 0]),
    ]);
  });

  it.each([2 as const, 3 as const])(
    'wakes a consumer that waits, over RESP%i',
    async protocol => {
      const waiting = connect(protocol);
      const redis = connect();
      const stream = `waited-${protocol}`;
      await redis.xgroup('CREATE', stream, 'g', '$', 'MKSTREAM');
      const read = (blockMs: number) =>
        waiting.xreadgroup(
          'GROUP',
          'g',
          'c',
          'BLOCK',
          blockMs,
          'STREAMS',
          stream,
          '>',
        );
      expect(await read(10)).toBeNull();
      const found = read(30_000);
      const id = await redis.xadd(stream, '*', 'a', 'b');
      expect(await found).toEqual([[stream, [[id, ['a', 'b']]]]]);
    },
  );

  it('keeps a stream as long as it is told', async () => {
    const redis = connect();
    for (let index = 1; index <= 5; index++) {
      await redis.xadd('short', 'MAXLEN', '=', 3, `${index}-0`, 'i', index);
    }
    expect(await redis.xlen('short')).toBe(3);
    expect(await redis.xrange('short', '(3-0', '+', 'COUNT', 1)).toEqual([
      ['4-0', ['i', '4']],
    ]);
    await redis.xadd('short', 'MINID', '=', '5', '6-0', 'i', '6');
    expect(await redis.xrange('short', '-', '+')).toEqual([
      ['5-0', ['i', '5']],
      ['6-0', ['i', '6']],
    ]);
    await expect(redis.xadd('short', '6-0', 'i', '6')).rejects.toThrow(
      'equal or smaller',
    );
  });

  it('loses nothing that it acknowledged when it is killed', async () => {
    const redis = connect();
    await redis.set('kept', 'over a kill');
    await redis.hset('basket', 'a', '1');
    await redis.xgroup('CREATE', 'kept-events', 'g', '0', 'MKSTREAM');
    const ids: (string | null)[] = [];
    for (let index = 0; index < 200; index++) {
      ids.push(await redis.xadd('kept-events', '*', 'i', index));
    }
    await readGroup(redis, 'kept-events', 'c');
    await redis.xack('kept-events', 'g', `${ids[0]}`);

    const before = restarts;
    process.kill(managed.pid ?? 0, 'SIGKILL');
    await eventually(() => restarts > before);

    const again = connect();
    expect(await again.get('kept')).toBe('over a kill');
    expect(await again.hget('basket', 'a')).toBe('1');
    expect(
      (await again.xrange('kept-events', '-', '+')).map(([id]) => id),
    ).toEqual(ids);
    expect(await again.xpending('kept-events', 'g')).toEqual([
      9,
      ids[1],
      ids[9],
      [['c', '9']],
    ]);
  });
}

(hasRedis ? describe : describe.skip)(`Redis, the real server${whyNot}`, () =>
  conform(false),
);

describe('Redis, the stand-in', () => {
  conform(true);

  it('forgets what a kill cut off, and refuses a file that is damaged before its end', async () => {
    const scratch = createScratch();
    const server = await RedisServer.create({
      repositoryRoot,
      dataFolder: scratch.path,
      password: PASSWORD,
      useStandIn: true,
    });
    const manage = () =>
      new ManagedProcess({
        spec: server,
        logFile: join(scratch.path, 'redis.log'),
        recordFile: join(scratch.path, 'redis.process.json'),
      });
    const file = join(scratch.path, 'redis/stand-in/changes.jsonl');
    let managed = manage();
    try {
      await managed.start();
      await managed.stop();
      appendFileSync(file, '["set","a","1",null]\n["set","b","2",nu');
      managed = manage();
      await managed.start();
      await managed.stop();
      expect(readFileSync(file, 'utf8')).toBe('["set","a","1",null]\n');

      appendFileSync(file, '["set","b"]\n["set","c","3",null]\n');
      const damaged = readFileSync(file, 'utf8');
      managed = manage();
      await expect(managed.start()).rejects.toThrow(/Line 2 of .* is damaged/);
      expect(readFileSync(file, 'utf8')).toBe(damaged);
    } finally {
      await managed.stop();
      scratch.remove();
    }
  });
});
