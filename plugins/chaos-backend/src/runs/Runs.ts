import { ConflictError, InputError, toError } from '@backstage/errors';
import { type BackstageCredentials } from '@backstage/backend-plugin-api';
import { type ClustersService } from '@shop-platform/backstage-plugin-clusters-node';
import { type Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { stringify } from 'yaml';
import { type ActingClients } from '../clusters/ActingClients';
import {
  APPROVED_BY_ANNOTATION,
  FIELD_MANAGER,
  RUN_ANNOTATION,
  STARTED_BY_ANNOTATION,
  toManifest,
} from '../clusters/experiments';
import { toSamples } from '../checks/CheckWatch';
import { type SampleStore } from '../checks/SampleStore';
import { type PolicySettings } from '../config';
import { type Levers } from '../levers/Levers';
import { type Notices } from '../notices/Notices';
import { approvalRulesFor, refuseOwn } from '../policy/approval';
import { namespacesOf } from '../policy/checkPolicy';
import { checkLoad } from '../preflight/checkLoad';
import { type Preflight } from '../preflight/Preflight';
import { type Checked } from '../preflight/types';
import { refuse } from '../preflight/refuse';
import { durationOf } from './observe';
import { refuseWhatDoesNotWait } from './RunControls';
import { type RunStore } from './RunStore';
import { type Starts } from './Starts';
import { type Run } from './types';

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
type Hit = Pick<Checked, 'entities' | 'known' | 'places' | 'placesOf'> & {
  /** What is said of it is for another person, who approves it. */
  isForAnother?: boolean;
};

/** Starts runs, those too that another person approves. */
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
    refuseOwn(startedBy, by);
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
        this.#checkOnceMore(
          run,
          { ...checked, isForAnother: true },
          open,
          transaction,
        ),
    );
    if (!isOurs) {
      throw new ConflictError('Somebody else has decided about it meanwhile');
    }
    onChange();
    // Nothing waits for it: a start that takes too long counts as failed.
    void notices.decided(run, `${by} approved it`);
    return this.#apply(await store.get(id), checked, by);
  }

  /**
   * Does something where nobody can come between, if no lever is pulled, and
   * nothing is on beside what it would hit.
   */
  async exclusively<T>(
    who: Pick<Run, 'cluster' | 'namespace' | 'name'> & { startedBy: string },
    hit: Hit | undefined,
    work: (transaction: Knex) => Promise<T>,
  ): Promise<T> {
    const { store, starts } = this.#options;
    return store.exclusively(async (open, transaction) => {
      if (hit) {
        await this.#checkOnceMore(who, hit, open, transaction);
        const { cluster, namespace, name, startedBy: by } = who;
        await starts.begin({ by, cluster, namespace, name }, transaction);
      } else {
        await this.#checkLever(who.cluster, transaction);
      }
      return work(transaction);
    });
  }

  /** Where nobody can come between: the first look was for people. */
  async #checkOnceMore(
    run: Pick<Run, 'cluster' | 'startedBy'> & { id?: string },
    { isForAnother = false, ...hit }: Hit,
    open: Run[],
    transaction: Knex,
  ): Promise<void> {
    const { clusters, policy, starts, now } = this.#options;
    const { cluster } = clusters.client(run.cluster);
    await this.#checkLever(run.cluster, transaction);
    refuse(
      checkLoad({
        ...hit,
        ...{ policy, cluster, isForAnother },
        startedBy: run.startedBy ?? '',
        active: open,
        // What another person approves is in the history already.
        recent: await starts.recent(run.id, transaction),
        now: now(),
      }),
    );
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

  async #apply(
    run: Run,
    { experiment, seen }: Checked,
    approvedBy?: string,
  ): Promise<Run> {
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
        ...(approvedBy ? { [APPROVED_BY_ANNOTATION]: approvedBy } : {}),
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
