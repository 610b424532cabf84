import { ChildProcess, spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { Client } from 'pg';
import {
  createScratch,
  describeOnPostgres,
  repositoryRoot,
  whySkipped,
} from './__testUtils__/scratch';

jest.setTimeout(60_000);

describeOnPostgres(
  `the command line of the embedded platform${whySkipped}`,
  () => {
    let scratch: ReturnType<typeof createScratch>;
    let data: string;
    const children: ChildProcess[] = [];

    beforeEach(() => {
      scratch = createScratch();
      chmodSync(scratch.path, 0o711);
      data = join(scratch.path, 'data');
    });

    afterEach(async () => {
      await platform('stop');
      children.splice(0).forEach(child => child.kill('SIGKILL'));
      scratch.remove();
    });

    /** Runs a command until it ends, or until it prints what `until` matches. */
    async function platform(
      command: string,
      args: string[] = [],
      until?: RegExp,
    ) {
      const child = spawn(
        process.execPath,
        [
          '--require',
          require.resolve('@backstage/cli-node/config/nodeTransform.cjs'),
          join(repositoryRoot, 'packages/local-platform/src/cli.ts'),
          command,
          '--root',
          repositoryRoot,
          '--data',
          data,
          ...args,
        ],
        {
          cwd: repositoryRoot,
          env: { PATH: process.env.PATH },
          stdio: ['ignore', 'pipe', 'pipe'],
        },
      );
      children.push(child);
      let output = '';
      const ended = new Promise<number | null>(resolve => {
        child.once('close', resolve);
      });
      const matched = new Promise<void>(resolve => {
        const take = (chunk: Buffer) => {
          output += chunk;
          if (until?.test(output)) {
            resolve();
          }
        };
        child.stdout.on('data', take);
        child.stderr.on('data', take);
      });
      const code = await Promise.race([ended, matched.then(() => undefined)]);
      return { child, ended, code, output: () => output };
    }

    const startPostgres = () =>
      platform(
        'start',
        ['--without-portal', '--without-shop'],
        /platform ready/,
      );

    const endpoints = () =>
      JSON.parse(readFileSync(join(data, 'endpoints.json'), 'utf8'));

    async function ask(sql: string) {
      const { postgres } = endpoints();
      const client = new Client({ connectionString: postgres });
      await client.connect();
      try {
        return (await client.query(sql)).rows;
      } finally {
        await client.end();
      }
    }

    /** What a URL with credentials answers; fetch takes none in its address. */
    async function statusOf(address: string) {
      const url = new URL(address);
      const credentials = `${url.username}:${decodeURIComponent(url.password)}`;
      const response = await fetch(`${url.origin}${url.pathname}`, {
        headers: {
          authorization: `Basic ${Buffer.from(credentials).toString('base64')}`,
        },
      });
      return response.status;
    }

    it('starts, writes complete endpoints for its owner only, refuses a second start, and stops at Ctrl-C', async () => {
      const first = await startPostgres();
      expect(await ask('SELECT 1 AS one')).toEqual([{ one: 1 }]);
      const { postgres, git, gitPages } = endpoints();
      const password = new URL(postgres).password;
      expect(password).toHaveLength(32);
      expect(first.output()).not.toContain(password);
      for (const file of [
        'endpoints.json',
        'credentials.json',
        'app-config.yaml',
      ]) {
        expect((statSync(join(data, file)).mode % 0o1000).toString(8)).toBe(
          '600',
        );
      }

      expect(await statusOf(`${git}/api/v3/user`)).toBe(200);
      expect(await statusOf(`${gitPages}/shop-platform`)).toBe(200);

      const second = await platform('start', [
        '--without-portal',
        '--without-shop',
      ]);
      expect(second.code).toBe(1);
      expect(second.output()).toMatch(
        /is running already \(process \d+\)\. Stop it with: npm run stop/,
      );

      first.child.kill('SIGINT');
      expect(await first.ended).toBe(0);
      await expect(ask('SELECT 1')).rejects.toThrow('ECONNREFUSED');
    });

    it('starts again after a kill -9, with every row', async () => {
      const first = await startPostgres();
      await ask('CREATE TABLE orders AS SELECT 7 AS id');
      first.child.kill('SIGKILL');
      await first.ended;

      const second = await startPostgres();
      // Others end by themselves, and may not have come to it yet.
      expect(second.output()).toMatch(
        /Ended what an earlier run left behind: .*postgres-portal/,
      );
      expect(await ask('SELECT id FROM orders')).toEqual([{ id: 7 }]);
    });

    it('stops what a kill -9 left behind, and says when nothing runs', async () => {
      const first = await startPostgres();
      first.child.kill('SIGKILL');
      await first.ended;
      // Programs of Node end by themselves when they notice, perhaps only now.
      expect((await platform('stop')).output()).toMatch(
        /^Stopped ([\w-]+, )*postgres-portal\n$/,
      );
      await expect(ask('SELECT 1')).rejects.toThrow('ECONNREFUSED');
      expect((await platform('stop')).output()).toBe('Nothing was running\n');
    });

    it('empties the data on reset', async () => {
      await startPostgres();
      await ask('CREATE TABLE orders AS SELECT 7 AS id');
      expect((await platform('reset')).code).toBe(0);
      expect(existsSync(join(data, 'credentials.json'))).toBe(false);

      await startPostgres();
      await expect(ask('SELECT id FROM orders')).rejects.toThrow(
        'does not exist',
      );
    });

    it('names who uses the port of the portal, and what to do', async () => {
      const server = createServer();
      await new Promise<void>(resolve => {
        server.listen(0, '127.0.0.1', () => resolve());
      });
      const address = server.address();
      const port =
        address !== null && typeof address === 'object' ? address.port : 0;
      try {
        const start = await platform('start', ['--port', String(port)]);
        expect(start.code).toBe(1);
        expect(start.output()).toContain(
          `Port ${port} is in use by process ${process.pid}`,
        );
        expect(start.output()).toContain(`npm start -- --port ${port + 1}`);
      } finally {
        server.close();
      }
    });

    it('refuses what it cannot use, in words', async () => {
      expect((await platform('start', ['--port', 'http'])).output()).toContain(
        "'http' is not a port",
      );
      expect((await platform('begin')).output()).toContain(
        "Unknown command 'begin'",
      );

      await startPostgres();
      await platform('stop');
      writeFileSync(join(data, 'credentials.json'), '{');
      const start = await platform('start', [
        '--without-portal',
        '--without-shop',
      ]);
      expect(start.code).toBe(1);
      expect(start.output()).toMatch(
        /credentials file .* is damaged.*npm start -- --reset/,
      );
    });
  },
);
