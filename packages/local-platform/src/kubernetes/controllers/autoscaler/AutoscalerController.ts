import type { ResourceClient } from '../../client/Client';
import { equals } from '../../model/json';
import { nameOf, namespaceOf, timestamp } from '../../model/KubeObject';
import { compileLabelSelector } from '../../model/selectors';
import type { Context } from '../Context';
import type {
  Autoscaler,
  AutoscalerFields,
  Condition,
  Deployment,
  DeploymentFields,
  ReplicaSet,
  ReplicaSetFields,
} from '../types';
import { withCondition } from '../work/conditions';
import type { EventRecorder } from '../work/EventRecorder';
import { keyOfObject } from '../work/ownership';
import type { WorkQueue } from '../work/WorkQueue';
import { change, writeStatus } from '../work/writing';
import { Pace } from './Pace';
import { Measured, Proposal, propose } from './proposal';

/** Metrics are not told of: they are asked for this often. */
const PERIOD_MS = 15_000;

/** What becomes of a target, with what is said of it. */
type Decision = {
  replicas: number;
  reason: string;
  metrics: object[];
  conditions: Condition[];
};

/** Scales targets so that what is measured of their pods stays near what is wanted. */
export class AutoscalerController {
  readonly #context: Context;
  readonly #autoscalers: ResourceClient<AutoscalerFields>;
  readonly #deployments: ResourceClient<DeploymentFields>;
  readonly #replicaSets: ResourceClient<ReplicaSetFields>;
  readonly #events: EventRecorder;
  readonly #queue: WorkQueue;
  readonly #paces = new Map<string, Pace>();

