import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import {
  CHAOS_API_VERSION,
  dueRun,
  embeddedExperiment,
  isPaused,
  PAUSE_ANNOTATION,
  scheduleSchema,
  type ChaosStanding,
  type ChaosStandingDetails,
  type ChaosStandingPage,
  type ChaosStandingRef,
  type ChaosStartRequest,
} from '@shop-platform/backstage-plugin-chaos-common';
import {
  ClusterRefusedError,
  type Cluster,
  type ClustersService,
} from '@shop-platform/backstage-plugin-clusters-node';
import { randomUUID } from 'node:crypto';
import { stringify } from 'yaml';
import { type ActingClients } from '../clusters/ActingClients';
import { type ClusterWatch } from '../clusters/ClusterWatch';
import {
  CHANGED_BY_ANNOTATION,
  FIELD_MANAGER,
  STARTED_BY_ANNOTATION,
  toManifest,
} from '../clusters/experiments';
import {
  schedules,
  workflows,
  type ObservedSchedule,
  type ObservedWorkflow,
} from '../clusters/standing';
import { type Preflight } from '../preflight/Preflight';
import { refuse } from '../preflight/refuse';
import { type Runs } from '../runs/Runs';
import { type RunStore } from '../runs/RunStore';
import { type PersonalCall } from '../service/ChaosService';
import { toWire } from '../service/toWire';
import {
  nodesToWire,
  scheduleToWire,
  silencesOf,
  workflowToWire,
} from './toStanding';

const NOT_FOUND = 404;
/** As many runs of one as its page shows. */
const LAST_RUNS = 20;
/** Of a name, so that a Workflow can run again while the last one is there. */
const NAME_LENGTH = 41;

export type StandingSetOptions = {
  clusters: ClustersService;
  acting: ActingClients;
  watches: readonly ClusterWatch[];
  preflight: Preflight;
  runs: Runs;
  store: RunStore;
  onChange(): void;
  now(): number;
};

/** The Schedules and Workflows of all clusters. */
export class StandingSet {
  readonly #options: StandingSetOptions;

  constructor(options: StandingSetOptions) {
    this.#options = options;
  }

  list(): ChaosStandingPage {
    const { watches, now } = this.#options;
    const time = now();
    const items = watches.flatMap(watch => {
      const { cluster } = watch;
      const nodes = watch.nodes();
      return [
        ...watch
          .schedules()
          .map(schedule => scheduleToWire(cluster, schedule, time)),
        ...watch
          .workflows()
          .map(workflow => workflowToWire(cluster, workflow, nodes)),
      ];
    });
    return { items, silent: silencesOf(watches) };
  }

  async details(
    ref: ChaosStandingRef,
    signal: AbortSignal,
  ): Promise<ChaosStandingDetails> {
    const { store, watches } = this.#options;
    const [object, runs] = await Promise.all([
      this.#get(ref, signal),
      store.ofParent(ref, LAST_RUNS),
    ]);
    const nodes =
      watches.find(({ cluster }) => cluster.name === ref.cluster)?.nodes() ??
      [];
    const { apiVersion, kind, metadata, spec } = object;
    const { name, namespace } = metadata;
    return {
      item: this.#toWire(ref.cluster, object),
      manifest: stringify({
        apiVersion,
        kind,
        metadata: { name, namespace },
        spec,
      }),
      nodes: object.kind === 'Workflow' ? nodesToWire(object, nodes) : [],
      runs: runs.map(toWire),
    };
  }

  /** Creates a Schedule, or begins a Workflow. */
  async create(
    request: ChaosStartRequest,
    call: PersonalCall,
  ): Promise<ChaosStanding> {
    const { acting, preflight, runs, onChange } = this.#options;
    const checked = await preflight.checkStanding(
      { ...request, startedBy: call.person },
      call,
    );
    refuse(checked.preflight.findings);
    const { standing, hit } = checked;
    const { namespace = '' } = checked.preflight;
    if (!standing) {
      throw new InputError('There is nothing to create');
    }
    confirm(request.confirmation, namespace, 'the namespace that is hit');
    const client = await acting.of(request.cluster, call.person);
    const { kind, metadata } = standing;
    const ref = {
      cluster: request.cluster,
      kind,
      namespace,
      name: metadata.name ?? '',
    };
    const who = { ...ref, startedBy: call.person };
    await runs.exclusively(who, hit, async () => {
      if (await this.#find(ref, call.signal)) {
        throw new ConflictError(
          `There is a ${kind} ${ref.name} in ${namespace} already: give this one another name, or delete that`,
        );
      }
      await client.apply(
        toManifest(standing, {
          annotations: { [STARTED_BY_ANNOTATION]: call.person },
        }),
        { fieldManager: FIELD_MANAGER },
      );
    });
    onChange();
    return this.#toWire(request.cluster, await this.#get(ref, call.signal));
  }

  async pause(ref: ChaosStandingRef, call: PersonalCall) {
    return this.#annotate(ref, 'true', call);
  }

  /** Resumes a Schedule that could be made, whoever did. */
  async resume(ref: ChaosStandingRef, call: PersonalCall) {
    const { preflight, now } = this.#options;
    const object = await this.#get(ref, call.signal);
    if (object.kind === 'Schedule' && isPaused(object)) {
      const { apiVersion, kind, spec } = object;
      const { preflight: found } = await preflight.checkStanding(
        {
          cluster: ref.cluster,
          manifest: stringify({
            apiVersion,
            kind,
            metadata: { name: stemOf(ref.name), namespace: ref.namespace },
            spec,
          }),
          startedBy: call.person,
          resumes: { isDue: isDue(object, now()) },
        },
        call,
      );
      refuse(found.findings);
    }
    return this.#annotate(ref, null, call);
  }

