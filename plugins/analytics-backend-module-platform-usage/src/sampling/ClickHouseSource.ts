import { toError } from '@backstage/errors';
import {
  sql,
  uint64,
  type ClickHouseConnection,
} from '@shop-platform/backstage-plugin-clickhouse-node';
import { z } from 'zod';
import { type SourceAnswer, type UsageSource } from '../types';
import { storageRow } from './storageRow';

const rowSchema = z.object({ database: z.string(), bytes: uint64() });

/** The sizes of the databases of a ClickHouse. */
export class ClickHouseSource implements UsageSource {
  readonly name: string;
  readonly #region: string;
  readonly #connection: ClickHouseConnection;

  constructor(options: {
    name: string;
    region: string;
    connection: ClickHouseConnection;
  }) {
    this.name = options.name;
    this.#region = options.region;
    this.#connection = options.connection;
  }

  async ask(options: {
    seconds: number;
    signal: AbortSignal;
  }): Promise<SourceAnswer> {
    const region = this.#region;
    const asked = { source: this.name, kind: 'clickhouse', region } as const;
    try {
      const { rows } = await this.#connection.query(
        sql`
          SELECT database, sum(bytes_on_disk) AS bytes FROM system.parts
          WHERE active GROUP BY database HAVING bytes > 0 ORDER BY database`,
        { schema: rowSchema, signal: options.signal },
      );
      return {
        ...asked,
        status: 'answered',
        rows: rows.map(({ database, bytes }) =>
          storageRow({
            database: this.name,
            region,
            namespace: database,
            service: undefined,
            bytes,
            seconds: options.seconds,
          }),
        ),
      };
    } catch (error) {
      options.signal.throwIfAborted();
      return { ...asked, status: 'silent', reason: toError(error).message };
    }
  }
}
