import { sql, type Sql } from '@shop-platform/backstage-plugin-clickhouse-node';
import {
  type TraceQuery,
  type TraceWindow,
} from '@shop-platform/backstage-plugin-traces-node';
import { type TableLayout } from '../layout/types';

const AND = sql` AND `;

// The exporter wrote the enum's names at first.
/** Whether a span failed. */
export const IS_ERROR = sql`StatusCode IN ('Error', 'STATUS_CODE_ERROR')`;

/** Whether a service answers in a span. */
export const IS_ANSWER = sql`SpanKind IN ('Server', 'Consumer', 'SPAN_KIND_SERVER', 'SPAN_KIND_CONSUMER')`;

/** Whether a service calls another one in a span. */
export const IS_CALL = sql`SpanKind IN ('Client', 'Producer', 'SPAN_KIND_CLIENT', 'SPAN_KIND_PRODUCER')`;

/** Whether a span names no parent. */
export const IS_ROOT = sql`ParentSpanId IN ('', '0000000000000000')`;

/**
 * A duration in nanoseconds. A span that ended before it began wraps around in
 * the unsigned column; it took no time.
 */
export const DURATION = sql`greatest(toInt64(Duration), 0)`;

const FIRST_WRAPPED = sql`9223372036854775808`;

export function allOf(conditions: Sql[]): Sql {
  return sql.join(conditions, AND);
}

export function startsWithin({ from, to }: TraceWindow): Sql {
  return sql`Timestamp >= ${sql.dateTime64(
    from,
  )} AND Timestamp < ${sql.dateTime64(to)}`;
}

type Attribute = { key: string; value: string };

/** `map[key]` of a key that is not there is '', so an empty value needs the key too. */
function inMap(map: Sql, { key, value }: Attribute): Sql {
  const equals = sql`${map}[${sql.string(key)}] = ${sql.string(value)}`;
  return value === ''
    ? sql`(mapContains(${map}, ${sql.string(key)}) AND ${equals})`
    : equals;
}

function inItems(items: Sql, map: Sql, attribute: Attribute): Sql {
  const item = `${attribute.key}=${attribute.value}`;
  const found = sql`has(${items}, ${sql.string(item)})`;
  // With a second equals sign in it, the text could be another key with another value.
  return item.indexOf('=') === item.lastIndexOf('=')
    ? found
    : sql`(${found} AND ${inMap(map, attribute)})`;
}

function hasAttribute(attribute: Attribute, { items }: TableLayout): Sql {
  const span = sql`SpanAttributes`;
  const resource = sql`ResourceAttributes`;
  const ofSpan = items.span
    ? inItems(sql`SpanAttributeItems`, span, attribute)
    : inMap(span, attribute);
  const ofResource = items.resource
    ? inItems(sql`ResourceAttributeItems`, resource, attribute)
    : inMap(resource, attribute);
  return sql`(${ofSpan} OR ${ofResource})`;
}

/** Of one service as an equation: only then does the server know that the rest of the table's order holds. */
function isOneOf(services: readonly string[]): Sql {
  return services.length === 1
    ? sql`ServiceName = ${sql.string(services[0])}`
    : sql`ServiceName IN ${sql.strings([...services])}`;
}

/** The conditions of a search on a span, but for its time. */
export function matchesQuery(query: TraceQuery, layout: TableLayout): Sql {
  const { services, operation, attributes = [] } = query;
  const { minDurationNano, maxDurationNano, errors } = query;
  return allOf([
    services ? isOneOf(services) : sql.empty,
    operation === undefined
      ? sql.empty
      : sql`SpanName = ${sql.string(operation)}`,
    errors ? IS_ERROR : sql.empty,
    // On the column itself, so that its index is used.
    minDurationNano
      ? sql`Duration >= ${sql.uint64(
          minDurationNano,
        )} AND Duration < ${FIRST_WRAPPED}`
      : sql.empty,
    maxDurationNano === undefined
      ? sql.empty
      : sql`(Duration <= ${sql.uint64(
          maxDurationNano,
        )} OR Duration >= ${FIRST_WRAPPED})`,
    ...attributes.map(attribute => hasAttribute(attribute, layout)),
    sql`TraceId != ''`,
  ]);
}
