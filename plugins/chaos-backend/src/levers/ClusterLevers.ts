import { type AuditorService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { type ChaosLever } from '@shop-platform/backstage-plugin-chaos-common';
import {
  ClusterRefusedError,
  type ClusterClient,
  type ClustersService,
} from '@shop-platform/backstage-plugin-clusters-node';
import { type LeverSettings } from '../config';
import { leverKind, readLever, type ClusterLever } from './leverObject';
import { type Agreed, type Halt, type Kept, type Levers } from './Levers';
import { nextStep, type LeverStep } from './nextStep';

const CONFLICT = 409;
const FORBIDDEN = 403;
const NOT_FOUND = 404;
/** Somebody may change a lever at the same moment, hardly this often. */
const ATTEMPTS = 3;

export type ClusterLeversOptions = {
  auditor: AuditorService;
  clusters: ClustersService;
  levers: Levers;
  /** Which ConfigMap it is. */
  lever: LeverSettings;
  onChange(): void;
  now(): number;
};

/**
 * Keeps the portal's levers and those of the clusters, which hold `kubectl`, one:
 * whoever pulls one or arms it does so for both.
 */
export class ClusterLevers {
  readonly #options: ClusterLeversOptions;

  constructor(options: ClusterLeversOptions) {
    this.#options = options;
  }

  /**
   * Brings the two levers of a cluster to say the same. What keeps it from that
   * is kept for those who look, and no error: the watchdog comes again.
   */
  async follow(cluster: string): Promise<void> {
    const { levers, onChange } = this.#options;
    for (let attempt = 1; ; attempt += 1) {
      // Before the cluster is asked: what it says is never older than this.
      const before = await levers.kept(cluster);
      const answer = await this.#ask(cluster, before);
      if (answer.isConflict && attempt < ATTEMPTS) {
        continue;
      }
      if (answer.problem !== undefined) {
        if (answer.problem !== before.agreed?.problem) {
          await levers.fail(cluster, answer.problem);
          onChange();
        }
        return;
      }
      const isKept = await this.#keep(cluster, before, answer);
      if (isKept || attempt >= ATTEMPTS) {
        return;
      }
    }
  }

  /** What the lever of a cluster is to those who look; undefined before it was asked. */
  describe({ halt, agreed }: Kept): ChaosLever | undefined {
    if (!agreed) {
      return undefined;
    }
    const { namespace, name } = this.#options.lever;
    const object = `${namespace}/${name}`;
    const { problem, version } = agreed;
    const isAgreed = halt?.at.getTime() === agreed.haltAt?.getTime();
    if (problem !== undefined) {
      return {
        state: isAgreed ? 'unknown' : 'behind',
        object,
        reason: problem,
      };
    }
    if (version === undefined) {
      return { state: 'absent', object };
    }
    return { state: isAgreed ? 'same' : 'behind', object };
  }

  /** Looks at the lever of a cluster, and sets it where the portal is ahead. */
  async #ask(cluster: string, before: Kept): Promise<Answer> {
    const { clusters } = this.#options;
    const answer = await clusters.ask<Answer>(cluster, async client => {
      try {
        const lever = await this.#read(client);
        const step = nextStep(before, lever);
        const isWrite = step === 'write-pull' || step === 'write-arm';
        return {
          step,
          lever:
            isWrite && lever
              ? await this.#write(client, lever.version, before.halt)
              : lever,
        };
      } catch (error) {
        if (error instanceof ClusterRefusedError && error.code === CONFLICT) {
          return { isConflict: true, problem: error.message };
        }
        if (error instanceof ClusterRefusedError && error.code === FORBIDDEN) {
          return { problem: `${error.message}. ${this.#advice()}` };
        }
        throw error;
      }
    });
    return answer.status === 'answered'
      ? answer.value
      : { problem: answer.reason };
  }

  async #read(client: ClusterClient): Promise<ClusterLever | undefined> {
    try {
      return readLever(await client.get(leverKind, this.#options.lever));
    } catch (error) {
      if (error instanceof ClusterRefusedError && error.code === NOT_FOUND) {
        return undefined;
      }
      throw error;
    }
  }

  /** Only while it is as it was read: a change in between is looked at first. */
  async #write(
    client: ClusterClient,
    resourceVersion: string,
    halt: Halt | undefined,
  ): Promise<ClusterLever> {
    const data = halt
      ? {
          state: 'pulled',
          by: halt.by,
          reason: halt.reason,
          at: halt.at.toISOString(),
        }
      : { state: 'armed', by: null, reason: null, at: null };
    return readLever(
      await client.patch(leverKind, this.#options.lever, {
        metadata: { resourceVersion },
        data,
      }),
    );
  }

  #advice(): string {
    const { namespace, name } = this.#options.lever;
    return `The portal's account has to get and patch the ConfigMap ${name} in ${namespace}: give it the Role chaos-halt of the template Chaos suite`;
  }

  /** False where somebody has kept another thing since `before` was read. */
  async #keep(
    cluster: string,
    before: Kept,
    { step = 'agree', lever }: Answer,
  ): Promise<boolean> {
    const { levers, onChange } = this.#options;
    if (step === 'take-pull' && lever) {
      const isOurs = await this.#takePull(cluster, before, lever);
      onChange();
      return isOurs;
    }
    if (step === 'take-arm' && lever) {
      const isOurs = await this.#audit('arm', { cluster }, () =>
        levers.takeArm(cluster, before, lever.version),
      );
      onChange();
      return isOurs;
    }
    const now: Agreed = {
      haltAt: lever && before.halt?.at,
      version: lever?.version,
    };
    if (isSame(before.agreed, now)) {
      return true;
    }
    const isOurs = await levers.agree(cluster, before, now);
    onChange();
    return isOurs;
  }

  async #takePull(
    cluster: string,
    before: Kept,
    { by, reason, at, version }: ClusterLever,
  ): Promise<boolean> {
    const now = new Date(this.#options.now());
    const halt: Halt = {
      by,
      reason,
      at: at && at < now ? at : now,
      from: 'cluster',
    };
    return await this.#audit('halt-all', { cluster, by, reason }, () =>
      this.#options.levers.takePull(cluster, before, halt, version),
    );
  }

  /**
   * Nobody asked the portal for it, and it is done all the same. Where another
   * replica was first it is that one's to tell.
   */
  async #audit(
    eventId: string,
    meta: { cluster: string; by?: string; reason?: string },
    work: () => Promise<boolean>,
  ): Promise<boolean> {
    const begin = () =>
      this.#options.auditor.createEvent({
        eventId,
        severityLevel: 'low',
        meta: { ...meta, from: 'cluster' },
      });
    let isOurs: boolean;
    try {
      isOurs = await work();
    } catch (error) {
      await (await begin()).fail({ error: toError(error) });
      throw error;
    }
    if (isOurs) {
      await (await begin()).success();
    }
    return isOurs;
  }
}

type Answer = {
  step?: LeverStep;
  /** As it is now; undefined where there is none. */
  lever?: ClusterLever | undefined;
  problem?: string;
  isConflict?: boolean;
};

function isSame(before: Kept['agreed'], now: Agreed): boolean {
  return (
    before !== undefined &&
    before.problem === undefined &&
    before.version === now.version &&
    before.haltAt?.getTime() === now.haltAt?.getTime()
  );
}