  private constructor(context: Context) {
    const { client } = context;
    this.#context = context;
    this.#autoscalers = client.resource<AutoscalerFields>(
      'autoscaling/v2',
      'horizontalpodautoscalers',
    );
    this.#deployments = client.resource<DeploymentFields>(
      'apps/v1',
      'deployments',
    );
    this.#replicaSets = client.resource<ReplicaSetFields>(
      'apps/v1',
      'replicasets',
    );
    this.#events = context.recorder('horizontal-pod-autoscaler');
    this.#queue = context.queue('horizontal-pod-autoscaler', key =>
      this.#reconcile(key),
    );
  }

  static start(context: Context): AutoscalerController {
    const controller = new AutoscalerController(context);
    controller.#follow();
    return controller;
  }

  stop(): void {
    this.#queue.stop();
  }

  #follow(): void {
    const { autoscalers, deployments, replicaSets } = this.#context.caches;
    autoscalers.on(event => {
      const key = keyOfObject(event.object);
      if (event.type === 'deleted') {
        this.#paces.delete(key);
      }
      // Its own reports are no reason to look again.
      if (
        event.type !== 'updated' ||
        !equals(event.object.spec, event.previous.spec)
      ) {
        this.#queue.add(key);
      }
    });
    // A target that comes, or is brought below its least, does not wait.
    const see = (target: Deployment | ReplicaSet) =>
      autoscalers
        .inNamespace(namespaceOf(target))
        .filter(
          ({ spec }) =>
            spec.scaleTargetRef.kind === target.kind &&
            spec.scaleTargetRef.name === nameOf(target) &&
            target.spec.replicas < (spec.minReplicas ?? 1),
        )
        .forEach(one => this.#queue.add(keyOfObject(one)));
    deployments.on(({ type, object }) => type !== 'deleted' && see(object));
    replicaSets.on(({ type, object }) => type !== 'deleted' && see(object));
  }

  #reconcile(key: string): void {
    const autoscaler = this.#context.caches.autoscalers.at(key);
    if (!autoscaler) {
      return;
    }
    this.#queue.addAfter(key, PERIOD_MS);
    const { kind, name } = autoscaler.spec.scaleTargetRef;
    const target = this.#targetOf(autoscaler);
    if (!target) {
      const message = `the HPA controller was unable to get the target's current scale: ${kind.toLowerCase()}s.apps "${name}" not found`;
      this.#events.warning(autoscaler, 'FailedGetScale', message);
      this.#report(autoscaler, {
        conditions: [no('AbleToScale', 'FailedGetScale', message)],
      });
      return;
    }
    const decision = this.#decide(key, autoscaler, target);
    const before = target.spec.replicas;
    const isScaled = decision.replicas !== before;
    if (isScaled) {
      this.#scale(target, decision.replicas);
      this.#paceOf(key).changed(
        decision.replicas - before,
        this.#context.clock.now(),
      );
      this.#events.normal(
        autoscaler,
        'SuccessfulRescale',
        `New size: ${decision.replicas}; reason: ${decision.reason}`,
      );
    }
    this.#report(autoscaler, {
      conditions: decision.conditions,
      currentReplicas: target.status?.replicas ?? 0,
      desiredReplicas: decision.replicas,
      currentMetrics: decision.metrics,
      ...(isScaled && { lastScaleTime: this.#timestamp() }),
    });
  }

  #decide(
    key: string,
    autoscaler: Autoscaler,
    target: Deployment | ReplicaSet,
  ): Decision {
    const { minReplicas = 1, maxReplicas } = autoscaler.spec;
    const { replicas } = target.spec;
    const able = yes(
      'AbleToScale',
      'SucceededGetScale',
      "the HPA controller was able to get the target's current scale",
    );
    if (replicas === 0) {
      const message =
        'scaling is disabled since the replica count of the target is zero';
      const conditions = [
        able,
        no('ScalingActive', 'ScalingDisabled', message),
      ];
      return { replicas, reason: '', metrics: [], conditions };
    }
    if (replicas < minReplicas || replicas > maxReplicas) {
      const isBelow = replicas < minReplicas;
      const reason = isBelow
        ? 'Current number of replicas below Spec.MinReplicas'
        : 'Current number of replicas above Spec.MaxReplicas';
      return {
        replicas: isBelow ? minReplicas : maxReplicas,
        reason,
        metrics: [],
        conditions: [rescaled(isBelow ? minReplicas : maxReplicas)],
      };
    }
    const { proposals, failures } = this.#measure(autoscaler, target);
    const [failure] = failures;
    const best = proposals.reduce<Proposal | undefined>(
      (most, one) => (most && most.replicas >= one.replicas ? most : one),
      undefined,
    );
    if (!best || (failure && best.replicas < replicas)) {
      const message = `the HPA was unable to compute the replica count: ${failure}`;
      this.#events.warning(
        autoscaler,
        'FailedGetResourceMetric',
        String(failure),
      );
      return {
        replicas,
        reason: '',
        metrics: proposals.map(({ current }) => current),
        conditions: [
          able,
          no('ScalingActive', 'FailedGetResourceMetric', message),
        ],
      };
    }
    return this.#paced(key, autoscaler, replicas, best, proposals);
  }

  #paced(
    key: string,
    autoscaler: Autoscaler,
    replicas: number,
    best: Proposal,
    proposals: Proposal[],
  ): Decision {
    const { minReplicas = 1, maxReplicas } = autoscaler.spec;
    const now = this.#context.clock.now();
    const paced = this.#paceOf(key).limit(
      autoscaler,
      replicas,
      best.replicas,
      now,
    );
    const next = Math.min(maxReplicas, Math.max(minReplicas, paced.replicas));
    return {
      replicas: next,
      reason:
        next > replicas
          ? `${best.name} above target`
          : 'All metrics below target',
      metrics: proposals.map(({ current }) => current),
      conditions: [
        ableToScale(next, replicas, paced.isStabilized),
        yes(
          'ScalingActive',
          'ValidMetricFound',
          `the HPA was able to successfully calculate a replica count from ${best.name}`,
        ),
        limitation(paced.replicas, next, replicas, paced.isLimited),
      ],
    };
  }

  #measure(autoscaler: Autoscaler, target: Deployment | ReplicaSet) {
    const matches = compileLabelSelector(target.spec.selector);
    const measured: Measured = {
      pods: this.#context.caches.pods
        .inNamespace(namespaceOf(target))
        .filter(({ metadata }) => matches(metadata.labels ?? {})),
      usages: new Map(
        this.#context.cluster.runtime
          ?.podMetrics()
          .map(usage => [`${usage.namespace}/${usage.name}`, usage]),
      ),
      replicas: target.spec.replicas,
      now: this.#context.clock.now(),
    };
    const proposals: Proposal[] = [];
    const failures: string[] = [];
    for (const metric of autoscaler.spec.metrics ?? []) {
      try {
        proposals.push(propose(metric, measured));
      } catch (error) {
        failures.push(error instanceof Error ? error.message : String(error));
      }
    }
    return { proposals, failures };
  }

  #targetOf({
    metadata,
    spec,
  }: Autoscaler): Deployment | ReplicaSet | undefined {
    const { deployments, replicaSets } = this.#context.caches;
    const { kind, name } = spec.scaleTargetRef;
    const { namespace = '' } = metadata;
    return kind === 'Deployment'
      ? deployments.get(namespace, name)
      : (kind === 'ReplicaSet' && replicaSets.get(namespace, name)) ||
          undefined;
  }

  #scale(target: Deployment | ReplicaSet, replicas: number): void {
    const { namespace = '', name = '' } = target.metadata;
    const deployment = this.#context.caches.deployments.get(namespace, name);
    const replicaSet = this.#context.caches.replicaSets.get(namespace, name);
    if (target.kind === 'Deployment' && deployment) {
      change(this.#deployments, deployment, copy => {
        copy.spec.replicas = replicas;
      });
    } else if (replicaSet) {
      change(this.#replicaSets, replicaSet, copy => {
        copy.spec.replicas = replicas;
      });
    }
  }

  #report(
    autoscaler: Autoscaler,
    next: Omit<NonNullable<Autoscaler['status']>, 'conditions'> & {
      conditions: Condition[];
    },
  ): void {
    const { status } = autoscaler;
    const conditions = next.conditions.reduce(
      (all, condition) => withCondition(all, condition, this.#timestamp()),
      status?.conditions ?? [],
    );
    writeStatus(this.#autoscalers, autoscaler, {
      currentReplicas: 0,
      desiredReplicas: 0,
      ...status,
      ...next,
      conditions,
    });
  }

  #paceOf(key: string): Pace {
    const pace = this.#paces.get(key) ?? new Pace();
    this.#paces.set(key, pace);
    return pace;
  }

  #timestamp(): string {
    return timestamp(new Date(this.#context.clock.now()));
  }
}

