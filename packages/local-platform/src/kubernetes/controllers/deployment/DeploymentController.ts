import type { ResourceClient } from '../../client/Client';
import type { InformerEvent } from '../../client/Informer';
import { ApiError } from '../../model/ApiError';
import { nameOf, namespaceOf, timestamp } from '../../model/KubeObject';
import { compileLabelSelector } from '../../model/selectors';
import type { Context } from '../Context';
import type {
  Condition,
  Deployment,
  DeploymentFields,
  ReplicaSet,
  ReplicaSetFields,
} from '../types';
import { conditionOf } from '../work/conditions';
import type { EventRecorder } from '../work/EventRecorder';
import {
  claim,
  controlledBy,
  controllerOf,
  keyOfObject,
  ownerKey,
} from '../work/ownership';
import type { WorkQueue } from '../work/WorkQueue';
import { change, writeStatus } from '../work/writing';
import {
  copiedAnnotations,
  REVISION,
  revisionAnnotations,
  revisionOf,
  sizeAnnotations,
} from './annotations';
import { Rollout } from './Rollout';
import { isScaled, scaledSizes } from './scaling';
import {
  deadlineOf,
  hasDeadline,
  isComplete,
  plainStatus,
  PROGRESSING,
  rolloutStatus,
  setCondition,
} from './status';
import { HASH_LABEL, isSameTemplate, templateHash } from './templateHash';

/** Brings the pods of each deployment to its template, step by step. */
export class DeploymentController {
  readonly #context: Context;
  readonly #deployments: ResourceClient<DeploymentFields>;
  readonly #replicaSets: ResourceClient<ReplicaSetFields>;
  readonly #events: EventRecorder;
  readonly #queue: WorkQueue;

