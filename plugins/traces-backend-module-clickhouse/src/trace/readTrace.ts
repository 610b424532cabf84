import {
  dateTime64,
  int64,
  sql,
  uint64,
  type Sql,
} from '@shop-platform/backstage-plugin-clickhouse-node';
import { type StoredTrace } from '@shop-platform/backstage-plugin-traces-common';
import { z } from 'zod';
import { allOf, DURATION } from '../queries/conditions';
import { type SpanReader } from '../queries/SpanTables';
import { withinItsTimes } from '../search/traceTimes';
import { sizeOf, spanColumns, spanRowSchema } from './spanRow';
import { TraceAssembler } from './TraceAssembler';

const MOST_SPANS = 50_000;
const MOST_TEXT = 256 * 1024 * 1024;

const extentSchema = z.object({
  start: dateTime64(),
  end: int64(),
  spanCount: uint64(),
});

type Extent = z.infer<typeof extentSchema>;

/** From the first start to the last end, and how many spans there are, of a trace too large to read. */
async function readExtent(reader: SpanReader, where: Sql): Promise<Extent> {
  const [extent] = await reader.query(
    sql`SELECT toUnixTimestamp64Nano(min(Timestamp)) AS start,
        max(toUnixTimestamp64Nano(Timestamp) + ${DURATION}) AS end,
        uniqExact(SpanId, Timestamp, SpanName, Duration) AS spanCount
      FROM ${reader.layout.spans} WHERE ${where}`,
    { schema: extentSchema },
  );
  return extent;
}

function extentOf({ spans }: TraceAssembler): Extent {
  const start = BigInt(spans[0].startTimeUnixNano);
  const end = spans.reduce((latest, span) => {
    const spanEnd = BigInt(span.startTimeUnixNano) + BigInt(span.durationNano);
    return spanEnd > latest ? spanEnd : latest;
  }, start);
  return { start, end, spanCount: BigInt(spans.length) };
}

async function assemble(reader: SpanReader, where: Sql) {
  const assembler = new TraceAssembler();
  let text = 0;
  // DISTINCT, because a retried export stores spans twice.
  const rows = reader.stream(
    sql`SELECT DISTINCT ${spanColumns(reader.layout.hasScope)}
      FROM ${reader.layout.spans}
      WHERE ${where}
      ORDER BY start, spanId
      LIMIT ${sql.uint64(MOST_SPANS + 1)}`,
    { schema: spanRowSchema },
  );
  for await (const row of rows) {
    text += sizeOf(row);
    if (assembler.spans.length === MOST_SPANS || text > MOST_TEXT) {
      return { assembler, truncated: true };
    }
    assembler.add(row);
  }
  return { assembler, truncated: false };
}

/** A trace with all of its spans, or as many as a page can show. */
export async function readTrace(
  reader: SpanReader,
  traceId: string,
): Promise<StoredTrace | undefined> {
  // Rows of broken senders without an id are no trace.
  if (traceId === '') {
    return undefined;
  }
  const where = allOf([
    sql`TraceId = ${sql.string(traceId)}`,
    withinItsTimes(reader, traceId),
  ]);
  const { assembler, truncated } = await assemble(reader, where);
  if (assembler.spans.length === 0) {
    return undefined;
  }
  const { start, end, spanCount } = truncated
    ? await readExtent(reader, where)
    : extentOf(assembler);
  return {
    traceId,
    startTimeUnixNano: start.toString(),
    durationNano: (end - start).toString(),
    spanCount: Number(spanCount),
    truncated,
    resources: assembler.resources,
    spans: assembler.spans,
  };
}