function yes(type: string, reason: string, message: string): Condition {
  return { type, status: 'True', reason, message };
}

function no(type: string, reason: string, message: string): Condition {
  return { type, status: 'False', reason, message };
}

function rescaled(replicas: number): Condition {
  return yes(
    'AbleToScale',
    'SucceededRescale',
    `the HPA controller was able to update the target scale to ${replicas}`,
  );
}

function ableToScale(
  next: number,
  before: number,
  isStabilized: boolean,
): Condition {
  if (next !== before) {
    return rescaled(next);
  }
  return isStabilized
    ? yes(
        'AbleToScale',
        'ScaleDownStabilized',
        'recent recommendations were higher than current one, applying the highest recent recommendation',
      )
    : yes(
        'AbleToScale',
        'ReadyForNewScale',
        'recommended size matches current size',
      );
}

/** Whether a bound, or the pace, keeps the target from what the metrics ask for. */
function limitation(
  asked: number,
  next: number,
  before: number,
  isPaced: boolean,
): Condition {
  if (asked !== next) {
    return asked > next
      ? yes(
          'ScalingLimited',
          'TooManyReplicas',
          'the desired replica count is more than the maximum replica count',
        )
      : yes(
          'ScalingLimited',
          'TooFewReplicas',
          'the desired replica count is less than the minimum replica count',
        );
  }
  if (isPaced) {
    return next > before
      ? yes(
          'ScalingLimited',
          'ScaleUpLimit',
          'the desired replica count is increasing faster than the maximum scale rate',
        )
      : yes(
          'ScalingLimited',
          'ScaleDownLimit',
          'the desired replica count is decreasing faster than the maximum scale rate',
        );
  }
  return no(
    'ScalingLimited',
    'DesiredWithinRange',
    'the desired count is within the acceptable range',
  );
}
