import { ConflictError, toError } from '@backstage/errors';
import {
  type ClusterClient,
  ClusterUnavailableError,
  type Deployment,
  deployments,
  events,
  type Manifest,
  type Pod,
  pods,
  replicaSets,
} from '@shop-platform/backstage-plugin-clusters-node';
import { setTimeout as sleep } from 'node:timers/promises';
import { adviceFor } from './advice';
import { findTrouble, type PodTrouble } from './podTrouble';
import { redact } from './redact';

const REVISION = 'deployment.kubernetes.io/revision';
const LOG_LINES = 20;
const MAX_EVENTS = 3;
/** A container that ended so often is not given more time. */
const ENOUGH_RESTARTS = 3;

export type RolloutOptions = {
  client: ClusterClient;
  /** The manifest of the Deployment. */
  workload: Manifest;
  log(message: string): void;
  pollMs: number;
  /** How long what does not pass by itself is given to pass nevertheless. */
  patienceMs: number;
};

type Look = {
  deployment: Deployment;
  /** Those of the version that is being rolled out. */
  pods: Pod[];
};

/** Follows a Deployment until its new version serves, as `kubectl rollout status` does. */
export class Rollout {
  readonly #options: RolloutOptions;
  readonly #troubles = new Map<
    string,
    { since: number; trouble: PodTrouble }
  >();
  #said = '';
  #last: Look | undefined;

  constructor(options: RolloutOptions) {
    this.#options = options;
  }

  /** Rejects when the version does not come up, and with the signal's reason. */
  async follow(signal: AbortSignal): Promise<void> {
    for (;;) {
      const look = await this.#look(signal);
      if (look) {
        this.#last = look;
        if (isDone(look.deployment)) {
          this.#say(`${this.#name} is ready: ${podsOf(look.deployment)}`);
          return;
        }
        this.#say(`${this.#name}: ${progressOf(look.deployment)}`);
        await this.#refuseFailure(look, signal);
      }
      await sleep(this.#options.pollMs, undefined, { signal });
    }
  }

  /** Why it was not ready in time, as far as it can be seen. */
  async explainDelay(signal: AbortSignal): Promise<string> {
    if (!this.#last) {
      return 'the cluster has not answered';
    }
    const { deployment, pods: all } = this.#last;
    const [trouble] = [...this.#troubles.values()];
    const unready = all.find(pod => !isReady(pod));
    const warnings = unready ? await this.#warnings(unready, signal) : [];
    return [
      progressOf(deployment),
      ...(trouble ? [describe(trouble.trouble)] : []),
      ...warnings,
    ].join('; ');
  }

  get #name(): string {
    return this.#options.workload.metadata.name;
  }

  get #ref() {
    const { name, namespace = 'default' } = this.#options.workload.metadata;
    return { name, namespace };
  }