  async #annotate(
    ref: ChaosStandingRef,
    value: string | null,
    { person, signal }: PersonalCall,
  ): Promise<ChaosStanding> {
    const { acting, onChange } = this.#options;
    const { cluster, kind, namespace, name } = ref;
    if (kind !== 'Schedule') {
      throw new InputError(
        'Only a Schedule can be paused; delete a Workflow to end it',
      );
    }
    const object = await this.#get(ref, signal);
    const { metadata } = object;
    if (metadata.deletionTimestamp) {
      throw new ConflictError(`${kind} ${name} is being deleted`);
    }
    if (isPaused(object) === (value !== null)) {
      throw new ConflictError(
        value === null
          ? `${kind} ${name} is not paused`
          : `${kind} ${name} is paused already`,
      );
    }
    const client = await acting.of(cluster, person);
    const changed = await client.patch(
      schedules,
      { name, namespace },
      {
        metadata: {
          annotations: {
            [PAUSE_ANNOTATION]: value,
            [CHANGED_BY_ANNOTATION]: person,
          },
        },
      },
    );
    onChange();
    return this.#toWire(cluster, changed);
  }

  async remove(
    ref: ChaosStandingRef,
    confirmation: string,
    { person, signal }: PersonalCall,
  ): Promise<ChaosStanding> {
    const { acting, onChange } = this.#options;
    const { cluster, kind, namespace, name } = ref;
    const object = await this.#get(ref, signal);
    confirm(confirmation, name, `the ${kind} that is deleted`);
    const client = await acting.of(cluster, person);
    if (kind === 'Schedule') {
      await client.delete(schedules, { name, namespace });
    } else {
      await client.delete(workflows, { name, namespace });
    }
    onChange();
    return { ...this.#toWire(cluster, object), deleting: true, nextRuns: [] };
  }

  /** Starts now what a Schedule starts, or a Workflow once more. */
  async run(ref: ChaosStandingRef, confirmation: string, call: PersonalCall) {
    const { runs } = this.#options;
    const object = await this.#get(ref, call.signal);
    const { cluster, namespace, name } = ref;
    const experiment =
      object.kind === 'Schedule'
        ? embeddedExperiment(object.spec, object.spec.type)
        : undefined;
    if (experiment) {
      const { apiVersion, kind, spec } = experiment;
      const manifest = stringify({
        apiVersion,
        kind,
        metadata: { name: stemOf(name), namespace },
        spec,
      });
      const run = await runs.start(
        { cluster, manifest, confirmation, startedBy: call.person },
        call,
      );
      return { run: toWire(run) };
    }
    const manifest = stringify({
      apiVersion: CHAOS_API_VERSION,
      kind: 'Workflow',
      metadata: {
        name: `${stemOf(name)}-${randomUUID().slice(0, 8)}`,
        namespace,
      },
      spec: object.kind === 'Workflow' ? object.spec : object.spec.workflow,
    });
    return {
      standing: await this.create({ cluster, manifest, confirmation }, call),
    };
  }

  #toWire(
    name: string,
    object: ObservedSchedule | ObservedWorkflow,
  ): ChaosStanding {
    const { clusters, watches, now } = this.#options;
    const { cluster } = clusters.client(name);
    const watch = watches.find(each => each.cluster.name === name);
    return object.kind === 'Schedule'
      ? scheduleToWire(cluster, object, now())
      : workflowToWire(cluster, object, watch?.nodes() ?? []);
  }

  async #get(ref: ChaosStandingRef, signal: AbortSignal) {
    const object = await this.#find(ref, signal);
    if (!object) {
      throw new NotFoundError(
        `There is no ${ref.kind} ${ref.name} in ${ref.namespace} of ${ref.cluster}`,
      );
    }
    return object;
  }

  async #find(
    { cluster, kind, namespace, name }: ChaosStandingRef,
    signal: AbortSignal,
  ): Promise<ObservedSchedule | ObservedWorkflow | undefined> {
    const client = this.#options.clusters.client(this.#known(cluster).name);
    try {
      return kind === 'Schedule'
        ? await client.get(schedules, { name, namespace }, { signal })
        : await client.get(workflows, { name, namespace }, { signal });
    } catch (error) {
      if (error instanceof ClusterRefusedError && error.code === NOT_FOUND) {
        return undefined;
      }
      throw error;
    }
  }

  #known(name: string): Cluster {
    const cluster = this.#options.clusters
      .list()
      .find(each => each.name === name);
    if (!cluster) {
      throw new NotFoundError(`There is no cluster '${name}'`);
    }
    return cluster;
  }
}

/** A name of those that the portal takes: others may have dots, and be longer. */
function stemOf(name: string): string {
  return name.replaceAll('.', '-').slice(0, NAME_LENGTH).replace(/-+$/, '');
}

/** Whether a Schedule starts something as soon as it is not paused any more. */
function isDue(schedule: ObservedSchedule, now: number): boolean {
  try {
    const { metadata, spec, status } = schedule;
    const known = scheduleSchema.parse({
      apiVersion: CHAOS_API_VERSION,
      kind: 'Schedule',
      metadata,
      spec,
      status,
    });
    return dueRun(known, now).due !== undefined;
  } catch {
    // Nothing is known of it, so that it may.
    return true;
  }
}

function confirm(typed: string, expected: string, what: string): void {
  if (typed !== expected) {
    throw new InputError(
      `Confirm by typing the name of ${what}: '${expected}'`,
    );
  }
}
