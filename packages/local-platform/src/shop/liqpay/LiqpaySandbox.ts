import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { nodeProgram } from '../../program/nodeProgram';
import { findFreePort } from '../../ports';
import { Diagnosis, Launch, ProcessSpec } from '../../supervisor/types';

const HEALTH_TIMEOUT_MS = 2_000;

export type LiqpaySandboxOptions = {
  /** The folder of the repository. */
  repositoryRoot: string;
  /** The folder under which the platform's files lie, `.local/`. */
  dataFolder: string;
  publicKey: string;
  /** What requests are signed with. */
  privateKey: string;
  /** Repeats the same outcomes for the same orders. */
  seed?: number;
  /** The port to use when it is free. */
  preferredPort?: number;
};

/** Stands for LiqPay, the payment provider of the shop: no money moves. */
export class LiqpaySandbox implements ProcessSpec {
  readonly name = 'liqpay-sandbox';
  readonly title = 'LiqPay sandbox';
  readonly startTimeoutMs = 30_000;
  readonly stopSignal = 'SIGTERM';
  readonly stopTimeoutMs = 5_000;
  readonly #options: LiqpaySandboxOptions;
  #port: number | undefined;

  private constructor(options: LiqpaySandboxOptions) {
    this.#options = options;
  }

  static async create(options: LiqpaySandboxOptions): Promise<LiqpaySandbox> {
    await mkdir(join(options.dataFolder, 'liqpay'), {
      recursive: true,
      mode: 0o700,
    });
    return new LiqpaySandbox(options);
  }

  /** What the payments service has as LIQPAY_URL. Known after the first launch. */
  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get port(): number {
    if (this.#port === undefined) {
      throw new Error(`${this.title} was not started yet`);
    }
    return this.#port;
  }

  async launch(): Promise<Launch> {
    const { repositoryRoot, dataFolder, preferredPort } = this.#options;
    const { publicKey, privateKey, seed = 1 } = this.#options;
    this.#port ??= await findFreePort(preferredPort);
    return {
      command: process.execPath,
      args: [
        ...nodeProgram(
          repositoryRoot,
          'packages/local-platform/src/shop/liqpay/server/main.ts',
          { flags: ['--max-semi-space-size=2'] },
        ),
      ],
      cwd: dataFolder,
      env: {
        PATH: process.env.PATH,
        // In the environment and not in the arguments, which every user of the machine can read.
        LIQPAY_SANDBOX_OPTIONS: JSON.stringify({
          port: this.#port,
          file: join(dataFolder, 'liqpay/payments.jsonl'),
          publicKey,
          privateKey,
          seed,
        }),
      },
    };
  }

  async checkHealth(): Promise<void> {
    const response = await fetch(`${this.url}/healthz`, {
      signal: AbortSignal.timeout(HEALTH_TIMEOUT_MS),
    });
    await response.body?.cancel();
    if (!response.ok) {
      throw new Error(`it answers ${response.status}`);
    }
  }

  diagnose(logTail: string[]): Diagnosis | undefined {
    return logTail.some(line => line.includes('EADDRINUSE'))
      ? {
          message: `Port ${
            this.#port
          } for the LiqPay sandbox is in use by another program.`,
          fatal: false,
        }
      : undefined;
  }
}
