import { toError } from '@backstage/errors';
import { Found, ResourceClient } from '../../kubernetes';
import { EventRecorder } from '../../kubernetes/controllers';
import { PodFields } from '../../kubernetes/controllers/types';
import { Cache } from '../../kubernetes/controllers/work/Cache';
import { keyOfObject } from '../../kubernetes/controllers/work/ownership';
import { writeStatus } from '../../kubernetes/controllers/work/writing';
import { nameOf, namespaceOf } from '../../kubernetes/model/KubeObject';
import { ChaosKind, StoredChaos } from '../ChaosObjects';
import { chosenBranches, decide, undecided } from './branches';
import { hasAccomplished, hasEnded } from './conditions';
import { metadataOfChild, WorkflowNode } from './nodes';

type Pod = Found<PodFields>;

/** The pods of tasks, and what they printed. */
export type TaskPodKind = {
  resource: ResourceClient<PodFields>;
  cache: Cache<PodFields>;
  /** What a container printed, no more than so many bytes of it. */
  readLog(pod: Pod, container: string, mostBytes: number): Promise<string>;
};

export type TaskPodsOptions = {
  nodes: ChaosKind;
  pods: TaskPodKind;
  events: EventRecorder;
  /** Has a node looked at again, by its key: now, or after a while. */
  again(key: string, afterMs?: number): void;
  log(line: string): void;
};

/** Objects are no larger than this in etcd, and the output is kept in one. */
const MOST_BYTES = 1024 * 1024;
const RETRY_MS = 1_000;
/** A container that waits for one of these is only on its way. */
const ON_ITS_WAY = new Set(['ContainerCreating', 'PodInitializing']);

/**
 * The pod of a task: it is there until the node has ended, and what it came to
 * decides which branches are taken.
 */
export class TaskPods {
  readonly #options: TaskPodsOptions;
  /** What pods printed, by their uid, from when it is read until it is used. */
  readonly #printed = new Map<string, string | undefined>();
  /** Why pods wait, by their uid, so that it is told once. */
  readonly #told = new Map<string, string>();

  constructor(options: TaskPodsOptions) {
    this.#options = options;
    options.pods.cache.on(({ type, object }) => {
      if (type === 'deleted') {
        this.#forget([object]);
      }
    });
  }

  keep(stored: StoredChaos, node: WorkflowNode): void {
    const pods = this.#options.pods.cache.ownedBy(stored.metadata.uid);
    if (hasEnded(stored.status)) {
      this.#end(stored, pods);
    } else if (chosenBranches(stored.status, node)) {
      this.#forget(pods);
    } else if (pods.length === 0) {
      this.#spawn(stored, node);
    } else {
      this.#follow(stored, node, pods[0]);
    }
  }