  private constructor(context: Context) {
    const { client } = context;
    this.#context = context;
    this.#deployments = client.resource<DeploymentFields>(
      'apps/v1',
      'deployments',
    );
    this.#replicaSets = client.resource<ReplicaSetFields>(
      'apps/v1',
      'replicasets',
    );
    this.#events = context.recorder('deployment-controller');
    this.#queue = context.queue('deployment-controller', key =>
      this.#reconcile(key),
    );
  }

  static start(context: Context): DeploymentController {
    const controller = new DeploymentController(context);
    controller.#follow();
    return controller;
  }

  stop(): void {
    this.#queue.stop();
  }

  #follow(): void {
    const { deployments, replicaSets, pods } = this.#context.caches;
    deployments.on(({ type, object }) => {
      if (type !== 'deleted') {
        this.#queue.add(keyOfObject(object));
      }
    });
    replicaSets.on(event => this.#seeReplicaSet(event));
    // A recreation waits for the last of the old pods.
    pods.on(({ type, object }) => {
      const owner = controllerOf(object);
      if (type === 'deleted' && owner?.kind === 'ReplicaSet') {
        const found = replicaSets.get(namespaceOf(object), owner.name);
        const key = found && ownerKey(found, 'Deployment');
        if (key) {
          this.#queue.add(key);
        }
      }
    });
  }

  #seeReplicaSet(event: InformerEvent<ReplicaSet>): void {
    const { object } = event;
    const previous = event.type === 'updated' ? [event.previous] : [];
    for (const one of [object, ...previous]) {
      const key = ownerKey(one, 'Deployment');
      if (key) {
        this.#queue.add(key);
      }
    }
    if (!controllerOf(object) && event.type !== 'deleted') {
      this.#context.caches.deployments
        .inNamespace(namespaceOf(object))
        .filter(({ spec }) =>
          compileLabelSelector(spec.selector)(object.metadata.labels ?? {}),
        )
        .forEach(one => this.#queue.add(keyOfObject(one)));
    }
  }

  #reconcile(key: string): void {
    const { deployments, replicaSets } = this.#context.caches;
    const found = deployments.at(key);
    if (!found) {
      return;
    }
    claim({
      owner: found,
      selector: found.spec.selector,
      cache: replicaSets,
      client: this.#replicaSets,
    });
    if (found.metadata.deletionTimestamp) {
      this.#report(key, 'counts');
      return;
    }
    this.#followPause(found);
    const rollout = this.#look(key);
    const { paused, strategy } = rollout.deployment.spec;
    if (paused || isScaled(rollout)) {
      this.#keepRevision(key);
      this.#resize(key, scaledSizes(this.#look(key)));
      if (paused) {
        this.#cleanUp(key);
      }
      this.#report(key, 'counts');
    } else if (strategy.type === 'Recreate') {
      this.#recreate(key);
    } else {
      this.#roll(key);
    }
  }

  #look(key: string): Rollout {
    const { deployments, replicaSets, pods } = this.#context.caches;
    const deployment = deployments.at(key);
    if (!deployment) {
      throw new Error('The deployment was deleted meanwhile');
    }
    return new Rollout(
      deployment,
      replicaSets.ownedBy(deployment.metadata.uid),
      ({ metadata }) => pods.ownedBy(metadata.uid),
      this.#context.clock.now(),
    );
  }

  #roll(key: string): void {
    this.#ensureCurrent(key);
    const rollout = this.#look(key);
    const { current } = rollout;
    const grown =
      current !== undefined &&
      this.#resize(key, new Map([[current, rollout.currentSize]]));
    if (!grown && !this.#resize(key, rollout.oldSizes())) {
      this.#finish(key);
    }
    this.#report(key, 'rollout');
  }

  #recreate(key: string): void {
    this.#keepRevision(key);
    const rollout = this.#look(key);
    const { old, activeOld } = rollout;
    const emptied = this.#resize(
      key,
      new Map(activeOld.map(replicaSet => [replicaSet, 0])),
    );
    const isRunning = old.some(replicaSet =>
      rollout
        .pods(replicaSet)
        .some(({ status }) => !/^(Failed|Succeeded)$/.test(status.phase ?? '')),
    );
    if (!emptied && !isRunning) {
      this.#ensureCurrent(key);
      const { current, wanted } = this.#look(key);
      if (current) {
        this.#resize(key, new Map([[current, wanted]]));
      }
      this.#finish(key);
    }
    this.#report(key, 'rollout');
  }

  #finish(key: string): void {
    const { deployment } = this.#look(key);
    if (isComplete(deployment, deployment.status)) {
      this.#cleanUp(key);
    }
  }

  /** Gives the replica set of this template the latest revision, where there is one. */
  #keepRevision(key: string): void {
    const { deployment, current, old } = this.#look(key);
    if (!current) {
      return;
    }
    const revision = Math.max(0, ...old.map(revisionOf)) + 1;
    const annotations = {
      ...current.metadata.annotations,
      ...copiedAnnotations(deployment.metadata.annotations),
      ...revisionAnnotations(current, revision),
    };
    const { minReadySeconds } = deployment.spec;
    change(this.#replicaSets, current, copy => {
      copy.metadata.annotations = annotations;
      copy.spec.minReadySeconds = minReadySeconds;
    });
    this.#setRevision(key, annotations[REVISION]);
    if (!conditionOf(deployment.status, PROGRESSING)) {
      this.#progress(key, {
        type: PROGRESSING,
        status: 'True',
        reason: 'FoundNewReplicaSet',
        message: `Found new replica set ${JSON.stringify(nameOf(current))}`,
      });
    }
  }

  #ensureCurrent(key: string): void {
    const rollout = this.#look(key);
    if (rollout.current) {
      this.#keepRevision(key);
      return;
    }
    const { deployment } = rollout;
    const { template, selector, minReadySeconds } = deployment.spec;
    const hash = templateHash(template, deployment.status?.collisionCount);
    const name = `${nameOf(deployment)}-${hash}`;
    const labels = { ...template.metadata?.labels, [HASH_LABEL]: hash };
    const revision = Math.max(0, ...rollout.old.map(revisionOf)) + 1;
    const replicas = rollout.currentSize;
    const draft = structuredClone({
      metadata: {
        name,
        labels,
        annotations: {
          ...copiedAnnotations(deployment.metadata.annotations),
          [REVISION]: String(revision),
          ...sizeAnnotations(rollout.wanted, rollout.limits.surge),
        },
        ownerReferences: [controlledBy(deployment)],
      },
      spec: {
        replicas,
        minReadySeconds,
        selector: {
          ...selector,
          matchLabels: { ...selector.matchLabels, [HASH_LABEL]: hash },
        },
        template: { ...template, metadata: { ...template.metadata, labels } },
      },
    });
    try {
      this.#replicaSets.create(namespaceOf(deployment), draft);
    } catch (error) {
      this.#failToCreate(key, name, error);
      throw error;
    }
    if (replicas > 0) {
      this.#events.normal(
        deployment,
        'ScalingReplicaSet',
        `Scaled up replica set ${name} from 0 to ${replicas}`,
      );
    }
    this.#setRevision(key, String(revision));
    this.#progress(key, {
      type: PROGRESSING,
      status: 'True',
      reason: 'NewReplicaSetCreated',
      message: `Created new replica set ${JSON.stringify(name)}`,
    });
  }

  #failToCreate(key: string, name: string, error: unknown): void {
    const { deployment } = this.#look(key);
    if (error instanceof ApiError && error.reason === 'AlreadyExists') {
      const other = this.#replicaSets.find(namespaceOf(deployment), name);
      if (
        other &&
        (controllerOf(other)?.uid !== deployment.metadata.uid ||
          !isSameTemplate(other.spec.template, deployment.spec.template))
      ) {
        const { status } = deployment;
        writeStatus(this.#deployments, deployment, {
          ...status,
          collisionCount: (status?.collisionCount ?? 0) + 1,
        });
      }
      return;
    }
    const why = error instanceof Error ? error.message : String(error);
    const message = `Failed to create new replica set ${JSON.stringify(
      name,
    )}: ${why}`;
    this.#progress(key, {
      type: PROGRESSING,
      status: 'False',
      reason: 'ReplicaSetCreateError',
      message,
    });
    this.#events.warning(deployment, 'ReplicaSetCreateError', message);
  }

  /** @returns whether a size changed */
  #resize(key: string, sizes: Map<ReplicaSet, number>): boolean {
    const { deployment, wanted, limits } = this.#look(key);
    const annotations = sizeAnnotations(wanted, limits.surge);
    let isChanged = false;
    for (const [replicaSet, size] of sizes) {
      const before = replicaSet.spec.replicas;
      change(this.#replicaSets, replicaSet, copy => {
        copy.spec.replicas = size;
        copy.metadata.annotations = {
          ...copy.metadata.annotations,
          ...annotations,
        };
      });
      if (before !== size) {
        isChanged = true;
        this.#events.normal(
          deployment,
          'ScalingReplicaSet',
          `Scaled ${size > before ? 'up' : 'down'} replica set ${nameOf(
            replicaSet,
          )} from ${before} to ${size}`,
        );
      }
    }
    return isChanged;
  }

  #setRevision(key: string, revision: string | undefined): void {
    const { deployment } = this.#look(key);
    if (revision && deployment.metadata.annotations?.[REVISION] !== revision) {
      change(this.#deployments, deployment, copy => {
        copy.metadata.annotations = {
          ...copy.metadata.annotations,
          [REVISION]: revision,
        };
      });
    }
  }

  #progress(key: string, condition: Condition): void {
    const { deployment } = this.#look(key);
    if (hasDeadline(deployment)) {
      writeStatus(this.#deployments, deployment, {
        ...deployment.status,
        conditions: setCondition(
          deployment.status?.conditions,
          condition,
          this.#timestamp(),
        ),
      });
    }
  }

  /** A rollout that is paused cannot be late. */
  #followPause(deployment: Deployment): void {
    const known = conditionOf(deployment.status, PROGRESSING);
    if (known?.reason === 'ProgressDeadlineExceeded') {
      return;
    }
    const wasPaused = known?.reason === 'DeploymentPaused';
    const isPaused = deployment.spec.paused === true;
    if (wasPaused !== isPaused) {
      this.#progress(keyOfObject(deployment), {
        type: PROGRESSING,
        status: 'Unknown',
        reason: isPaused ? 'DeploymentPaused' : 'DeploymentResumed',
        message: `Deployment is ${isPaused ? 'paused' : 'resumed'}`,
      });
    }
  }

  /** Deletes the oldest of those that nobody needs for a rollback any more. */
  #cleanUp(key: string): void {
    const { deployment, old } = this.#look(key);
    const { revisionHistoryLimit = Infinity } = deployment.spec;
    const kept = old
      .filter(({ metadata }) => !metadata.deletionTimestamp)
      .sort((a, b) => revisionOf(a) - revisionOf(b));
    kept
      .slice(0, Math.max(0, kept.length - revisionHistoryLimit))
      .filter(
        ({ spec, status, metadata }) =>
          spec.replicas === 0 &&
          (status?.replicas ?? 0) === 0 &&
          (metadata.generation ?? 0) <= (status?.observedGeneration ?? 0),
      )
      .forEach(({ metadata: { namespace = '', name = '' } }) =>
        this.#replicaSets.delete(namespace, name),
      );
  }

  #report(key: string, kind: 'rollout' | 'counts'): void {
    const rollout = this.#look(key);
    const { deployment } = rollout;
    const now = this.#timestamp();
    const time = this.#context.clock.now();
    const status =
      kind === 'rollout'
        ? rolloutStatus(rollout, time, now)
        : plainStatus(rollout, now);
    writeStatus(this.#deployments, deployment, status);
    const deadline = deadlineOf(deployment, status);
    if (deadline !== undefined && !isComplete(deployment, status)) {
      this.#queue.addAfter(key, deadline - time);
    }
  }

  #timestamp(): string {
    return timestamp(new Date(this.#context.clock.now()));
  }
}
