import { InputError } from '@backstage/errors';
import {
  CHAOS_API_VERSION,
  embeddedExperiment,
  type ChaosStanding,
  type ChaosStandingDetails,
  type ChaosStandingOutcome,
  type ChaosStandingPage,
  type ChaosStandingRef,
  type ChaosStartRequest,
} from '@shop-platform/backstage-plugin-chaos-common';
import { randomUUID } from 'node:crypto';
import { stringify } from 'yaml';
import { type ActingClients } from '../clusters/ActingClients';
import { type ClusterWatch } from '../clusters/ClusterWatch';
import { schedules, workflows } from '../clusters/standing';
import { type Preflight } from '../preflight/Preflight';
import { refuse } from '../preflight/refuse';
import { type Runs } from '../runs/Runs';
import { type RunStore } from '../runs/RunStore';
import { type PersonalCall } from '../service/ChaosService';
import { toWire } from '../service/toWire';
import { asResumed } from './asResumed';
import { stemOf } from './stemOf';
import { type StandingApprovals } from './StandingApprovals';
import { type StandingChanges } from './StandingChanges';
import { type StandingObjects } from './StandingObjects';
import {
  nodesToWire,
  scheduleToWire,
  silencesOf,
  workflowToWire,
} from './toStanding';

/** As many runs of one as its page shows. */
const LAST_RUNS = 20;

export type StandingSetOptions = {
  objects: StandingObjects;
  changes: StandingChanges;
  approvals: StandingApprovals;
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

  async list(): Promise<ChaosStandingPage> {
    const { watches, approvals, now } = this.#options;
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
    const requests = await approvals.list();
    return { items, requests, silent: silencesOf(watches) };
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

  /** Creates a Schedule, or begins a Workflow, or asks for it. */
  async create(
    request: ChaosStartRequest,
    call: PersonalCall,
  ): Promise<ChaosStandingOutcome> {
    const { objects, changes, approvals, preflight } = this.#options;
    const checked = await preflight.checkStanding(
      { ...request, startedBy: call.person },
      call,
    );
    refuse(checked.preflight.findings);
    const { standing, hit, approval } = checked;
    const { namespace = '', manifest = '' } = checked.preflight;
    if (!standing) {
      throw new InputError('There is nothing to create');
    }
    confirm(request.confirmation, namespace, 'the namespace that is hit');
    const { kind, metadata } = standing;
    const { cluster } = request;
    const ref = { cluster, kind, namespace, name: metadata.name ?? '' };
    if (approval.length > 0) {
      await changes.refuseExisting(ref, call.signal);
      const what = { ...ref, action: 'create', manifest } as const;
      return { request: await approvals.ask(what, checked, call.person) };
    }
    await changes.create(
      ref,
      { standing, ...(hit ? { hit } : {}) },
      { by: call.person },
      call.signal,
    );
    const made = await objects.get(ref, call.signal);
    return { standing: objects.toWire(cluster, made) };
  }

  async pause(ref: ChaosStandingRef, { person, signal }: PersonalCall) {
    const { objects, changes } = this.#options;
    const object = await objects.get(ref, signal);
    return changes.pause(ref, object, { by: person });
  }

  /** Resumes a Schedule that could be made, whoever did, or asks for it. */
  async resume(
    ref: ChaosStandingRef,
    call: PersonalCall,
  ): Promise<ChaosStandingOutcome> {
    const { objects, changes, approvals, preflight, now } = this.#options;
    const { person, signal } = call;
    const object = await objects.get(ref, signal);
    const resumed = asResumed(ref, object, now());
    if (resumed) {
      const { cluster } = ref;
      const checked = await preflight.checkStanding(
        { cluster, ...resumed, startedBy: person },
        call,
      );
      refuse(checked.preflight.findings);
      if (checked.approval.length > 0) {
        const { manifest } = resumed;
        const what = { ...ref, action: 'resume', manifest } as const;
        return { request: await approvals.ask(what, checked, person) };
      }
    }
    return { standing: await changes.resume(ref, object, { by: person }) };
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
    return this.create({ cluster, manifest, confirmation }, call);
  }
}

function confirm(typed: string, expected: string, what: string): void {
  if (typed !== expected) {
    throw new InputError(
      `Confirm by typing the name of ${what}: '${expected}'`,
    );
  }
}
