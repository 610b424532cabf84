import { IncomingMessage, request } from 'node:http';
import {
  describeOnClickHouse,
  RunningClickHouse,
  startClickHouse,
  whyClickHouseSkipped,
} from './__testUtils__/startClickHouse';

jest.setTimeout(60_000);

describeOnClickHouse(
  `What the embedded server refuses${whyClickHouseSkipped}`,
  () => {
    let running: RunningClickHouse;
    beforeAll(async () => {
      running = await startClickHouse();
    });
    afterAll(async () => await running.stop());

    async function ask(query: string, parameters = ''): Promise<string> {
      const { origin, password, username } = new URL(running.url);
      const credentials = `${username}:${decodeURIComponent(password)}`;
      const answer = await fetch(`${origin}/?${parameters}`, {
        method: 'POST',
        body: query,
        headers: {
          authorization: `Basic ${Buffer.from(credentials).toString('base64')}`,
        },
      });
      return `${answer.status} ${await answer.text()}`;
    }

    it.each([
      ['clickhouse.shop.svc.cluster.local:8123', 200],
      ['clickhouse.shop', 200],
      ['clickhouse.shop.svc.cluster.local.example.com:8123', 403],
      ['example.com', 403],
    ])('answers to names of its own: %s', async (host, status) => {
      const response = await new Promise<IncomingMessage>((resolve, reject) =>
        request(new URL('/ping', running.url), { headers: { host } }, resolve)
          .on('error', reject)
          .end(),
      );
      response.resume();
      expect(response.statusCode).toBe(status);
    });

    it.each([
      "SELECT * FROM file('/etc/passwd', 'TSV', 'line String')",
      "select * from FILE ('/etc/passwd')",
      "SELECT * FROM `file`('/etc/passwd')",
      "SELECT * FROM /* a comment */ url('http://127.0.0.1/', 'TSV')",
      "SELECT file('/etc/passwd')",
      "SELECT (SELECT count() FROM s3('https://example.com/a.csv'))",
      "SELECT * FROM remote('127.0.0.1', system.one)",
      "SELECT * FROM postgresql('127.0.0.1:5432', 'a', 'b', 'c', 'd')",
      "SELECT * FROM executable('id', 'TSV', 'a String')",
      "SELECT * FROM {f:Identifier}('/etc/passwd')",
      "SELECT 1 INTO OUTFILE '/tmp/out.tsv'",
      "SELECT 1\ninto\n--\noutfile '/tmp/out.tsv' FORMAT TSV",
      "INSERT INTO FUNCTION file('/tmp/out.tsv') SELECT 1",
      "INSERT INTO t FROM INFILE '/etc/passwd' FORMAT TSV",
      'CREATE TABLE t (a String) ENGINE = File(TSV)',
      "CREATE TABLE t (a String) ENGINE = URL('http://127.0.0.1/')",
      'CREATE DATABASE d ENGINE = Filesystem',
      "CREATE TABLE t (a UInt8) ENGINE = MergeTree ORDER BY a SETTINGS disk = disk(type = local, path = '/tmp/')",
      "CREATE DICTIONARY d (a UInt64) PRIMARY KEY a SOURCE(HTTP(url 'http://127.0.0.1/' format 'TSV')) LAYOUT(FLAT()) LIFETIME(1)",
      "BACKUP TABLE system.one TO File('/tmp/backup')",
      "ATTACH TABLE t FROM '/etc' (a String) ENGINE = MergeTree ORDER BY a",
      'SYSTEM SHUTDOWN',
    ])('reaches nothing outside the database: %s', async query => {
      expect(await ask(query, 'param_f=file')).toMatch(
        /^403 Code: 497\. DB::Exception: portal: Not enough privileges.*\(ACCESS_DENIED\)/s,
      );
    });

    it('looks neither into strings nor at names that only look alike', async () => {
      expect(
        await ask(
          "SELECT 'file(', /* url( */ url, length('INTO OUTFILE') FROM (SELECT 'x' AS url, 1 AS file) WHERE file IN (1) -- s3(",
        ),
      ).toBe('200 file(\tx\t12\n');
    });

    it('says what it does not have: sessions, roles, the native compression', async () => {
      expect(await ask('SELECT 1', 'session_id=a')).toMatch(
        /^501 Code: 48\..*session_id.*\(NOT_IMPLEMENTED\)/s,
      );
      expect(await ask('SELECT 1', 'compress=1')).toMatch(/^501 Code: 48\./);
      expect(await ask('SELECT 1', 'role=admin')).toMatch(/^404 Code: 511\./);
      expect(await ask('SELECT 1', 'param_a%20b=1')).toMatch(/^400 Code: 36\./);
    });

    it('refuses writing where a request asks for reading only', async () => {
      expect(
        await ask('CREATE TABLE t (a UInt8) ENGINE = Memory', 'readonly=1'),
      ).toMatch(/^500 Code: 164\./);
      expect(
        await ask('SELECT 1 SETTINGS max_threads = 3', 'readonly=1'),
      ).toMatch(/^500 Code: 164\./);
    });

    it('grants nothing to pages of other origins', async () => {
      const answer = await fetch(`${new URL(running.url).origin}/`, {
        method: 'OPTIONS',
        headers: { origin: 'https://attacker.example' },
      });
      expect(answer.status).toBe(405);
      expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    });
  },
);
