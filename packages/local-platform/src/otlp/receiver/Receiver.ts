import { z } from 'zod';
import { BatchQueue } from './BatchQueue';
import { ClickHouse, ClickHouseError } from './ClickHouse';
import { Block } from './columns/Block';
import { MetricsDecoder } from './decode/MetricsDecoder';
import { TracesDecoder } from './decode/TracesDecoder';
import { ReceiverServer } from './http/ReceiverServer';
import { migrate } from './schema/migrate';

const MEBIBYTE = 1024 * 1024;
const RETRY_MIGRATION_MS = 500;
/** ClickHouse's number for a table that is not there. */
const UNKNOWN_TABLE = 60;

/** What the receiver's process is given. */
export const receiverOptionsSchema = z.object({
  port: z.number().int().min(0).max(65_535),
  token: z.string().min(16),
  clickhouseUrl: z.url(),
  /** What the receiver is called in clusters, for the Host of a request. */
  clusterNames: z.array(z.string()).default([]),
  tracesDays: z.number().int().min(0).default(14),
  metricsDays: z.number().int().min(0).default(7),
  maxBodyBytes: z
    .number()
    .int()
    .positive()
    .default(32 * MEBIBYTE),
  maxBytesInFlight: z
    .number()
    .int()
    .positive()
    .default(64 * MEBIBYTE),
  /** How long rows may wait for others, so that few of them are not an insert each. */
  insertIntervalMs: z.number().int().positive().default(200),
  /** The same for metrics, which nobody waits for. */
  metricsIntervalMs: z.number().int().positive().optional(),
  /** Shorter than the ten seconds after which OpenTelemetry's exporters give up. */
  insertTimeoutMs: z.number().int().positive().default(7_000),
});

export type ReceiverOptions = z.infer<typeof receiverOptionsSchema>;

/** The receiver: OTLP in, rows of the Collector's tables in ClickHouse out. */
export class Receiver {
  readonly #options: ReceiverOptions;
  readonly #log: (message: string) => void;
  readonly #clickhouse: ClickHouse;
  readonly #server: ReceiverServer;
  #ready = false;
  #closed = false;
  #retry: NodeJS.Timeout | undefined;

  constructor(options: ReceiverOptions, log: (message: string) => void) {
    this.#options = options;
    this.#log = log;
    this.#clickhouse = new ClickHouse(options.clickhouseUrl);
    const queueOptions = {
      insert: (blocks: Block[]) => this.#insert(blocks),
      maxRows: 20_000,
      maxBytes: 16 * MEBIBYTE,
      intervalMs: options.insertIntervalMs,
      maxInserts: 2,
    };
    const maxRowBytes = 64 * MEBIBYTE;
    this.#server = new ReceiverServer({
      token: options.token,
      clusterNames: options.clusterNames,
      maxBodyBytes: options.maxBodyBytes,
      maxBytesInFlight: options.maxBytesInFlight,
      answerTimeoutMs: options.insertTimeoutMs + 2_000,
      isReady: () => this.#ready,
      traces: new BatchQueue({
        ...queueOptions,
        createDecoder: () =>
          new TracesDecoder({ maxRowBytes, keptDays: options.tracesDays }),
      }),
      metrics: new BatchQueue({
        ...queueOptions,
        intervalMs: options.metricsIntervalMs ?? options.insertIntervalMs,
        createDecoder: () =>
          new MetricsDecoder({ maxRowBytes, keptDays: options.metricsDays }),
      }),
      onError: error => log(`A request failed: ${String(error)}`),
    });
  }

  /** Listens, and brings the tables up as soon as ClickHouse is there; answers the port. */
  async start(): Promise<number> {
    const port = await this.#server.listen(this.#options.port);
    void this.#prepare();
    return port;
  }

  /** Stores and answers what is here, and ends. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#retry);
    await this.#server.close();
    this.#clickhouse.close();
  }

  async #prepare(): Promise<void> {
    try {
      await this.#migrate();
      this.#ready = true;
      this.#log('The tables are ready');
    } catch (error) {
      this.#log(`The tables are not ready: ${describe(error)}`);
      if (!this.#closed) {
        this.#retry = setTimeout(
          () => void this.#prepare(),
          RETRY_MIGRATION_MS,
        );
      }
    }
  }

  async #insert(blocks: Block[]): Promise<void> {
    try {
      for (const block of blocks) {
        await this.#insertBlock(block);
      }
    } catch (error) {
      this.#log(`An insert failed: ${describe(error)}`);
      throw error;
    }
  }

  async #insertBlock(block: Block): Promise<void> {
    const insert = () =>
      this.#clickhouse.insert(
        block.insertStatement,
        block.parts(),
        this.#options.insertTimeoutMs,
      );
    try {
      await insert();
    } catch (error) {
      if (!(error instanceof ClickHouseError && error.code === UNKNOWN_TABLE)) {
        throw error;
      }
      // Somebody has emptied the database.
      await this.#migrate();
      await insert();
    }
  }

  async #migrate(): Promise<void> {
    await migrate(this.#clickhouse, this.#options);
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
