import { ConflictError, InputError } from '@backstage/errors';
import {
  CHAOS_API_VERSION,
  embeddedExperiment,
  isPaused,
  PAUSE_ANNOTATION,
  type ChaosStanding,
  type ChaosStandingDetails,
  type ChaosStandingPage,
  type ChaosStandingRef,
  type ChaosStartRequest,
} from '@shop-platform/backstage-plugin-chaos-common';
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
import { schedules, workflows } from '../clusters/standing';
import { type Preflight } from '../preflight/Preflight';
import { refuse } from '../preflight/refuse';
import { type Runs } from '../runs/Runs';
import { type RunStore } from '../runs/RunStore';
import { type PersonalCall } from '../service/ChaosService';
import { toWire } from '../service/toWire';
import { isDue } from './isDue';
import { type StandingObjects } from './StandingObjects';
import {
  nodesToWire,
  scheduleToWire,
  silencesOf,
  workflowToWire,
} from './toStanding';

/** As many runs of one as its page shows. */
const LAST_RUNS = 20;
/** Of a name, so that a Workflow can run again while the last one is there. */
const NAME_LENGTH = 41;

export type StandingSetOptions = {
  objects: StandingObjects;
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
    const { objects, store, watches } = this.#options;
    const [object, runs] = await Promise.all([
      objects.get(ref, signal),
      store.ofParent(ref, LAST_RUNS),
    ]);
    const nodes =
      watches.find(({ cluster }) => cluster.name === ref.cluster)?.nodes() ??
      [];
    const { apiVersion, kind, metadata, spec } = object;
    const { name, namespace } = metadata;
    return {
      item: objects.toWire(ref.cluster, object),
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
    const { objects, acting, preflight, runs, onChange } = this.#options;
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
      if (await objects.find(ref, call.signal)) {
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
    return objects.toWire(request.cluster, await objects.get(ref, call.signal));
  }

  async pause(ref: ChaosStandingRef, call: PersonalCall) {
    return this.#annotate(ref, 'true', call);
  }

  /** Resumes a Schedule that could be made, whoever did. */
  async resume(ref: ChaosStandingRef, call: PersonalCall) {
    const { objects, preflight, now } = this.#options;
    const object = await objects.get(ref, call.signal);
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
    const { objects, acting, onChange } = this.#options;
    const { cluster, kind, namespace, name } = ref;
    if (kind !== 'Schedule') {
      throw new InputError(
        'Only a Schedule can be paused; delete a Workflow to end it',
      );
    }
    const object = await objects.get(ref, signal);
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
    return objects.toWire(cluster, changed);
  }

  async remove(
    ref: ChaosStandingRef,
    confirmation: string,
    { person, signal }: PersonalCall,
  ): Promise<ChaosStanding> {
    const { objects, acting, onChange } = this.#options;
    const { cluster, kind, namespace, name } = ref;
    const object = await objects.get(ref, signal);
    confirm(confirmation, name, `the ${kind} that is deleted`);
    const client = await acting.of(cluster, person);
    if (kind === 'Schedule') {
      await client.delete(schedules, { name, namespace });
    } else {
      await client.delete(workflows, { name, namespace });
    }
    onChange();
    return { ...objects.toWire(cluster, object), deleting: true, nextRuns: [] };
  }

  /** Starts now what a Schedule starts, or a Workflow once more. */
  async run(ref: ChaosStandingRef, confirmation: string, call: PersonalCall) {
    const { objects, runs } = this.#options;
    const object = await objects.get(ref, call.signal);
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
}

/** A name of those that the portal takes: others may have dots, and be longer. */
function stemOf(name: string): string {
  return name.replaceAll('.', '-').slice(0, NAME_LENGTH).replace(/-+$/, '');
}

function confirm(typed: string, expected: string, what: string): void {
  if (typed !== expected) {
    throw new InputError(
      `Confirm by typing the name of ${what}: '${expected}'`,
    );
  }
}
