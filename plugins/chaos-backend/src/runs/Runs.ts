import {
  ConflictError,
  InputError,
  NotAllowedError,
  toError,
} from '@backstage/errors';
import { type BackstageCredentials } from '@backstage/backend-plugin-api';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { PAUSE_ANNOTATION } from '@shop-platform/backstage-plugin-chaos-common';
import {
  type ClusterClient,
  type ClustersService,
} from '@shop-platform/backstage-plugin-clusters-node';
import { type Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { stringify } from 'yaml';
import { type ActingClients } from '../clusters/ActingClients';
import {
  CHANGED_BY_ANNOTATION,
  FIELD_MANAGER,
  kindNamed,
  RUN_ANNOTATION,
  STARTED_BY_ANNOTATION,
  toManifest,
} from '../clusters/experiments';
import { abortWorkflow } from '../clusters/stopping';
import { toSamples } from '../checks/CheckWatch';
import { type SampleStore } from '../checks/SampleStore';
import { type PolicySettings } from '../config';
import { type Levers } from '../levers/Levers';
import { type Notices } from '../notices/Notices';
import { approvalRulesFor } from '../policy/approval';
import { namespacesOf } from '../policy/checkPolicy';
import { checkActive } from '../preflight/checkActive';
import { checkRate } from '../preflight/checkRate';
import { type Checked, type Preflight } from '../preflight/Preflight';
import { refuse } from '../preflight/refuse';
import { durationOf } from './observe';
import { type RunStore } from './RunStore';
import { type Starts } from './Starts';
import { isActive, type Run } from './types';

export type RunsOptions = {
  clusters: ClustersService;
  acting: ActingClients;
  store: RunStore;
  levers: Levers;
  preflight: Preflight;
  notices: Notices;
  samples: Pick<SampleStore, 'add'>;
  starts: Pick<Starts, 'recent' | 'begin'>;
  policy: PolicySettings;
  onChange(): void;
  now(): number;
};

/** What something would hit. */
type Hit = Pick<Checked, 'entities' | 'components'>;

/** Starts runs, and ends them. */
export class Runs {
  readonly #options: RunsOptions;

  constructor(options: RunsOptions) {
    this.#options = options;
  }

  async start(
    request: {
      cluster: string;
      manifest: string;
      confirmation: string;
      startedBy: string;
    },
    call: { credentials: BackstageCredentials; signal: AbortSignal },
  ): Promise<Run> {
    const { store, preflight, notices, policy, onChange } = this.#options;
    const checked = await preflight.check(request, call);
    refuse(checked.preflight.findings);
    const namespace = checked.preflight.namespace ?? '';
    if (request.confirmation !== namespace) {
      throw new InputError(
        `Confirm by typing the name of the namespace that is hit: '${namespace}'`,
      );
    }
    const { cluster } = this.#options.clusters.client(request.cluster);
    const run = this.#plan(request, checked);
    const rules = checked.experiment
      ? approvalRulesFor(policy, cluster.name, namespacesOf(checked.experiment))
      : [];
    if (rules.length > 0) {
      const waiting: Run = { ...run, state: 'awaiting-approval' };
      await store.reserve(waiting, (open, transaction) =>
        this.#checkOnceMore(waiting, checked, open, transaction),
      );
      onChange();
      void notices.requested(
        waiting,
        rules.flatMap(({ notify }) => notify),
      );
      return waiting;
    }
    await store.reserve(run, (open, transaction) =>
      this.#checkOnceMore(run, checked, open, transaction),
    );
    onChange();
    return this.#apply(run, checked);
  }

  /** Starts a run that another person asked for, if it still may start. */
  async approve(
    id: string,
    by: string,
    call: { credentials: BackstageCredentials; signal: AbortSignal },
  ): Promise<Run> {
    const { store, preflight, notices, policy, onChange, now } = this.#options;
    const run = await store.get(id);
    refuseWhatDoesNotWait(run);
    const { cluster, manifest, startedBy } = run;
    if (startedBy === undefined || isSame(startedBy, by)) {
      throw new NotAllowedError(
        'Another person has to approve it than the one who asked for it',
      );
    }
    const time = now();
    if (time - run.startedAt.getTime() > policy.approveWithinMs) {
      throw new ConflictError('It waited too long: ask for it anew');
    }
    // The rules and the pods may be others than when it was asked for.
    const checked = await preflight.check(
      { cluster, manifest, startedBy, approves: id },
      call,
    );
    refuse(checked.preflight.findings);
    const isOurs = await store.approve(
      run,
      { startedAt: new Date(time), entities: checked.entities },
      by,
      (open, transaction) =>
        this.#checkOnceMore(run, checked, open, transaction),
    );
    if (!isOurs) {
      throw new ConflictError('Somebody else has decided about it meanwhile');
    }
    onChange();
    // Nothing waits for it: a start that takes too long counts as failed.
    void notices.decided(run, `${by} approved it`);
    return this.#apply(await store.get(id), checked);
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
   * Does something where nobody can come between, if no lever is pulled, and
   * nothing is on beside what it would hit.
   */
  async exclusively(
    who: Pick<Run, 'cluster' | 'namespace' | 'name'> & { startedBy: string },
    hit: Hit | undefined,
    work: () => Promise<void>,
  ): Promise<void> {
    const { store, starts } = this.#options;
    await store.exclusively(async (open, transaction) => {
      if (hit) {
        await this.#checkOnceMore(who, hit, open, transaction);
        const { cluster, namespace, name, startedBy: by } = who;
        await starts.begin({ by, cluster, namespace, name }, transaction);
      } else {
        await this.#checkLever(who.cluster, transaction);
      }
      await work();
    });
  }

  /** Where nobody can come between: the first look was for people. */
  async #checkOnceMore(
    run: Pick<Run, 'cluster' | 'startedBy'> & { id?: string },
    { components, entities }: Hit,
    open: Run[],
    transaction: Knex,
  ): Promise<void> {
    const { clusters, policy, starts, now } = this.#options;
    const { cluster } = clusters.client(run.cluster);
    await this.#checkLever(run.cluster, transaction);
    const startedBy = run.startedBy ?? '';
    refuse([
      ...checkActive({
        policy,
        components,
        entities,
        cluster,
        startedBy,
        active: open,
      }),
      ...checkRate({
        policy,
        components,
        entities,
        startedBy,
        // What another person approves is in the history already.
        recent: await starts.recent(run.id, transaction),
        now: now(),
      }),
    ]);
  }

  async #checkLever(name: string, transaction: Knex): Promise<void> {
    const { clusters, levers } = this.#options;
    const { cluster } = clusters.client(name);
    const halt = (await levers.pulled(transaction)).get(cluster.name);
    if (halt) {
      throw new ConflictError(
        `${halt.by} halted everything in ${cluster.title}: ${halt.reason}`,
      );
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
    const client = await acting.of(run.cluster, person);
    if (acting.tells(run.cluster) && run.state !== 'awaiting-approval') {
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

  #plan(
    request: { cluster: string; startedBy: string },
    { experiment, entities, preflight }: Checked,
  ): Run {
    if (!experiment) {
      throw new InputError('There is no experiment to start');
    }
    const { cluster } = this.#options.clusters.client(request.cluster);
    const id = randomUUID();
    const { kind, metadata, spec } = experiment;
    const action = 'action' in spec ? spec.action : undefined;
    const durationMs = durationOf(spec.duration);
    return {
      id,
      cluster: cluster.name,
      region: cluster.region,
      kind,
      ...(typeof action === 'string' ? { action } : {}),
      namespace: metadata.namespace ?? '',
      // The same manifest can be started again while the last one is still there.
      name: `${metadata.name}-${id.slice(0, 8)}`,
      state: 'starting',
      startedBy: request.startedBy,
      startedAt: new Date(this.#options.now()),
      ...(durationMs === undefined ? {} : { durationMs }),
      entities,
      targets: [],
      manifest: preflight.manifest ?? stringify(experiment),
    };
  }

  async #apply(run: Run, { experiment, seen }: Checked): Promise<Run> {
    const { acting, store, samples, onChange, now } = this.#options;
    if (!experiment) {
      throw new InputError('There is no experiment to start');
    }
    await samples.add(run.id, toSamples(seen, run.startedAt.getTime()));
    const manifest = toManifest(experiment, {
      name: run.name,
      annotations: {
        [RUN_ANNOTATION]: run.id,
        [STARTED_BY_ANNOTATION]: run.startedBy ?? '',
      },
    });
    try {
      // Also where another person approved it: who asked for it starts it.
      const client = await acting.of(run.cluster, run.startedBy ?? '');
      await client.apply(manifest, { fieldManager: FIELD_MANAGER });
    } catch (cause) {
      const error = toError(cause);
      const at = new Date(now());
      await store.change(
        run,
        { state: 'failed', endedAt: at, message: error.message },
        { type: 'failed', at: at.toISOString(), message: error.message },
      );
      onChange();
      throw error;
    }
    return store.get(run.id);
  }
}

/** Names of people are the same in upper and in lower case. */
function isSame(one: string, other: string): boolean {
  return (
    stringifyEntityRef(parseEntityRef(one)) ===
    stringifyEntityRef(parseEntityRef(other))
  );
}

function refuseWhatDoesNotWait({ state }: Run): void {
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
