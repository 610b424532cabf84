import { ConflictError } from '@backstage/errors';
import { PAUSE_ANNOTATION } from '@shop-platform/backstage-plugin-chaos-common';
import {
  type ClusterClient,
  type ClustersService,
} from '@shop-platform/backstage-plugin-clusters-node';
import { type ActingClients } from '../clusters/ActingClients';
import { CHANGED_BY_ANNOTATION, kindNamed } from '../clusters/experiments';
import { abortWorkflow } from '../clusters/stopping';
import { type PolicySettings } from '../config';
import { type Levers } from '../levers/Levers';
import { type Notices } from '../notices/Notices';
import { type RunStore } from './RunStore';
import { isActive, type Run } from './types';

export type RunControlsOptions = {
  clusters: ClustersService;
  acting: ActingClients;
  store: RunStore;
  levers: Pick<Levers, 'pulled'>;
  notices: Pick<Notices, 'decided'>;
  policy: Pick<PolicySettings, 'approveWithinMs'>;
  onChange(): void;
  now(): number;
};

/** What is done to runs that were asked for: they are rejected, held and ended. */
export class RunControls {
  readonly #options: RunControlsOptions;

  constructor(options: RunControlsOptions) {
    this.#options = options;
  }

  /** Ends the wait of a run for approval: it never begins. */
  async reject(id: string, by: string, reason: string): Promise<Run> {
    const { notices } = this.#options;
    const run = await this.#options.store.get(id);
    refuseWhatDoesNotWait(run);
    const at = new Date(this.#options.now());
    const isOurs = await this.#options.store.change(
      run,
      { state: 'rejected', endedAt: at, haltedBy: by, haltReason: reason },
      { type: 'rejected', at: at.toISOString(), by, message: reason },
    );
    if (!isOurs) {
      throw new ConflictError('Somebody else has decided about it meanwhile');
    }
    this.#options.onChange();
    if (by !== run.startedBy) {
      void notices.decided(run, `${by} rejected it: ${reason}`);
    }
    return this.#options.store.get(id);
  }

  /** Ends the wait of those that nobody approved in time. */
  async expire(): Promise<void> {
    const { store, notices, policy, onChange, now } = this.#options;
    for (const run of await store.awaiting()) {
      const at = new Date(now());
      if (at.getTime() - run.startedAt.getTime() > policy.approveWithinMs) {
        const message = 'Nobody approved it in time';
        const isOurs = await store.change(
          run,
          { state: 'rejected', endedAt: at, message },
          { type: 'expired', at: at.toISOString(), message },
        );
        if (isOurs) {
          onChange();
          void notices.decided(run, message);
        }
      }
    }
  }

  /**
   * Ends a run because a person wants it. Where the cluster decides by the rights
   * of the person it is asked before anything is kept: what is kept as halted, the
   * portal ends.
   */
  async haltFor(id: string, person: string, reason: string): Promise<Run> {
    const { acting, store } = this.#options;
    const run = await store.get(id);
    const isAwaiting = run.state === 'awaiting-approval';
    if (!isAwaiting) {
      refuseWhatIsOver(run);
    }
    const client = await acting.of(run.cluster, person);
    if (acting.tells(run.cluster) && !isAwaiting) {
      await client.delete(kindNamed(run.kind), refOf(run), { dryRun: true });
      await abortParent(client, run, person);
    }
    return this.halt(id, person, reason, client);
  }

  /** Ends a run. `by` is a person, or `system`; the portal does it, or a client. */
  async halt(
    id: string,
    by: string,
    reason: string,
    client?: ClusterClient,
  ): Promise<Run> {
    const { store, onChange, now } = this.#options;
    const at = new Date(now());
    let run = await store.get(id);
    if (run.state === 'awaiting-approval') {
      return this.reject(id, by, reason);
    }
    refuseWhatIsOver(run);
    let isKept = false;
    // Whatever else is kept of the run at the same time.
    while (!isKept && run.haltedBy === undefined) {
      refuseWhatIsOver(run);
      isKept = await store.change(
        run,
        {
          haltedBy: by,
          haltReason: reason,
          ...(run.stoppingAt ? {} : { stoppingAt: at }),
        },
        { type: 'halted', at: at.toISOString(), by, message: reason },
      );
      run = await store.get(id);
    }
    onChange();
    await this.remove(run, client);
    return run;
  }

  /** Asks the cluster to take back the faults of a run and to forget its object. */
  async remove(
    run: Run,
    client: ClusterClient = this.#options.clusters.client(run.cluster),
  ): Promise<void> {
    // Its step would make the object anew.
    await abortParent(client, run, run.haltedBy ?? 'system');
    await client.delete(kindNamed(run.kind), refOf(run));
  }

  async pause(id: string, by: string): Promise<Run> {
    return this.#annotate(id, 'true', ['injecting', 'running'], by);
  }

  async resume(id: string, by: string): Promise<Run> {
    return this.#annotate(id, null, ['paused'], by);
  }

  async #annotate(
    id: string,
    value: string | null,
    from: Run['state'][],
    by: string,
  ): Promise<Run> {
    const { acting, store, levers } = this.#options;
    const run = await store.get(id);
    if (!from.includes(run.state)) {
      throw new ConflictError(
        `The run is ${run.state}; that can be done when it is ${from.join(
          ' or ',
        )}`,
      );
    }
    const halt = (await levers.pulled()).get(run.cluster);
    if (value === null && halt) {
      throw new ConflictError(`${halt.by} halted everything: ${halt.reason}`);
    }
    const client = await acting.of(run.cluster, by);
    await client.patch(kindNamed(run.kind), refOf(run), {
      metadata: {
        annotations: {
          [PAUSE_ANNOTATION]: value,
          [CHANGED_BY_ANNOTATION]: by,
        },
      },
    });
    return store.get(id);
  }
}

export function refuseWhatDoesNotWait({ state }: Run): void {
  if (state !== 'awaiting-approval') {
    throw new ConflictError(
      `The run does not wait for approval: it is ${state}`,
    );
  }
}

/** What did not recover can still be asked to. */
function refuseWhatIsOver(run: Run): void {
  if (!isActive(run) && run.state !== 'not-recovered') {
    throw new ConflictError(`The run is over: it is ${run.state}`);
  }
}

/** Ends for good the Workflow whose step a run is. */
async function abortParent(
  client: ClusterClient,
  { namespace, parent }: Run,
  by: string,
): Promise<void> {
  if (parent?.kind === 'Workflow') {
    await abortWorkflow(client, { name: parent.name, namespace }, by);
  }
}

function refOf({ name, namespace }: Run) {
  return { name, namespace };
}