  /** What still runs when the deadline is over or all is aborted. */
  #end(stored: StoredChaos, pods: Pod[]): void {
    this.#forget(pods);
    for (const pod of hasAccomplished(stored.status) ? [] : pods) {
      if (!pod.metadata.deletionTimestamp && !isOver(pod)) {
        this.#options.pods.resource.delete(namespaceOf(pod), nameOf(pod));
        this.#options.events.normal(
          stored,
          'TaskPodDeleted',
          `pod ${nameOf(pod)} deleted, for its task has ended`,
        );
      }
    }
  }

  #forget(pods: Pod[]): void {
    for (const { metadata } of pods) {
      this.#printed.delete(metadata.uid ?? '');
      this.#told.delete(metadata.uid ?? '');
    }
  }

  #spawn(stored: StoredChaos, { spec }: WorkflowNode): void {
    const { pods, events } = this.#options;
    const { task, workflowName } = spec;
    if (!task) {
      return;
    }
    const metadata = metadataOfChild(stored, workflowName, nameOf(stored));
    const { container, volumes, labels } = structuredClone(task);
    try {
      const created = pods.resource.create(namespaceOf(stored), {
        metadata: { ...metadata, labels: { ...labels, ...metadata.labels } },
        spec: {
          restartPolicy: 'Never',
          containers: [container],
          ...(volumes?.length && { volumes }),
        },
      });
      events.normal(
        stored,
        'TaskPodSpawned',
        `pod ${nameOf(created)} spawned for task`,
      );
    } catch (error) {
      events.warning(
        stored,
        'TaskPodSpawnFailed',
        `failed to create pod for task: ${toError(error).message}`,
      );
      // The queue tries it again, later and later.
      throw error;
    }
  }

  #follow(stored: StoredChaos, node: WorkflowNode, pod: Pod): void {
    const container = node.spec.task?.container.name ?? '';
    const state = pod.status.containerStatuses?.find(
      ({ name }) => name === container,
    )?.state;
    if (!isOver(pod) || !state?.terminated || pod.metadata.deletionTimestamp) {
      this.#tellWhy(stored, pod, state?.waiting);
      this.#write(stored, { branches: undecided(node) });
      return;
    }
    const stdout = this.#read(stored, pod, container);
    if (stdout === undefined) {
      return;
    }
    const { exitCode } = state.terminated;
    const decision = decide(node, { exitCode, stdout });
    if (this.#write(stored, decision)) {
      const { events } = this.#options;
      events.normal(
        stored,
        'TaskPodPodCompleted',
        `pod ${nameOf(pod)} for task node completed`,
      );
      const targets = chosenBranches(
        { conditionalBranchesStatus: decision },
        node,
      );
      events.normal(
        stored,
        'ConditionalBranchesSelected',
        `selected branches: [${(targets ?? []).join(' ')}]`,
      );
    }
  }

  /** Whether it was another status than before. */
  #write(stored: StoredChaos, conditionalBranchesStatus: object): boolean {
    const { resource, cache } = this.#options.nodes;
    const { resourceVersion } = stored.metadata;
    writeStatus(resource, stored, {
      ...stored.status,
      conditionalBranchesStatus,
    });
    const now = cache.at(keyOfObject(stored));
    return now?.metadata.resourceVersion !== resourceVersion;
  }

  /** What keeps a pod from running, for example an image that is not there. */
  #tellWhy(
    stored: StoredChaos,
    pod: Pod,
    waiting: { reason?: string; message?: string } | undefined,
  ): void {
    const uid = pod.metadata.uid ?? '';
    const { reason = '', message = '' } = waiting ?? {};
    if (
      reason === '' ||
      ON_ITS_WAY.has(reason) ||
      this.#told.get(uid) === reason
    ) {
      return;
    }
    this.#told.set(uid, reason);
    this.#options.events.warning(
      stored,
      'TaskPodWaiting',
      `pod ${nameOf(pod)} waits: ${reason}: ${message}`,
    );
  }

  /** Undefined until it is read; the node is looked at again then. */
  #read(stored: StoredChaos, pod: Pod, container: string): string | undefined {
    const uid = pod.metadata.uid ?? '';
    if (this.#printed.has(uid)) {
      return this.#printed.get(uid);
    }
    this.#printed.set(uid, undefined);
    void this.#readLater(stored, pod, container);
    return undefined;
  }

  async #readLater(
    stored: StoredChaos,
    pod: Pod,
    container: string,
  ): Promise<void> {
    const { pods, events, again, log } = this.#options;
    const uid = pod.metadata.uid ?? '';
    const key = keyOfObject(stored);
    try {
      const text = await pods.readLog(pod, container, MOST_BYTES + 1);
      if (Buffer.byteLength(text) > MOST_BYTES) {
        events.warning(
          stored,
          'TaskOutputTooLarge',
          `pod ${nameOf(
            pod,
          )} printed more than 1 MiB, which no object can keep: print less, and run the workflow again`,
        );
        return;
      }
      this.#printed.set(uid, text.trim());
      again(key);
    } catch (error) {
      log(`chaos WorkflowNode: ${key}: ${toError(error).message}`);
      this.#printed.delete(uid);
      again(key, RETRY_MS);
    }
  }
}

function isOver({ status }: Pod): boolean {
  return status.phase === 'Succeeded' || status.phase === 'Failed';
}
