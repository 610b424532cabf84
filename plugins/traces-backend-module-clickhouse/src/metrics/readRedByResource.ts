import {
  float64,
  sql,
  uint64,
} from '@shop-platform/backstage-plugin-clickhouse-node';
import { type StoredRedGroup } from '@shop-platform/backstage-plugin-traces-common';
import { type RedByResourceQuery } from '@shop-platform/backstage-plugin-traces-node';
import { z } from 'zod';
import {
  allOf,
  DURATION,
  IS_ANSWER,
  IS_ERROR,
  startsWithin,
} from '../queries/conditions';
import { type SpanReader } from '../queries/SpanTables';

/**
 * More are refused: who adds up a list that was cut takes what is missing for nothing.
 * It is of pairs with `splitBy`, as of each service in each region.
 */
const MAX_VALUES = 10_000;

const rowSchema = z.object({
  value: z.string(),
  split: z.string(),
  requests: uint64(),
  errors: uint64(),
  quantiles: z.array(float64()),
});

/** Rate, errors and duration by an attribute of the resource, in one pass over the spans. */
export async function readRedByResource(
  reader: SpanReader,
  query: RedByResourceQuery,
): Promise<StoredRedGroup[]> {
  const { attribute, splitBy, services } = query;
  const value = sql`ResourceAttributes[${sql.string(attribute)}]`;
  const split =
    splitBy === undefined
      ? sql`''`
      : sql`ResourceAttributes[${sql.string(splitBy)}]`;
  const rows = await reader.query(
    sql`SELECT ${value} AS value,
        ${split} AS split,
        count() AS requests,
        countIf(${IS_ERROR}) AS errors,
        arrayMap(q -> q / 1e6, quantilesTDigest(0.5, 0.95, 0.99)(${DURATION})) AS quantiles
      FROM ${reader.layout.spans}
      WHERE ${allOf([
        startsWithin(query),
        IS_ANSWER,
        sql`${value} != ''`,
        services ? sql`ServiceName IN ${sql.strings(services)}` : sql.empty,
      ])}
      GROUP BY value, split
      ORDER BY requests DESC, value, split`,
    { schema: rowSchema, limits: { resultRows: MAX_VALUES } },
  );
  return rows.map(row => {
    const [p50Ms, p95Ms, p99Ms] = row.quantiles;
    return {
      value: row.value,
      ...(row.split === '' ? {} : { split: row.split }),
      requests: Number(row.requests),
      errors: Number(row.errors),
      p50Ms,
      p95Ms,
      p99Ms,
    };
  });
}
