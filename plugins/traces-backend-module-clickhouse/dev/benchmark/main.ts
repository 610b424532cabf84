import { createClient, type ClickHouseClient } from '@clickhouse/client';
import { ConfigReader } from '@backstage/config';
import { createClickHouseService } from '@shop-platform/backstage-plugin-clickhouse-node/testUtils';
import { type TraceQuery } from '@shop-platform/backstage-plugin-traces-node';
import { ClickHouseTraceStore } from '../../src/ClickHouseTraceStore';
import { SpanTables } from '../../src/queries/SpanTables';
import { readSourceConfig } from '../../src/readSourceConfig';
import { findTraces } from '../../src/search/findTraces';
import {
  fillJaegerLayout,
  findInJaegerLayout,
  readFromJaegerLayout,
} from './jaegerLayout';
import { questions, readSamples, readWindow } from './questions';

/*
 * Asks the same questions of the spans at CLICKHOUSE_URL in two layouts, the
 * Collector's as this store reads it and Jaeger's own, turn about in one run,
 * and prints the medians in milliseconds as JSON.
 */
const RUNS = 15;
const IDS = 1_000;
const PAGE = 100;

type Row = { question: string; portal: number; jaeger?: number };

const median = (values: number[]) =>
  values.sort((a, b) => a - b)[Math.floor(values.length / 2)];

async function time(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** Alternates, so that what else the machine does hits both alike; the first round warms up. */
async function compare(
  question: string,
  portal: (run: number) => Promise<unknown>,
  jaeger?: (run: number) => Promise<unknown>,
): Promise<Row> {
  const times = { portal: [] as number[], jaeger: [] as number[] };
  for (let run = 0; run <= RUNS; run += 1) {
    times.portal.push(await time(() => portal(run)));
    if (jaeger) {
      times.jaeger.push(await time(() => jaeger(run)));
    }
  }
  return {
    question,
    portal: median(times.portal.slice(1)),
    ...(jaeger ? { jaeger: median(times.jaeger.slice(1)) } : {}),
  };
}

async function measure(url: string, client: ClickHouseClient): Promise<Row[]> {
  const { service, close } = createClickHouseService({ url });
  const options = {
    connection: service.connection(),
    source: readSourceConfig(
      'benchmark',
      new ConfigReader({ id: 'benchmark', type: 'clickhouse' }),
    ),
  };
  const store = ClickHouseTraceStore.create(options);
  const tables = new SpanTables(options);
  const { signal } = new AbortController();
  const window = await readWindow(client);
  const samples = await readSamples(client, RUNS + 1);
  const queryOf = (
    question: keyof typeof questions,
    run: number,
    limit: number,
  ): TraceQuery => ({
    ...window,
    limit,
    ...questions[question](samples[run]),
  });

  const rows: Row[] = [];
  for (const question of Object.keys(questions)) {
    rows.push(
      await compare(
        `ids of ${IDS} traces, ${question}`,
        run =>
          tables.read({ signal }, reader =>
            findTraces(reader, queryOf(question, run, IDS), IDS),
          ),
        run => findInJaegerLayout(client, queryOf(question, run, IDS)),
      ),
    );
  }
  rows.push(
    await compare(
      'trace by id',
      run => store.trace({ traceId: samples[run].traceId }, { signal }),
      run => readFromJaegerLayout(client, samples[run].traceId),
    ),
  );
  for (const question of Object.keys(questions)) {
    rows.push(
      await compare(`page of ${PAGE} summaries, ${question}`, run =>
        store.search(queryOf(question, run, PAGE), { signal }),
      ),
    );
  }
  await close();
  return rows;
}

async function main(): Promise<void> {
  const url = process.env.CLICKHOUSE_URL;
  if (!url) {
    throw new Error('Set CLICKHOUSE_URL to a ClickHouse with otel_traces.');
  }
  const client = createClient({ url, request_timeout: 600_000 });
  try {
    await fillJaegerLayout(client);
    process.stdout.write(`${JSON.stringify(await measure(url, client))}\n`);
  } finally {
    await client.close();
  }
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    process.exit(1);
  },
);
