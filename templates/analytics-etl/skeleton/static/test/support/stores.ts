import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { TestContext } from 'node:test';
import { createClient, type ClickHouseClient } from '@clickhouse/client';
import { Client } from 'pg';
import { z } from 'zod';

const { TEST_POSTGRES_URL: postgres, TEST_CLICKHOUSE_URL: sharedClickHouse } =
  process.env;

/** For the options of a test: real servers cannot be imitated here. */
export const needsStores = {
  skip:
    postgres && sharedClickHouse
      ? false
      : 'Set TEST_POSTGRES_URL and TEST_CLICKHOUSE_URL to servers where databases can be made',
};

export interface Stores {
  sourceUrl: string;
  targetUrl: string;
  source: Client;
  target: ClickHouseClient;
  /** Rows of the target. */
  rows<T>(query: string, row: z.ZodType<T>): Promise<T[]>;
  /** What has to be done while there are databases still; what was said last is done first. */
  beforeDrop(work: () => Promise<unknown>): void;
}

/**
 * A database on either side, of this test's own, with the shop's tables; on
 * another ClickHouse than all tests' where one is given.
 */
export async function createStores(
  t: TestContext,
  clickhouse: string | undefined = sharedClickHouse,
): Promise<Stores> {
  if (!postgres || !clickhouse) {
    throw new Error('There are no servers to test with');
  }
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const sourceUrl = Object.assign(new URL(postgres), { pathname: `/${name}` });
  const targetUrl = Object.assign(new URL(clickhouse), {
    pathname: `/${name}`,
  });
  const admin = await connect(postgres);
  await admin.query(`CREATE DATABASE ${name}`);
  const server = createClient({ url: clickhouse });
  await server.command({ query: `CREATE DATABASE ${name}` });
  const source = await connect(sourceUrl.href);
  const target = createClient({ url: targetUrl });
  const beforeDrop: (() => Promise<unknown>)[] = [];
  t.after(async () => {
    for (const work of beforeDrop.toReversed()) {
      await work();
    }
    await source.end();
    await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
    await admin.end();
    await target.close();
    await server.command({ query: `DROP DATABASE ${name} SYNC` });
    await server.close();
  });
  const schema = new URL('source.sql', import.meta.url);
  await source.query(await readFile(schema, 'utf8'));
  return {
    sourceUrl: sourceUrl.href,
    targetUrl: targetUrl.href,
    source,
    target,
    async rows(query, row) {
      const result = await target.query({ query, format: 'JSONEachRow' });
      return z.array(row).parse(await result.json());
    },
    beforeDrop(work) {
      beforeDrop.push(work);
    },
  };
}

export async function connect(url: string): Promise<Client> {
  const client = new Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  await client.query("SET TimeZone = 'UTC'");
  return client;
}
