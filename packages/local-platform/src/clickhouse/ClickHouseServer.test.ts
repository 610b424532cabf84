import {
  ClickHouseClient,
  ClickHouseLogLevel,
  createClient,
} from '@clickhouse/client';
import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import {
  createScratch,
  eventually,
  repositoryRoot,
} from '../__testUtils__/scratch';
import { ManagedProcess } from '../supervisor/ManagedProcess';
import {
  describeOnClickHouse,
  whyClickHouseSkipped,
} from './__testUtils__/startClickHouse';
import { ClickHouseServer } from './ClickHouseServer';

jest.setTimeout(120_000);

describeOnClickHouse(`ClickHouseServer${whyClickHouseSkipped}`, () => {
  let scratch: ReturnType<typeof createScratch>;
  const processes: ManagedProcess[] = [];
  const clients: ClickHouseClient[] = [];

  beforeEach(() => {
    scratch = createScratch();
  });

  afterEach(async () => {
    for (const client of clients.splice(0)) {
      await client.close();
    }
    for (const managed of processes.splice(0)) {
      await managed.stop();
    }
    scratch.remove();
  });

  async function create(preferredPort?: number) {
    const server = await ClickHouseServer.create({
      repositoryRoot,
      dataFolder: scratch.path,
      password: 'a "secret"/?#%',
      preferredPort,
    });
    const managed = new ManagedProcess({
      spec: server,
      logFile: join(scratch.path, 'clickhouse.log'),
      recordFile: join(scratch.path, 'clickhouse.process.json'),
    });
    processes.push(managed);
    return { server, managed };
  }

  function connect(url: string): ClickHouseClient {
    const client = createClient({
      url,
      log: { level: ClickHouseLogLevel.OFF },
    });
    clients.push(client);
    return client;
  }

  it('keeps its rows over a stop, and ends within five seconds while a query runs', async () => {
    const first = await create();
    await first.managed.start();
    const client = connect(first.server.url);
    await client.command({
      query: 'CREATE TABLE orders (id UInt64) ENGINE = MergeTree ORDER BY id',
    });
    await client.insert({
      table: 'orders',
      values: [{ id: 1 }],
      format: 'JSONEachRow',
    });
    const cancelled = client.query({
      query:
        'SELECT sleepEachRow(1) FROM numbers(40) SETTINGS max_block_size = 1',
      query_id: 'long',
    });
    const failure = cancelled.catch(error => error);
    await eventually(
      async () =>
        (
          await read(
            client,
            "SELECT query_id FROM system.processes WHERE query_id = 'long'",
          )
        ).length === 1,
    );
    const before = Date.now();
    await first.managed.stop();
    // The query had 40 seconds to go.
    expect(Date.now() - before).toBeLessThan(30_000);
    expect(await failure).toMatchObject({ code: '394' });

    const second = await create(first.server.port);
    await second.managed.start();
    expect(
      await read(
        connect(second.server.url),
        'SELECT toUInt8(id) AS id FROM orders',
      ),
    ).toEqual([{ id: 1 }]);
  });

  it('is asked for by its own name only, never sends its password along in arguments, and leaves no scratch', async () => {
    const { managed, server } = await create();
    await managed.start();
    const { port } = server;
    const ask = async (host: string) => await fetchWithHost(port, host);
    expect(await ask(`127.0.0.1:${port}`)).toBe(200);
    expect(await ask(`localhost:${port}`)).toBe(200);
    for (const host of [
      'attacker.example',
      `attacker.example:${port}`,
      '127.0.0.1',
      'localhost:1',
    ]) {
      expect(await ask(host)).toBe(403);
    }
    expect(readFileSync(`/proc/${managed.pid}/cmdline`, 'utf8')).not.toContain(
      'secret',
    );
    expect(readdirSync(server.files).sort()).toEqual(['data', 'pipes']);
  });

  it('ends when its supervisor is killed', async () => {
    const { server } = await create();
    const { args, command, cwd, env } = await server.launch();
    // A supervisor that can be killed: it starts the server as ManagedProcess does and says its number.
    const program = `const child = require('node:child_process').spawn(process.argv[1], JSON.parse(process.argv[2]), { cwd: process.argv[3], detached: true, stdio: ['ignore', 'ignore', 'ignore', 'pipe'] }); console.log(child.pid);`;
    const supervisor = spawn(
      command,
      ['-e', program, command, JSON.stringify(args), cwd],
      { env, stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const pid = await new Promise<number>(resolve => {
      supervisor.stdout.once('data', (chunk: Buffer) =>
        resolve(Number(chunk.toString())),
      );
    });
    await eventually(() =>
      server.checkHealth().then(
        () => true,
        () => false,
      ),
    );
    supervisor.kill('SIGKILL');
    await eventually(() => !isRunning(pid));
    await expect(server.checkHealth()).rejects.toThrow();
  });

  it('says that another process has the folder, and does not try again', async () => {
    const first = await create();
    await first.managed.start();
    const second = await create();
    await expect(second.managed.start()).rejects.toThrow(
      /^Another process uses the ClickHouse folder .*\/clickhouse\. End it, then start again\.$/,
    );
    await first.server.checkHealth();
  });

  it('says that the folder is damaged', async () => {
    const first = await create();
    await first.managed.start();
    await connect(first.server.url).command({
      query: 'CREATE TABLE orders (id UInt64) ENGINE = MergeTree ORDER BY id',
    });
    await first.managed.stop();
    const store = join(first.server.files, 'data/store');
    const definition = readdirSync(store, {
      recursive: true,
      encoding: 'utf8',
    }).find(name => name.endsWith('orders.sql'));
    writeFileSync(join(store, definition ?? ''), 'no longer SQL');
    const damaged = await create();
    await expect(damaged.managed.start()).rejects.toThrow(
      /^The ClickHouse folder .*\/clickhouse is damaged; /,
    );
  });

  it('reads other causes out of the log', async () => {
    const { server } = await create();
    expect(
      server.diagnose([
        'Code: 243. DB::Exception: Cannot reserve 1.00 MiB, not enough space. (NOT_ENOUGH_SPACE)',
      ]),
    ).toMatchObject({
      message: expect.stringContaining('is full'),
      fatal: false,
    });
    expect(
      server.diagnose([
        'listen EADDRINUSE: address already in use 127.0.0.1:18123',
      ]),
    ).toMatchObject({ fatal: false });
    expect(server.diagnose(['something new'])).toBeUndefined();
    mkdirSync(join(scratch.path, 'empty'));
    await expect(
      ClickHouseServer.create({
        repositoryRoot: join(scratch.path, 'empty'),
        dataFolder: scratch.path,
        password: 'x',
      }),
    ).rejects.toThrow('npm run setup');
  });
});

async function read(
  client: ClickHouseClient,
  query: string,
): Promise<Record<string, unknown>[]> {
  const result = await client.query({ query, format: 'JSONEachRow' });
  return await result.json<Record<string, unknown>>();
}

async function fetchWithHost(port: number, host: string): Promise<number> {
  return await new Promise((resolve, reject) => {
    request(
      { host: '127.0.0.1', port, path: '/ping', headers: { host } },
      response => {
        response.resume();
        resolve(response.statusCode ?? 0);
      },
    )
      .on('error', reject)
      .end();
  });
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
