import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { nodeProgram } from '../program/nodeProgram';
import { openPki } from '../kubernetes/auth/certificates';
import { Diagnosis, Launch, ProcessSpec } from '../supervisor/types';
import { KubernetesApi } from './KubernetesApi';
import { ClusterPlan, ClustersOptions } from './options';

const HEAP_MIB = 512;

const deploymentsSchema = z.object({
  items: z.array(
    z.object({
      metadata: z.object({ name: z.string() }),
      status: z
        .object({
          conditions: z
            .array(z.object({ type: z.string(), status: z.string() }))
            .optional(),
        })
        .optional(),
    }),
  ),
});

/** A cluster as others see it: the portal, kubectl. */
export type ClusterAccess = ClusterPlan & {
  url: string;
  /** PEM of the authority that signs for the cluster. */
  ca: string;
  /** The way into the region: over HTTP, and for health at `/healthz/ready`. */
  gatewayUrl: string;
};

/** Makes the authorities of clusters, before these run, so that others can know them. */
export async function prepareClusters(
  folder: string,
  plans: ClusterPlan[],
): Promise<ClusterAccess[]> {
  return await Promise.all(
    plans.map(async plan => {
      const own = join(folder, plan.name);
      await mkdir(own, { recursive: true, mode: 0o700 });
      const { ca } = await openPki(own, plan.name);
      return {
        ...plan,
        url: `https://127.0.0.1:${plan.port}`,
        ca,
        gatewayUrl: `http://127.0.0.1:${plan.gatewayPort}`,
      };
    }),
  );
}

/** The process of the regional clusters: their APIs, controllers and nodes. Its children are the pods. */
export class ClustersServer implements ProcessSpec {
  readonly name = 'clusters';
  readonly title = 'Clusters';
  readonly startTimeoutMs = 60_000;
  readonly stopSignal = 'SIGTERM';
  readonly stopTimeoutMs = 15_000;
  readonly #repositoryRoot: string;
  readonly #options: ClustersOptions;
  readonly #clusters: ClusterAccess[];

  constructor(
    repositoryRoot: string,
    options: ClustersOptions,
    clusters: ClusterAccess[],
  ) {
    this.#repositoryRoot = repositoryRoot;
    this.#options = options;
    this.#clusters = clusters;
  }

  async launch(): Promise<Launch> {
    const { folder } = this.#options;
    const file = join(folder, 'options.json');
    await writeFile(`${file}.new`, JSON.stringify(this.#options), {
      mode: 0o600,
    });
    await rename(`${file}.new`, file);
    return {
      command: process.execPath,
      args: [
        ...nodeProgram(
          this.#repositoryRoot,
          'packages/local-platform/src/clusters/server/main.ts',
          { flags: [`--max-old-space-size=${HEAP_MIB}`] },
        ),
        file,
      ],
      cwd: folder,
      env: { PATH: process.env.PATH },
    };
  }

  async checkHealth(): Promise<void> {
    await Promise.all(
      this.#clusters.map(cluster => this.#api(cluster).get('/readyz')),
    );
  }

  diagnose(logTail: string[]): Diagnosis | undefined {
    const taken = /EADDRINUSE[^\n]*:(\d+)/.exec(logTail.join('\n'));
    return taken
      ? {
          message: `Port ${taken[1]} for the clusters is in use by another program.`,
          fatal: false,
        }
      : undefined;
  }

  /** The Deployments of a namespace, and whether each has the pods that it needs. */
  async deployments(
    cluster: string,
    namespace: string,
  ): Promise<{ name: string; isAvailable: boolean }[]> {
    const found = this.#clusters.find(({ name }) => name === cluster);
    if (!found) {
      throw new Error(`There is no cluster ${cluster}`);
    }
    const text = await this.#api(found).get(
      `/apis/apps/v1/namespaces/${namespace}/deployments`,
    );
    return deploymentsSchema
      .parse(JSON.parse(text))
      .items.map(({ metadata, status }) => ({
        name: metadata.name,
        isAvailable:
          status?.conditions?.some(
            ({ type, status: value }) =>
              type === 'Available' && value === 'True',
          ) ?? false,
      }));
  }

  #api({ port, ca }: ClusterAccess): KubernetesApi {
    return new KubernetesApi({ port, ca, token: this.#options.tokens.viewer });
  }
}
