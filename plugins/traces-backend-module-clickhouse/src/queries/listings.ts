import { sql } from '@shop-platform/backstage-plugin-clickhouse-node';
import {
  type SpanKind,
  type TraceOperation,
} from '@shop-platform/backstage-plugin-traces-common';
import { type TraceWindow } from '@shop-platform/backstage-plugin-traces-node';
import { z } from 'zod';
import { startsWithin } from './conditions';
import { toKind } from './names';
import { type SpanReader } from './SpanTables';

/** More names than this cannot be chosen from; they come from senders that put ids into names. */
const MOST_NAMES = 10_000;

const serviceSchema = z.object({ name: z.string() });
const operationSchema = z.object({
  name: z.string(),
  kinds: z.array(z.string()),
});

/** The services that sent spans in the window. */
export async function readServices(
  reader: SpanReader,
  window: TraceWindow,
): Promise<string[]> {
  const rows = await reader.query(
    sql`SELECT DISTINCT ServiceName AS name
      FROM ${reader.layout.spans}
      WHERE ${startsWithin(window)} AND ServiceName != ''
      ORDER BY name LIMIT ${sql.uint64(MOST_NAMES)}`,
    { schema: serviceSchema },
  );
  return rows.map(({ name }) => name).sort();
}

function toKinds(names: string[]): SpanKind[] {
  return [...new Set(names.map(toKind))].sort();
}

/** The operations of a service in the window. */
export async function readOperations(
  reader: SpanReader,
  { service, ...window }: TraceWindow & { service: string },
): Promise<TraceOperation[]> {
  const rows = await reader.query(
    sql`SELECT SpanName AS name, groupUniqArray(SpanKind) AS kinds
      FROM ${reader.layout.spans}
      WHERE ServiceName = ${sql.string(service)} AND ${startsWithin(window)}
      GROUP BY name
      ORDER BY name LIMIT ${sql.uint64(MOST_NAMES)}`,
    { schema: operationSchema },
  );
  return rows
    .map(({ name, kinds }) => ({ name, kinds: toKinds(kinds) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
