import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { createServer, Server } from 'node:net';
import { join } from 'node:path';
import { Client } from 'pg';
import {
  createScratch,
  describeOnPostgres,
  eventually,
  repositoryRoot,
  whySkipped,
} from '../__testUtils__/scratch';
import { ManagedProcess } from '../supervisor/ManagedProcess';
import { ProcessEvent } from '../supervisor/types';
import { findFreePort } from '../ports';
import { ensureReader, ensureRole } from './roles';
import { PostgresServer } from './PostgresServer';

jest.setTimeout(60_000);

const isRoot = process.getuid?.() === 0;

describeOnPostgres(`PostgresServer${whySkipped}`, () => {
  let scratch: ReturnType<typeof createScratch>;
  let events: ProcessEvent[];
  const processes: ManagedProcess[] = [];

  beforeEach(() => {
    scratch = createScratch();
    chmodSync(scratch.path, 0o711);
    events = [];
  });

  afterEach(async () => {
    for (const managed of processes.splice(0)) {
      await managed.stop();
    }
    scratch.remove();
  });

  async function create(
    dataFolder = scratch.path,
    preferredPort?: number,
    settings?: Record<string, string>,
  ) {
    const server = await PostgresServer.create({
      repositoryRoot,
      name: 'portal',
      dataFolder,
      password: 'it is a "secret"/?#',
      preferredPort,
      settings,
    });
    const managed = new ManagedProcess({
      spec: server,
      logFile: join(scratch.path, 'postgres.log'),
      recordFile: join(scratch.path, 'postgres.process.json'),
      onEvent: event => events.push(event),
    });
    processes.push(managed);
    return { server, managed };
  }

  it('makes a database at the first start and keeps its rows over a stop and a kill', async () => {
    const first = await create();
    await first.managed.start();
    await first.server.ensureDatabase();
    await query(first.server.url, 'CREATE TABLE orders (id int)');
    await query(first.server.url, 'INSERT INTO orders VALUES (1)');
    await first.managed.stop();

    const second = await create();
    await second.managed.start();
    await second.server.ensureDatabase();
    await query(second.server.url, 'INSERT INTO orders VALUES (2)');
    process.kill(second.managed.pid!, 'SIGKILL');
    await eventually(
      () => events.filter(event => event.state === 'healthy').length === 3,
    );

    expect(
      await query(second.server.url, 'SELECT id FROM orders ORDER BY id'),
    ).toEqual([{ id: 1 }, { id: 2 }]);
    expect(await query(second.server.url, 'SHOW server_encoding')).toEqual([
      { server_encoding: 'UTF8' },
    ]);
  });

  it('lets nobody in without the password, and listens on the loopback address only', async () => {
    const { server, managed } = await create();
    await managed.start();
    await server.ensureDatabase();
    const url = new URL(server.url);
    url.password = 'guess';
    await expect(query(url.href, 'SELECT 1')).rejects.toThrow(
      'password authentication failed',
    );
    expect(await query(server.url, 'SHOW listen_addresses')).toEqual([
      { listen_addresses: '127.0.0.1' },
    ]);
  });

  it('gives each role a schema of its own that no other gets at', async () => {
    const { server, managed } = await create(scratch.path, undefined, {
      wal_level: 'logical',
    });
    await managed.start();
    await server.ensureDatabase();
    await Promise.all([
      ensureRole(server.url, 'core', 'first'),
      ensureRole(server.url, 'core', 'first'),
      ensureRole(server.url, 'payments', "it's secret"),
    ]);
    // Again, as at each start: the password is the one given last, and nothing is lost.
    const core = server.urlFor('core', 'second');
    await query(
      server.urlFor('core', 'first'),
      'CREATE TABLE core.orders AS SELECT 1 AS id',
    );
    await ensureRole(server.url, 'core', 'second');

    expect(await query(core, 'SELECT id FROM core.orders')).toEqual([
      { id: 1 },
    ]);
    await query(core, 'CREATE SCHEMA IF NOT EXISTS core');
    const payments = server.urlFor('payments', "it's secret");
    await expect(query(payments, 'SELECT * FROM core.orders')).rejects.toThrow(
      'permission denied for schema core',
    );
    await expect(
      query(payments, 'CREATE TABLE public.a (b int)'),
    ).rejects.toThrow('permission denied for schema public');
    await expect(
      query(server.urlFor('core', 'first'), 'SELECT 1'),
    ).rejects.toThrow('password authentication failed');
    expect(await query(server.url, 'SHOW wal_level')).toEqual([
      { wal_level: 'logical' },
    ]);

    await ensureReader(server.url, 'pipeline', 'third');
    const pipeline = server.urlFor('pipeline', 'third');
    expect(await query(pipeline, 'SELECT id FROM core.orders')).toEqual([
      { id: 1 },
    ]);
    await expect(query(pipeline, 'DELETE FROM core.orders')).rejects.toThrow(
      'permission denied for table orders',
    );
    await expect(query(pipeline, 'CREATE SCHEMA pipeline')).rejects.toThrow(
      'permission denied for database',
    );
  });

  it('takes another port when the preferred one is in use', async () => {
    const other = await listen();
    try {
      const { server, managed } = await create(scratch.path, other.port);
      await managed.start();
      expect(server.port).not.toBe(other.port);
    } finally {
      other.server.close();
    }
  });

  it('says that the folder is damaged, changes nothing in it, and does not try again', async () => {
    const { server, managed } = await create();
    await managed.start();
    await managed.stop();
    const control = join(server.files, 'global/pg_control');
    const before = readFileSync(control).fill(7, 100, 200);
    writeFileSync(control, before);

    const damaged = await create();
    await expect(damaged.managed.start()).rejects.toThrow(
      /^The database folder .*\/portal is damaged: .*\. Nothing was changed in it\. Put back a copy of it, or set it aside and start empty with: npm start -- --reset$/,
    );
    expect(readFileSync(control).equals(before)).toBe(true);
  });

  it('makes the folder anew after a kill in the middle of making it', async () => {
    mkdirSync(join(scratch.path, 'postgres/portal.new'), { recursive: true });
    chmodSync(join(scratch.path, 'postgres'), 0o711);
    writeFileSync(join(scratch.path, 'postgres/portal.new/PG_VERSION'), '18\n');
    const { managed } = await create();
    await managed.start();
    expect(readdirSync(join(scratch.path, 'postgres'))).toEqual(['portal']);
  });

  const itOnSmallDisk = isRoot && canMount() ? it : it.skip;
  itOnSmallDisk(
    'says that the disk is full, loses nothing, and serves again when there is room (needs root and tmpfs)',
    async () => {
      const disk = join(scratch.path, 'disk');
      mkdirSync(disk);
      execFileSync('mount', [
        '-t',
        'tmpfs',
        '-o',
        'size=110m,mode=0711',
        'tmpfs',
        disk,
      ]);
      try {
        const { server, managed } = await create(disk);
        await managed.start();
        await server.ensureDatabase();
        await query(server.url, 'CREATE TABLE orders (id int, note text)');
        await query(server.url, "INSERT INTO orders VALUES (1, 'kept')");
        const filler = join(disk, 'filler');
        fill(filler);
        await expect(
          query(
            server.url,
            'INSERT INTO orders SELECT n, repeat(md5(n::text), 40) FROM generate_series(2, 60000) n',
          ),
        ).rejects.toThrow();
        execFileSync('rm', [filler]);
        await eventually(async () => {
          const rows = await query(server.url, 'SELECT id FROM orders').catch(
            () => [],
          );
          return rows.length === 1;
        });
        await query(server.url, "INSERT INTO orders VALUES (2, 'room again')");
        await managed.stop();
      } finally {
        for (const managed of processes.splice(0)) {
          await managed.stop();
        }
        execFileSync('umount', [disk]);
      }
    },
  );

  const itAsRoot = isRoot ? it : it.skip;
  itAsRoot(
    'serves a repository under a folder that other users cannot enter (needs root)',
    async () => {
      const closed = join(scratch.path, 'closed');
      mkdirSync(closed, { mode: 0o700 });
      const { server, managed } = await create(closed);
      await managed.start();
      await server.ensureDatabase();
      expect(await query(server.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
      expect(server.files.startsWith('/var/lib/shop-platform-portal/')).toBe(
        true,
      );
      await managed.stop();
      execFileSync('rm', ['-r', join(server.files, '..')]);
    },
  );

  itAsRoot(
    'says whose the folder is when another user started it first (needs root)',
    async () => {
      const { server, managed } = await create();
      await managed.start();
      await managed.stop();
      chownSync(server.files, 0, 0);
      const again = await create();
      await expect(again.managed.start()).rejects.toThrow(
        /belongs to another user/,
      );
    },
  );
});

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return (await client.query(sql)).rows;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function listen(): Promise<{ server: Server; port: number }> {
  const port = await findFreePort();
  const server = createServer();
  await new Promise<void>(resolve => {
    server.listen(port, '127.0.0.1', () => resolve());
  });
  return { server, port };
}

function canMount(): boolean {
  const folder = createScratch();
  try {
    execFileSync(
      'mount',
      ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder.path],
      { stdio: 'ignore' },
    );
    execFileSync('umount', [folder.path], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  } finally {
    folder.remove();
  }
}

/** Writes until the disk has no room left. */
function fill(file: string): void {
  try {
    execFileSync('dd', ['if=/dev/zero', `of=${file}`, 'bs=64k'], {
      stdio: 'ignore',
    });
  } catch {
    // That is what it is for: dd ends with "No space left on device".
  }
}
