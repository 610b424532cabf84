import { join } from 'node:path';
import { z } from 'zod';
import { ImageStore } from '../../images/ImageStore';
import { Runner } from '../runner/Runner';
import { closeMerged } from './api/closeMerged';
import { Host } from './api/Host';
import { HostServer } from './HostServer';
import { Repositories } from './store/Repositories';

const MIB = 1024 * 1024;

export const gitHostOptionsSchema = z.object({
  port: z.number().int(),
  /** The folder for repositories. */
  folder: z.string(),
  /** The folder for what the runner builds. */
  imagesFolder: z.string(),
  token: z.string().min(16),
  organization: z.string().default('shop-platform'),
  user: z.string().default('portal'),
  maxPackBytes: z.number().default(128 * MIB),
  maxUnpackedBytes: z.number().default(512 * MIB),
  /** How long a step of a build may take. */
  buildTimeoutMs: z.number().default(600_000),
  maxBuildOutputBytes: z.number().default(20 * MIB),
});

export type GitHostServerOptions = z.input<typeof gitHostOptionsSchema>;

/** The host in this process: repositories on disk behind HTTP, and the builds of what is pushed. */
export class EmbeddedGitHost {
  readonly baseUrl: string;
  readonly repositories: Repositories;
  readonly images: ImageStore;
  readonly #server: HostServer;
  readonly #runner: Runner;

  private constructor(
    host: Host,
    images: ImageStore,
    server: HostServer,
    runner: Runner,
  ) {
    this.baseUrl = host.baseUrl;
    this.repositories = host.repositories;
    this.images = images;
    this.#server = server;
    this.#runner = runner;
  }

  static async start(
    given: GitHostServerOptions,
    log: (message: string) => void,
  ): Promise<EmbeddedGitHost> {
    const options = gitHostOptionsSchema.parse(given);
    const baseUrl = `http://127.0.0.1:${options.port}`;
    const host: Host = {
      baseUrl,
      apiUrl: `${baseUrl}/api/v3`,
      repositories: await Repositories.create(
        join(options.folder, 'repositories'),
      ),
      organization: options.organization,
      user: options.user,
    };
    host.repositories.onPush(push => {
      closeMerged(push).catch(error =>
        log(`${push.repository.fullName}: ${error}`),
      );
    });
    const { token, maxPackBytes, maxUnpackedBytes } = options;
    const limits = { maxPackBytes, maxUnpackedBytes };
    const server = new HostServer({ host, token, limits, log });
    const images = await ImageStore.create(options.imagesFolder);
    const runner = new Runner({
      repositories: host.repositories,
      images,
      owners: [host.organization, host.user],
      baseUrl,
      limits: {
        timeoutMs: options.buildTimeoutMs,
        maxOutputBytes: options.maxBuildOutputBytes,
      },
      log,
    });
    await server.listen(options.port);
    await runner.start();
    return new EmbeddedGitHost(host, images, server, runner);
  }

  async close(): Promise<void> {
    await this.#runner.stop();
    await this.#server.close();
  }
}
