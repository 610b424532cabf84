import { mkdir } from 'node:fs/promises';
import { nodeProgram } from '../program/nodeProgram';
import { findFreePort } from '../ports';
import { Diagnosis, Launch, ProcessSpec } from '../supervisor/types';

const HEALTH_TIMEOUT_MS = 2_000;
const USER = 'otlp';
/** As its Service is called in the clusters, `otel-collector.observability`. */
const CLUSTER_NAMES = ['', '.svc', '.svc.cluster.local'].map(
  domain => `otel-collector.observability${domain}`,
);
/**
 * Space for new objects, of which requests leave few behind: V8 would let it grow
 * to 128 MiB under load, for 10 MiB that live, and keep it.
 */
const NEW_SPACE_MEGABYTES = 8;
/** The port that OpenTelemetry gives to OTLP over HTTP. */
export const OTLP_PORT = 4318;

export type OtlpReceiverOptions = {
  /** The folder of the repository. */
  repositoryRoot: string;
  /** The folder under which the platform's files lie, `.local/`. */
  dataFolder: string;
  /** ClickHouse's HTTP interface, credentials included. */
  clickhouseUrl: string;
  /** The credential that clients have to send. At least 16 characters. */
  token: string;
  /** The port to use when it is free. */
  preferredPort?: number;
  /** How long rows may wait for others before they are stored. 200 ms unless given. */
  insertIntervalMs?: number;
  /** The same for metrics; as for traces unless given. */
  metricsIntervalMs?: number;
  /** How many days rows stay; 0 keeps them for ever. */
  retention?: { tracesDays?: number; metricsDays?: number };
};

/** The receiver of traces and metrics: OTLP over HTTP in, the Collector's tables in ClickHouse out. */
export class OtlpReceiver implements ProcessSpec {
  readonly name = 'otlp-receiver';
  readonly title = 'OTLP receiver';
  readonly startTimeoutMs = 30_000;
  readonly stopSignal = 'SIGTERM';
  readonly stopTimeoutMs = 5_000;
  readonly #options: OtlpReceiverOptions;
  #port: number | undefined;

  private constructor(options: OtlpReceiverOptions) {
    this.#options = options;
  }

  static async create(options: OtlpReceiverOptions): Promise<OtlpReceiver> {
    await mkdir(options.dataFolder, { recursive: true, mode: 0o711 });
    return new OtlpReceiver(options);
  }

  /** The base URL for exporters, credential included. Known after the first launch. */
  get url(): string {
    return `http://${USER}:${encodeURIComponent(
      this.#options.token,
    )}@127.0.0.1:${this.port}`;
  }

  get port(): number {
    if (this.#port === undefined) {
      throw new Error(`${this.title} was not started yet`);
    }
    return this.#port;
  }

  async launch(): Promise<Launch> {
    const {
      repositoryRoot,
      dataFolder,
      clickhouseUrl,
      token,
      insertIntervalMs,
      metricsIntervalMs,
      retention,
    } = this.#options;
    // The services know the port by their configuration, so it stays for as long as the platform runs.
    this.#port ??= await findFreePort(this.#options.preferredPort);
    return {
      command: process.execPath,
      args: [
        ...nodeProgram(
          repositoryRoot,
          'packages/local-platform/src/otlp/receiver/main.ts',
          { flags: [`--max-semi-space-size=${NEW_SPACE_MEGABYTES}`] },
        ),
      ],
      cwd: dataFolder,
      env: {
        PATH: process.env.PATH,
        // In the environment and not in the arguments, which every user of the machine can read.
        OTLP_RECEIVER_OPTIONS: JSON.stringify({
          port: this.#port,
          token,
          clickhouseUrl,
          clusterNames: CLUSTER_NAMES,
          insertIntervalMs,
          metricsIntervalMs,
          ...retention,
        }),
      },
    };
  }

  async checkHealth(): Promise<void> {
    const response = await fetch(`http://127.0.0.1:${this.port}/health`, {
      headers: { authorization: `Bearer ${this.#options.token}` },
      signal: AbortSignal.timeout(HEALTH_TIMEOUT_MS),
    });
    if (!response.ok) {
      throw new Error(
        `it answers ${response.status}: ${await response.text()}`,
      );
    }
  }

  diagnose(logTail: string[]): Diagnosis | undefined {
    const text = logTail.join('\n');
    if (/EADDRINUSE/.test(text)) {
      return {
        message: `Port ${
          this.#port
        } for the OTLP receiver is in use by another program.`,
        fatal: false,
      };
    }
    const sinceReady = text.split('The tables are ready').at(-1) ?? '';
    const notReady = /The tables are not ready: ([^\n]*)/.exec(sinceReady);
    return notReady
      ? {
          message: `The OTLP receiver cannot use ClickHouse (${notReady[1]}).`,
          fatal: false,
        }
      : undefined;
  }
}