  #say(message: string): void {
    if (message !== this.#said) {
      this.#options.log(message);
      this.#said = message;
    }
  }

  /** Undefined when the cluster does not answer, which may pass. */
  async #look(signal: AbortSignal): Promise<Look | undefined> {
    const { client } = this.#options;
    const { namespace } = this.#ref;
    try {
      const deployment = await client.get(deployments, this.#ref, { signal });
      const labelSelector = Object.entries(deployment.spec.selector.matchLabels)
        .map(([key, value]) => `${key}=${value}`)
        .join(',');
      const selection = { namespace, labelSelector };
      const sets = await client.list(replicaSets, selection, { signal });
      const revisionOf = (set: (typeof sets)[number]) =>
        Number(set.metadata.annotations[REVISION] ?? 0);
      const [newest] = sets
        .filter(({ metadata }) =>
          metadata.ownerReferences.some(
            ({ uid }) => uid === deployment.metadata.uid,
          ),
        )
        .sort((left, right) => revisionOf(right) - revisionOf(left));
      const all = await client.list(pods, selection, { signal });
      const isNew = ({ metadata }: Pod) =>
        metadata.ownerReferences.some(
          ({ uid }) => uid === newest?.metadata.uid,
        );
      return { deployment, pods: all.filter(isNew) };
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof ClusterUnavailableError) {
        this.#say(`${error.message}; going on when it does`);
        return undefined;
      }
      throw error;
    }
  }

  async #refuseFailure(look: Look, signal: AbortSignal): Promise<void> {
    const { deployment } = look;
    const { generation = 0 } = deployment.metadata;
    const isCurrent = (deployment.status.observedGeneration ?? 0) >= generation;
    if (deployment.spec.paused) {
      throw new ConflictError(
        `${this.#name} is paused: kubectl rollout resume deployment/${
          this.#name
        } lets it go on`,
      );
    }
    await this.#refuseTrouble(look.pods, signal);
    if (!isCurrent) {
      return;
    }
    for (const { type, status, reason, message } of deployment.status
      .conditions) {
      if (
        type === 'Progressing' &&
        status === 'False' &&
        reason === 'ProgressDeadlineExceeded'
      ) {
        throw new ConflictError(
          `${this.#name} did not come up within its deadline: ${redact(
            await this.explainDelay(signal),
          )}`,
        );
      }
      if (type === 'ReplicaFailure' && status === 'True') {
        this.#refuseLasting({
          pod: this.#name,
          container: '',
          reason,
          message,
          restarts: 0,
          hasRun: false,
        });
      }
    }
  }

  async #refuseTrouble(all: Pod[], signal: AbortSignal): Promise<void> {
    for (const pod of all) {
      const trouble = findTrouble(pod);
      if (!trouble) {
        this.#troubles.delete(pod.metadata.name);
      } else if (this.#isLasting(trouble)) {
        await this.#writeLog(trouble, signal);
        throw this.#failure(trouble);
      }
    }
  }

  #refuseLasting(trouble: PodTrouble): void {
    if (this.#isLasting(trouble)) {
      throw this.#failure(trouble);
    }
  }

  #isLasting(trouble: PodTrouble): boolean {
    const known = this.#troubles.get(trouble.pod);
    if (!known) {
      this.#say(describe(trouble));
    }
    const since = known?.since ?? performance.now();
    this.#troubles.set(trouble.pod, { since, trouble });
    return (
      trouble.restarts >= ENOUGH_RESTARTS ||
      performance.now() - since >= this.#options.patienceMs
    );
  }

  #failure(trouble: PodTrouble): Error {
    const advice = adviceFor(trouble, this.#options.workload);
    return new ConflictError(
      `${describe(trouble)}${advice ? `. ${advice}` : ''}`,
    );
  }

  async #writeLog(
    { pod, container, hasRun, restarts }: PodTrouble,
    signal: AbortSignal,
  ): Promise<void> {
    if (!hasRun) {
      return;
    }
    const { client, log } = this.#options;
    const { namespace } = this.#ref;
    const text = await client
      .logs(
        { name: pod, namespace },
        { container, tailLines: LOG_LINES, previous: restarts > 0, signal },
      )
      .catch(
        (error: unknown) => `its log cannot be read: ${toError(error).message}`,
      );
    log(`The last lines of ${pod}:`);
    for (const line of redact(text).trimEnd().split('\n')) {
      log(`  ${line}`);
    }
  }

  async #warnings(pod: Pod, signal: AbortSignal): Promise<string[]> {
    const { namespace } = this.#ref;
    const found = await this.#options.client
      .list(
        events,
        {
          namespace,
          fieldSelector: `involvedObject.name=${pod.metadata.name}`,
        },
        { signal },
      )
      .catch(() => []);
    const messages = found
      .filter(({ type }) => type === 'Warning')
      .map(({ reason, message }) => `${reason}: ${redact(message)}`);
    return [...new Set(messages)].slice(-MAX_EVENTS);
  }
}

/** As `kubectl rollout status` has it. */
function isDone({ metadata, spec, status }: Deployment): boolean {
  return (
    (status.observedGeneration ?? 0) >= (metadata.generation ?? 0) &&
    status.updatedReplicas >= spec.replicas &&
    status.replicas <= status.updatedReplicas &&
    status.availableReplicas >= status.updatedReplicas
  );
}

function progressOf({ metadata, spec, status }: Deployment): string {
  if ((status.observedGeneration ?? 0) < (metadata.generation ?? 0)) {
    return 'the cluster has not begun yet';
  }
  if (status.updatedReplicas < spec.replicas) {
    return `${status.updatedReplicas} of ${spec.replicas} pods are new`;
  }
  if (status.availableReplicas < status.updatedReplicas) {
    return `${status.availableReplicas} of ${status.updatedReplicas} new pods are available`;
  }
  return `${status.replicas - status.updatedReplicas} old pods have yet to end`;
}

function podsOf({ status }: Deployment): string {
  return status.availableReplicas === 1
    ? '1 pod'
    : `${status.availableReplicas} pods`;
}

function isReady(pod: Pod): boolean {
  return pod.status.conditions.some(
    ({ type, status }) => type === 'Ready' && status === 'True',
  );
}

function describe({ pod, reason, message, restarts }: PodTrouble): string {
  const again =
    restarts > 0
      ? `, after ${restarts} restart${restarts === 1 ? '' : 's'}`
      : '';
  return `${pod}: ${reason}${again}${message ? ` (${redact(message)})` : ''}`;
}
