import { type ClickHouseConnection } from '@shop-platform/backstage-plugin-clickhouse-node';
import {
  type ServiceEdge,
  type StoredRedGroup,
  type StoredRuntime,
  type StoredTrace,
  type TraceOperation,
  type TraceStoreCapabilities,
} from '@shop-platform/backstage-plugin-traces-common';
import {
  type RedAnswer,
  type RedByResourceQuery,
  type RedQuery,
  type RuntimeQuery,
  type TraceQuery,
  type TraceSearchAnswer,
  type TraceStore,
  type TraceStoreOptions,
  type TraceWindow,
} from '@shop-platform/backstage-plugin-traces-node';
import { readEdges } from './metrics/readEdges';
import { readRed } from './metrics/readRed';
import { readRedByResource } from './metrics/readRedByResource';
import { readRuntime } from './metrics/readRuntime';
import { readOperations, readServices } from './queries/listings';
import { SpanTables } from './queries/SpanTables';
import { type SourceConfig } from './readSourceConfig';
import { findTraces } from './search/findTraces';
import { readSummaries } from './search/readSummaries';
import { readTrace } from './trace/readTrace';

const CAPABILITIES: TraceStoreCapabilities = {
  searchWithoutService: true,
  attributes: true,
  duration: true,
  errors: true,
  newestFirst: true,
  paging: true,
  red: true,
  redByPeer: true,
  redByResource: true,
  edges: true,
};

/**
 * Traces in the tables that the OpenTelemetry Collector's ClickHouse exporter
 * writes, whichever of its layouts they have.
 */
export class ClickHouseTraceStore implements TraceStore {
  readonly #tables: SpanTables;

  private constructor(tables: SpanTables) {
    this.#tables = tables;
  }

  static create(options: {
    connection: ClickHouseConnection;
    source: SourceConfig;
  }): ClickHouseTraceStore {
    return new ClickHouseTraceStore(new SpanTables(options));
  }

  /** Looks at the tables, so that a source that cannot be read says so at once. */
  async capabilities(
    options: TraceStoreOptions,
  ): Promise<TraceStoreCapabilities> {
    return this.#tables.read(options, async ({ layout }) => ({
      ...CAPABILITIES,
      runtime: layout.metrics.length > 0,
    }));
  }

  async services(
    window: TraceWindow,
    options: TraceStoreOptions,
  ): Promise<string[]> {
    return this.#tables.read(options, reader => readServices(reader, window));
  }

  async operations(
    query: TraceWindow & { service: string },
    options: TraceStoreOptions,
  ): Promise<TraceOperation[]> {
    return this.#tables.read(options, reader => readOperations(reader, query));
  }

  async search(
    query: TraceQuery,
    options: TraceStoreOptions,
  ): Promise<TraceSearchAnswer> {
    return this.#tables.read(options, async reader => {
      const found = await findTraces(reader, query, query.limit + 1);
      const traces = await readSummaries(reader, found.slice(0, query.limit));
      return { traces, moreExist: found.length > query.limit };
    });
  }

  async trace(
    { traceId }: { traceId: string; window?: TraceWindow },
    options: TraceStoreOptions,
  ): Promise<StoredTrace | undefined> {
    return this.#tables.read(options, reader => readTrace(reader, traceId));
  }

  async red(query: RedQuery, options: TraceStoreOptions): Promise<RedAnswer> {
    return this.#tables.read(options, reader => readRed(reader, query));
  }

  async redByResource(
    query: RedByResourceQuery,
    options: TraceStoreOptions,
  ): Promise<StoredRedGroup[]> {
    return this.#tables.read(options, reader =>
      readRedByResource(reader, query),
    );
  }

  async runtime(
    query: RuntimeQuery,
    options: TraceStoreOptions,
  ): Promise<StoredRuntime> {
    return this.#tables.read(options, reader => readRuntime(reader, query));
  }

  async edges(
    window: TraceWindow,
    options: TraceStoreOptions,
  ): Promise<Omit<ServiceEdge, 'source'>[]> {
    return this.#tables.read(options, reader => readEdges(reader, window));
  }
}
