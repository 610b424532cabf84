import { toError } from '@backstage/errors';
import {
  foreignSql,
  type Sql,
  type TableOptions,
  type TableResult,
} from '@shop-platform/backstage-plugin-clickhouse-node';
import { type CheckQuery, type CheckSettings } from '../config';
import { isWithin } from './describe';
import { type Answer, type Check } from './types';

/** What a check needs of ClickHouse: the rows of a query that somebody else wrote. */
export type QueriedClickHouse = {
  connection(name?: string): {
    table(
      query: Sql,
      options?: TableOptions,
    ): Promise<Pick<TableResult, 'rows'>>;
  };
};

export function unknownQuery(
  name: string,
  { queries }: Pick<CheckSettings, 'queries'>,
): string {
  return `There is no query '${name}': chaos.checks.queries has ${
    queries.map(query => query.name).join(', ') || 'none'
  }`;
}

/** Asks ClickHouse for the one number that a query of the configuration gives. */
export async function askClickHouse(
  check: Check,
  { sql, connection }: CheckQuery,
  options: {
    settings: CheckSettings;
    clickhouse: QueriedClickHouse;
    signal: AbortSignal;
  },
): Promise<Answer> {
  const { settings, clickhouse, signal } = options;
  let rows: TableResult['rows'];
  try {
    ({ rows } = await clickhouse
      .connection(connection)
      .table(foreignSql([sql]), {
        signal,
        limits: { resultRows: 2, executionTime: settings.timeoutMs },
      }));
  } catch (error) {
    return {
      message: signal.aborted
        ? `ClickHouse did not answer within ${settings.timeoutMs} ms`
        : `ClickHouse says: ${toError(error).message.slice(0, 300)}`,
    };
  }
  const [row] = rows;
  if (rows.length !== 1 || row?.length !== 1) {
    return { message: 'the query does not give one row with one number' };
  }
  const [cell] = row;
  // Integers of 64 bits and decimals come as text.
  const value =
    typeof cell === 'number' || (typeof cell === 'string' && cell !== '')
      ? Number(cell)
      : NaN;
  return Number.isFinite(value)
    ? { value, ok: isWithin(check, value) }
    : { message: `the query gives ${JSON.stringify(cell)}, not a number` };
}
