import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { nodeProgram } from '../../program/nodeProgram';
import { Launch, ProcessSpec } from '../../supervisor/types';
import { LoadReport, LoadStatusFile } from './LoadStatusFile';

/** The generator says how it is every two seconds. */
const SILENT_AFTER_MS = 10_000;
const STOP_TIMEOUT_MS = 3_000;

export type ShopLoadOptions = {
  /** The folder of the repository. */
  repositoryRoot: string;
  /** The folder under which the platform's files lie, `.local/`. */
  dataFolder: string;
  /** Where the shop is, the part of it that knows orders, and the one that knows the warehouses. */
  storefrontUrl: string;
  coreUrl: string;
  inventoryUrl: string;
  /** What the shop's data were seeded with. */
  seed: number;
  products: number;
  customers: number;
  /** Visits a second in the mean of a week. */
  sessionsPerSecond: number;
  /** Lets an hour pass before it counts as started, as fast as the shop can, in so many milliseconds at most. */
  compressedHourMs?: number;
};

/**
 * The customers of the shop: they look around, search, buy, and change their minds.
 * And the suppliers, who bring what they bought.
 */
export class ShopLoad implements ProcessSpec {
  readonly name = 'shop-load';
  readonly title = "The shop's customers";
  readonly startTimeoutMs: number;
  readonly stopSignal = 'SIGTERM';
  readonly stopTimeoutMs = STOP_TIMEOUT_MS;
  readonly #options: ShopLoadOptions;
  #compressedHourMs: number | undefined;

  private constructor(options: ShopLoadOptions) {
    this.#options = options;
    this.#compressedHourMs = options.compressedHourMs;
    this.startTimeoutMs = 30_000 + (options.compressedHourMs ?? 0);
  }

  static async create(options: ShopLoadOptions): Promise<ShopLoad> {
    await mkdir(join(options.dataFolder, 'shop'), {
      recursive: true,
      mode: 0o700,
    });
    return new ShopLoad(options);
  }

  get statusFile(): string {
    return join(this.#options.dataFolder, 'shop/load.json');
  }

  async launch(): Promise<Launch> {
    const { repositoryRoot, dataFolder, ...settings } = this.#options;
    const compressedHourMs = this.#compressedHourMs;
    // Once: one that is started again after a failure goes on with the present.
    this.#compressedHourMs = undefined;
    await rm(this.statusFile, { force: true });
    return {
      command: process.execPath,
      args: [
        ...nodeProgram(
          repositoryRoot,
          'packages/local-platform/src/shop/load/generator/main.ts',
          { flags: ['--max-semi-space-size=4'] },
        ),
      ],
      cwd: dataFolder,
      env: {
        PATH: process.env.PATH,
        SHOP_LOAD_OPTIONS: JSON.stringify({
          ...settings,
          statusFile: this.statusFile,
          compressedHourMs,
        }),
      },
    };
  }

  /** What it has done so far. */
  async report(): Promise<LoadReport> {
    return await new LoadStatusFile(this.statusFile).read();
  }

  async checkHealth(): Promise<void> {
    const writtenAt = await new LoadStatusFile(this.statusFile)
      .writtenAt()
      .catch(() => {
        throw new Error('it has not begun yet');
      });
    const silentMs = Date.now() - writtenAt;
    if (silentMs > SILENT_AFTER_MS) {
      throw new Error(
        `it has said nothing for ${Math.round(silentMs / 1000)} s`,
      );
    }
  }
}
