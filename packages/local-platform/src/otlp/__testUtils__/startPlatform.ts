import { createClient } from '@clickhouse/client';
import {
  RunningClickHouse,
  startClickHouse,
} from '../../clickhouse/__testUtils__/startClickHouse';
import {
  RECEIVER_TOKEN,
  RunningReceiver,
  startReceiver,
} from './startReceiver';

/** A receiver and the ClickHouse it writes to. */
export type Platform = {
  clickhouse: RunningClickHouse;
  receiver: RunningReceiver;
  command(statement: string): Promise<void>;
  /** The rows of a query; 64-bit integers are strings. */
  rows(query: string): Promise<Record<string, unknown>[]>;
  /** Sends JSON that has to be taken; answers the answer. */
  post(path: string, body: unknown): Promise<unknown>;
  stop(): Promise<void>;
};

export async function startPlatform(): Promise<Platform> {
  const clickhouse = await startClickHouse();
  const client = createClient({
    url: clickhouse.url,
    clickhouse_settings: { output_format_json_quote_64bit_integers: 1 },
  });
  const receiver = await startReceiver(clickhouse.url);
  return {
    clickhouse,
    receiver,
    command: async query => {
      await client.command({ query });
    },
    rows: async query => {
      const result = await client.query({ query, format: 'JSONEachRow' });
      return await result.json<Record<string, unknown>>();
    },
    post: async (path, body) => {
      const response = await fetch(`http://127.0.0.1:${receiver.port}${path}`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${RECEIVER_TOKEN}`,
          'content-type': 'application/json',
        },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      });
      if (response.status !== 200) {
        throw new Error(`${response.status}: ${await response.text()}`);
      }
      return await response.json();
    },
    stop: async () => {
      await client.close();
      await receiver.stop();
      await clickhouse.stop();
    },
  };
}
