import {
  dateTime64,
  int64,
  sql,
  type Sql,
} from '@shop-platform/backstage-plugin-clickhouse-node';
import { z } from 'zod';
import { DURATION } from '../queries/conditions';

/** The largest text of one attribute that is passed on; the rest is cut off by the server. */
const LARGEST_VALUE = 64 * 1024;

const textsSchema = z.array(z.string());

export const spanRowSchema = z.object({
  spanId: z.string(),
  parentSpanId: z.string(),
  service: z.string(),
  operation: z.string(),
  kind: z.string(),
  start: dateTime64(),
  duration: int64(),
  statusCode: z.string(),
  statusMessage: z.string(),
  scopeName: z.string(),
  scopeVersion: z.string(),
  keys: textsSchema,
  values: textsSchema,
  resourceKeys: textsSchema,
  resourceValues: textsSchema,
  eventTimes: z.array(dateTime64()),
  eventNames: textsSchema,
  eventKeys: z.array(textsSchema),
  eventValues: z.array(textsSchema),
  linkTraceIds: textsSchema,
  linkSpanIds: textsSchema,
  linkKeys: z.array(textsSchema),
  linkValues: z.array(textsSchema),
});

export type SpanRow = z.infer<typeof spanRowSchema>;

/** The text, cut where it is too long, with a mark that says how long it was. */
function cut(text: Sql): Sql {
  const largest = sql.uint64(LARGEST_VALUE);
  return sql`if(length(${text}) > ${largest},
    concat(toValidUTF8(substring(${text}, 1, ${largest})), '… [cut: ', toString(length(${text})), ' bytes in all]'),
    ${text})`;
}

function cutValues(map: Sql): Sql {
  return sql`arrayMap(v -> ${cut(sql`v`)}, mapValues(${map}))`;
}

// Keys and values apart: as an object, JSON would lose a key such as __proto__ or one that comes twice.
/** The columns of a row. Reading an absent scope, as in the oldest tables, is left out. */
export function spanColumns(hasScope: boolean): Sql {
  const scope = hasScope
    ? sql`ScopeName AS scopeName, ScopeVersion AS scopeVersion`
    : sql`'' AS scopeName, '' AS scopeVersion`;
  return sql`SpanId AS spanId, ParentSpanId AS parentSpanId,
    ServiceName AS service, SpanName AS operation, SpanKind AS kind,
    toUnixTimestamp64Nano(Timestamp) AS start, ${DURATION} AS duration,
    StatusCode AS statusCode, ${cut(sql`StatusMessage`)} AS statusMessage,
    ${scope},
    mapKeys(SpanAttributes) AS keys,
    ${cutValues(sql`SpanAttributes`)} AS values,
    mapKeys(ResourceAttributes) AS resourceKeys,
    ${cutValues(sql`ResourceAttributes`)} AS resourceValues,
    arrayMap(t -> toUnixTimestamp64Nano(t), \`Events.Timestamp\`) AS eventTimes,
    \`Events.Name\` AS eventNames,
    arrayMap(m -> mapKeys(m), \`Events.Attributes\`) AS eventKeys,
    arrayMap(m -> ${cutValues(sql`m`)}, \`Events.Attributes\`) AS eventValues,
    \`Links.TraceId\` AS linkTraceIds, \`Links.SpanId\` AS linkSpanIds,
    arrayMap(m -> mapKeys(m), \`Links.Attributes\`) AS linkKeys,
    arrayMap(m -> ${cutValues(sql`m`)}, \`Links.Attributes\`) AS linkValues`;
}

/** How much text there is in a row. */
export function sizeOf(row: SpanRow): number {
  const texts = [
    row.values,
    row.resourceValues,
    ...row.eventValues,
    ...row.linkValues,
  ];
  return texts.reduce(
    (size, values) => values.reduce((sum, { length }) => sum + length, size),
    row.statusMessage.length,
  );
}
