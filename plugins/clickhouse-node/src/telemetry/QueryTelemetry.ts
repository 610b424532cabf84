import {
  type MetricAttributes,
  type MetricsService,
  type MetricsServiceHistogram,
  type TracingServiceSpan,
  type TracingServiceSpanOptions,
} from '@backstage/backend-plugin-api/alpha';
import { isError } from '@backstage/errors';
import { createDeferred } from '@backstage/types';
import { type ConnectionSettings } from '../config/types';
import { type QueryCall } from '../connection/QueryCall';
import { ClickHouseQueryError } from '../errors/ClickHouseQueryError';
import { describeQuery } from './describeQuery';

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

interface OperationAttributes extends MetricAttributes {
  'db.system.name': 'clickhouse';
  'db.operation.name': string;
  'db.query.summary': string;
  'db.namespace': string;
  'server.address': string;
  'server.port': number;
  'error.type'?: string;
}

/** Runs something inside a span, as `TracingService.startActiveSpan` does. */
export type StartSpan = <T>(
  name: string,
  options: TracingServiceSpanOptions,
  run: (span: TracingServiceSpan) => Promise<T>,
) => Promise<T>;

/** An operation that goes on after it began to answer. */
export interface RunningOperation<T> {
  result: T;
  /** Says why it failed; the first word holds. */
  fail(error: Error): void;
  end(): void;
}

function portOf(url: URL): number {
  return Number(url.port || (url.protocol === 'https:' ? 443 : 80));
}

function errorType(error: unknown, call: QueryCall): string {
  if (call.isCancelled) {
    return 'cancelled';
  }
  if (error instanceof ClickHouseQueryError) {
    return error.kind;
  }
  return isError(error) ? error.name : '_OTHER';
}

/**
 * A span and a duration for each query, in the words of OpenTelemetry's database conventions.
 * Neither knows values, people or ids that would multiply series.
 */
export class QueryTelemetry {
  readonly #startSpan: StartSpan;
  readonly #duration: MetricsServiceHistogram<OperationAttributes>;

  constructor(options: {
    metrics: Pick<MetricsService, 'createHistogram'>;
    startSpan: StartSpan;
  }) {
    this.#startSpan = options.startSpan;
    this.#duration = options.metrics.createHistogram(
      'db.client.operation.duration',
      {
        description: 'Duration of database client operations',
        unit: 's',
        advice: { explicitBucketBoundaries: SECONDS },
      },
    );
  }

  /** Runs an operation that ends when its promise does. */
  async measure<T>(
    call: QueryCall,
    connection: ConnectionSettings,
    run: (span: TracingServiceSpan) => Promise<T>,
  ): Promise<T> {
    const { operation, summary, text } = describeQuery(call.query);
    const attributes: OperationAttributes = {
      'db.system.name': 'clickhouse',
      'db.operation.name': operation,
      'db.query.summary': summary,
      'db.namespace': connection.database,
      'server.address': connection.url.hostname,
      'server.port': portOf(connection.url),
    };
    const started = performance.now();
    const record = (outcome: Partial<OperationAttributes>) =>
      this.#duration.record((performance.now() - started) / 1000, {
        ...attributes,
        ...outcome,
      });
    return this.#startSpan(
      summary,
      {
        kind: 'client',
        attributes: {
          ...attributes,
          'db.query.text': text,
          'clickhouse.query_id': call.queryId,
        },
      },
      async span => {
        try {
          const result = await run(span);
          record({});
          return result;
        } catch (error) {
          if (error instanceof ClickHouseQueryError && error.code) {
            span.setAttribute('db.response.status_code', String(error.code));
          }
          record({ 'error.type': errorType(error, call) });
          throw error;
        }
      },
    );
  }

  /** Runs an operation that the caller ends, such as a stream. */
  async start<T>(
    call: QueryCall,
    connection: ConnectionSettings,
    run: () => Promise<T>,
  ): Promise<RunningOperation<T>> {
    const ended = createDeferred();
    const begun = createDeferred<T>();
    this.measure(call, connection, async () => {
      begun.resolve(await run());
      await ended;
    }).catch(begun.reject);
    return {
      result: await begun,
      fail: ended.reject,
      end: ended.resolve,
    };
  }
}
