import { ConflictError, toError } from '@backstage/errors';
import {
  type ClusterClient,
  type Manifest,
} from '@shop-platform/backstage-plugin-clusters-node';
import { Release } from './Release';
import { redact } from './redact';
import { Rollout, type RolloutOptions } from './Rollout';

const ROLL_BACK_MS = 120_000;

export type Pace = Pick<RolloutOptions, 'pollMs' | 'patienceMs'>;

export type ClusterDeployOptions = {
  client: ClusterClient;
  manifests: Manifest[];
  kubernetesId: string;
  force: boolean;
  timeoutMs: number;
  pace: Pace;
  /** Ends the deploy: what was there before comes back. */
  signal: AbortSignal | undefined;
  log(message: string): void;
};

/** A deploy to one cluster: all of it, or nothing. */
export class ClusterDeploy {
  readonly #options: ClusterDeployOptions;
  #release: Release | undefined;

  constructor(options: ClusterDeployOptions) {
    this.#options = options;
  }

  /** Applies and follows. Rejects with the reason, and leaves the way back to `rollBack`. */
  async run(): Promise<void> {
    const { client, timeoutMs, signal: cancelled } = this.#options;
    const late = AbortSignal.timeout(timeoutMs);
    const signal = cancelled ? AbortSignal.any([late, cancelled]) : late;
    const rollouts: Rollout[] = [];
    try {
      const release = await Release.prepare({ ...this.#options, signal });
      const { created, updated } = release.counts();
      this.#log(`applying ${created} new objects and ${updated} existing ones`);
      this.#release = release;
      await release.apply(signal);
      for (const workload of this.#workloads()) {
        const rollout = this.#rollout(workload);
        rollouts.push(rollout);
        await rollout.follow(signal);
      }
    } catch (error) {
      if (cancelled?.aborted) {
        throw new ConflictError('The task was cancelled');
      }
      if (late.aborted) {
        const delay = await rollouts
          .at(-1)
          ?.explainDelay(AbortSignal.timeout(5_000));
        throw new ConflictError(
          `Not ready within ${Math.round(timeoutMs / 1_000)} s in ${
            client.cluster.name
          }: ${delay ?? 'the cluster does not answer'}`,
        );
      }
      throw new ConflictError(
        `${client.cluster.name}: ${redact(toError(error).message)}`,
      );
    }
  }

  /** Brings back what was there before; says what could not be. */
  async rollBack(): Promise<string[]> {
    const release = this.#release;
    if (!release) {
      return [];
    }
    this.#log('rolling back');
    const signal = AbortSignal.timeout(ROLL_BACK_MS);
    const failures = await release.rollBack(signal);
    for (const failure of failures) {
      this.#log(`NOT rolled back: ${failure}`);
    }
    const earlier = this.#workloads().filter(
      workload => !release.isNew(workload),
    );
    for (const workload of failures.length === 0 ? earlier : []) {
      await this.#rollout(workload)
        .follow(signal)
        .catch((error: unknown) => {
          failures.push(
            `${
              workload.metadata.name
            } has its earlier version again, and is not ready: ${
              toError(error).message
            }`,
          );
        });
    }
    if (failures.length === 0) {
      this.#log('rolled back to what was there before');
    }
    const { name } = this.#options.client.cluster;
    return failures.map(failure => `${name}: ${failure}`);
  }

  #workloads(): Manifest[] {
    return this.#options.manifests.filter(
      ({ apiVersion, kind }) =>
        apiVersion === 'apps/v1' && kind === 'Deployment',
    );
  }

  #rollout(workload: Manifest): Rollout {
    const { client, pace } = this.#options;
    return new Rollout({
      ...pace,
      client,
      workload,
      log: message => this.#log(message),
    });
  }

  #log(message: string): void {
    this.#options.log(`${this.#options.client.cluster.name}: ${message}`);
  }
}
