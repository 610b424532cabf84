import {
  ClickHouseClient,
  ClickHouseLogLevel,
  createClient,
} from '@clickhouse/client';
import { randomUUID } from 'node:crypto';
import {
  describeOnClickHouse,
  RunningClickHouse,
  startClickHouse,
  whyClickHouseSkipped,
} from './startClickHouse';

/** A server under test: the embedded one, or a real one. */
export type Target = {
  url: string;
  client: ClickHouseClient;
  /** A database of this suite's own, the client's default. */
  database: string;
  /** The embedded server, to which a real one's expectations have exceptions. */
  isEmbedded: boolean;
};

/**
 * A suite that runs on the embedded server and, where CLICKHOUSE_URL names one,
 * on a real ClickHouse too, with the same expectations.
 */
export function describeOnEachServer(
  title: string,
  suite: (target: () => Target) => void,
): void {
  describeOnClickHouse(`${title} (embedded)${whyClickHouseSkipped}`, () => {
    let running: RunningClickHouse;
    withTarget(suite, {
      isEmbedded: true,
      start: async () => {
        running = await startClickHouse();
        return running.url;
      },
      stop: async () => await running.stop(),
    });
  });
  const { url = '', why } = findRealServer();
  const describeOnReal = url ? describe : describe.skip;
  describeOnReal(`${title} (real server${why ? `: ${why}` : ''})`, () => {
    withTarget(suite, {
      isEmbedded: false,
      start: async () => url,
      stop: async () => undefined,
    });
  });
}

/** A server that is not the embedded one under another address. */
function findRealServer(): { url?: string; why?: string } {
  const { CLICKHOUSE_URL: url, CLICKHOUSE_IS_EMBEDDED: isEmbedded } =
    process.env;
  if (isEmbedded) {
    return { why: 'CLICKHOUSE_URL names the embedded one' };
  }
  return url ? { url } : { why: 'CLICKHOUSE_URL is not set' };
}

function withTarget(
  suite: (target: () => Target) => void,
  server: {
    isEmbedded: boolean;
    start(): Promise<string>;
    stop(): Promise<void>;
  },
): void {
  let target: Target | undefined;
  beforeAll(async () => {
    const url = await server.start();
    const database = `test_${randomUUID().replace(/-/g, '')}`;
    const first = createClient({ url });
    await first.command({ query: `CREATE DATABASE ${database}` });
    await first.close();
    const client = createClient({
      url,
      database,
      // The errors that tests provoke are theirs to expect, not to print.
      log: { level: ClickHouseLogLevel.OFF },
    });
    target = { url, client, database, isEmbedded: server.isEmbedded };
  });
  afterAll(async () => {
    await target?.client.command({
      query: `DROP DATABASE IF EXISTS ${target.database} SYNC`,
    });
    await target?.client.close();
    await server.stop();
  });
  suite(() => {
    if (!target) {
      throw new Error('The server did not start');
    }
    return target;
  });
}

/** Rows of a statement, as objects. */
export async function rowsOf(
  client: ClickHouseClient,
  query: string,
  options: {
    query_params?: Record<string, unknown>;
    clickhouse_settings?: Record<string, string | number>;
  } = {},
): Promise<unknown[]> {
  const result = await client.query({
    query,
    format: 'JSONEachRow',
    ...options,
  });
  return await result.json();
}

/** A request without the client: to `/` with these parameters, as the URL's user. */
export async function request(
  target: Target,
  parameters: Record<string, string>,
  init: RequestInit = {},
): Promise<Response> {
  const url = new URL(target.url);
  const credentials = `${decodeURIComponent(url.username)}:${decodeURIComponent(
    url.password,
  )}`;
  url.username = '';
  url.password = '';
  url.search = new URLSearchParams({
    database: target.database,
    ...parameters,
  }).toString();
  return await fetch(url, {
    ...init,
    headers: {
      authorization: `Basic ${Buffer.from(credentials).toString('base64')}`,
      ...init.headers,
    },
  });
}
