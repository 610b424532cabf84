import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { Image } from '../../images/ImageStore';
import { Diagnosis, Launch, ProcessSpec } from '../../supervisor/types';
import { Deployment } from '../manifest/Deployment';
import {
  resolveEnvironment,
  Surroundings,
} from '../manifest/resolveEnvironment';

const HEALTH_TIMEOUT_MS = 2_000;
/** V8 lets the space for new objects grow under load and keeps it; little of it lives. */
const NEW_SPACE_MIB = 4;
/** Code, buffers and the space for new objects need room beside the old objects. */
const OLD_SPACE_SHARE = 0.5;

export type ShopServiceOptions = {
  /** The folder of the repository. */
  repositoryRoot: string;
  /** Its name in the cluster: `core`. */
  service: string;
  image: Image;
  /** The folder with the image's files. */
  files: string;
  deployment: Deployment;
  port: number;
  surroundings: Omit<Surroundings, 'field'>;
  /** What this machine wants different from the manifest. */
  environment: Record<string, string>;
  /** Told of itself beside what the manifest says: `cloud.region=europe-west1`. */
  resourceAttributes: string;
};

/** A service of the shop: its image as a process, configured by its manifest. */
export class ShopService implements ProcessSpec {
  readonly name: string;
  readonly title: string;
  readonly service: string;
  readonly startTimeoutMs: number;
  readonly stopSignal = 'SIGTERM';
  readonly stopTimeoutMs: number;
  readonly #options: ShopServiceOptions;
  readonly #podName: string;
  #wasReady = false;

  constructor(options: ShopServiceOptions) {
    const { deployment, image } = options;
    this.#options = options;
    this.service = options.service;
    this.name = `shop-${deployment.name}`;
    this.title = `Shop: ${deployment.name}`;
    this.startTimeoutMs = deployment.startTimeoutMs;
    this.stopTimeoutMs = deployment.stopTimeoutMs;
    const start = randomBytes(3).toString('hex').slice(0, 5);
    this.#podName = `${deployment.name}-${image.digest.slice(0, 10)}-${start}`;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#options.port}`;
  }

  async launch(): Promise<Launch> {
    const { repositoryRoot, image, files } = this.#options;
    this.#wasReady = false;
    const [command, ...args] = image.command;
    const environment = {
      ...image.env,
      ...this.#environment(),
      PATH: process.env.PATH,
    };
    if (command !== 'node') {
      return { command, args, cwd: files, env: environment };
    }
    return {
      command: process.execPath,
      args: [
        '--require',
        join(
          repositoryRoot,
          'packages/local-platform/src/portal/exitWithSupervisor.cjs',
        ),
        ...args,
      ],
      cwd: files,
      env: environment,
    };
  }

  /** Ready once, then alive: as with Kubernetes, who is not ready for a while is not ended for it. */
  async checkHealth(): Promise<void> {
    const { livenessPath, readinessPath } = this.#options.deployment;
    const path = this.#wasReady ? livenessPath : readinessPath;
    const response = await fetch(`${this.url}${path}`, {
      signal: AbortSignal.timeout(HEALTH_TIMEOUT_MS),
    });
    const text = await response.text();
    if (!response.ok) {
      throw new Error(`it answers ${response.status}: ${text.slice(0, 200)}`);
    }
    this.#wasReady = true;
  }

  diagnose(logTail: string[]): Diagnosis | undefined {
    return logTail.some(line => line.includes('EADDRINUSE'))
      ? {
          message: `Port ${this.#options.port} for ${
            this.title
          } is in use by another program.`,
          fatal: false,
        }
      : undefined;
  }

  #environment(): Record<string, string> {
    const { deployment, surroundings, port, environment, resourceAttributes } =
      this.#options;
    const resolved = resolveEnvironment(deployment.env, {
      ...surroundings,
      field: path =>
        new Map([
          ['metadata.name', this.#podName],
          ['metadata.namespace', 'shop'],
          ['spec.nodeName', hostname()],
        ]).get(path),
    });
    const attributes = [resolved.OTEL_RESOURCE_ATTRIBUTES, resourceAttributes];
    const oldSpace = Math.floor(deployment.memoryLimitMib * OLD_SPACE_SHARE);
    return {
      ...resolved,
      HOSTNAME: this.#podName,
      HOST: '127.0.0.1',
      PORT: String(port),
      // There is no load balancer here that has to hear of the end first.
      SHUTDOWN_DRAIN_MS: '0',
      NODE_OPTIONS: `--max-old-space-size=${oldSpace} --max-semi-space-size=${NEW_SPACE_MIB}`,
      OTEL_RESOURCE_ATTRIBUTES: attributes.filter(Boolean).join(','),
      ...environment,
    };
  }
}
