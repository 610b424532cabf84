import { join } from 'node:path';
import { findFreePort } from '../ports';
import { Launch, ProcessSpec } from '../supervisor/types';

const HEALTH_TIMEOUT_MS = 2_000;

export type GlobalEntryOptions = {
  repositoryRoot: string;
  /** The port to use when it is free. */
  preferredPort?: number;
  /** The gateways of the regions, the preferred one first. */
  regions: { name: string; url: string }[];
};

/** The way into the shop: to the first region that is well, as a global load balancer leads there. */
export class GlobalEntry implements ProcessSpec {
  readonly name = 'shop-entry';
  readonly title = 'Global entry of the shop';
  readonly startTimeoutMs = 20_000;
  readonly stopSignal = 'SIGTERM';
  readonly stopTimeoutMs = 5_000;
  readonly #options: GlobalEntryOptions;
  #port: number | undefined;

  constructor(options: GlobalEntryOptions) {
    this.#options = options;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  async launch(): Promise<Launch> {
    const { repositoryRoot, preferredPort, regions } = this.#options;
    this.#port ??= await findFreePort(preferredPort);
    const source = join(repositoryRoot, 'packages/local-platform/src');
    return {
      command: process.execPath,
      args: [
        '--require',
        join(source, 'portal/exitWithSupervisor.cjs'),
        join(source, 'ingress/proxy.cjs'),
      ],
      cwd: source,
      env: {
        PROXY_HOST: '127.0.0.1',
        PROXY_PORT: String(this.#port),
        PROXY_UPSTREAMS: JSON.stringify(regions),
      },
    };
  }

  /** It serves as soon as it answers: that no region is well is an answer. */
  async checkHealth(): Promise<void> {
    const response = await fetch(`${this.url}/healthz/ready`, {
      signal: AbortSignal.timeout(HEALTH_TIMEOUT_MS),
    });
    await response.arrayBuffer();
  }
}
