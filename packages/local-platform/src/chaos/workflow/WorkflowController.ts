import { toError } from '@backstage/errors';
import { Clock, EventRecorder } from '../../kubernetes/controllers';
import {
  keyOfObject,
  ownerKey,
} from '../../kubernetes/controllers/work/ownership';
import { WorkQueue } from '../../kubernetes/controllers/work/WorkQueue';
import { writeStatus } from '../../kubernetes/controllers/work/writing';
import {
  nameOf,
  namespaceOf,
  timestamp,
} from '../../kubernetes/model/KubeObject';
import { byAge, ChaosKind, ChaosObjects, StoredChaos } from '../ChaosObjects';
import { conditionsIn, hasEnded, isTrue, withCondition } from './conditions';
import { isAborted, readWorkflow, renderNode } from './nodes';

export type WorkflowControllerOptions = {
  objects: ChaosObjects;
  clock: Clock;
  events: EventRecorder;
  log(line: string): void;
};

/** Begins Workflows with their entry, aborts them, and says how far they are. */
export class WorkflowController {
  readonly #options: WorkflowControllerOptions;
  readonly #workflows: ChaosKind;
  readonly #nodes: ChaosKind;
  readonly #queue: WorkQueue;

  private constructor(options: WorkflowControllerOptions) {
    const { objects, clock, log } = options;
    this.#options = options;
    this.#workflows = objects.of('Workflow');
    this.#nodes = objects.of('WorkflowNode');
    this.#queue = new WorkQueue({
      name: 'chaos Workflow',
      clock,
      reconcile: key => this.#reconcile(key),
      log,
    });
  }

  static start(options: WorkflowControllerOptions): WorkflowController {
    const controller = new WorkflowController(options);
    controller.#follow();
    return controller;
  }

  stop(): void {
    this.#queue.stop();
  }

  #follow(): void {
    this.#workflows.cache.on(({ object }) =>
      this.#queue.add(keyOfObject(object)),
    );
    this.#nodes.cache.on(({ object }) => {
      const key = ownerKey(object, 'Workflow');
      if (key) {
        this.#queue.add(key);
      }
    });
  }

  #reconcile(key: string): void {
    const stored = this.#workflows.cache.at(key);
    if (!stored || stored.metadata.deletionTimestamp) {
      return;
    }
    const entry = this.#entryOf(stored) ?? this.#begin(stored);
    if (entry) {
      this.#followAbortion(stored, entry);
    }
    this.#writeStatus(stored, this.#entryOf(stored));
  }

  #entryOf({ metadata }: StoredChaos): StoredChaos | undefined {
    return byAge(this.#nodes.cache.ownedBy(metadata.uid))[0];
  }

  #begin(stored: StoredChaos): StoredChaos | undefined {
    const { clock, events } = this.#options;
    const workflow = readWorkflow(stored);
    if (!workflow) {
      return undefined;
    }
    const { entry } = workflow.spec;
    try {
      const node = this.#nodes.resource.create(
        namespaceOf(stored),
        renderNode(workflow, stored, entry, clock.now()),
      );
      events.normal(
        stored,
        'EntryCreated',
        `entry node created, entry node ${nameOf(node)}`,
      );
      return node;
    } catch (error) {
      events.warning(
        stored,
        'InvalidEntry',
        `failed to spawn new entry node of workflow, entry: ${entry}: ${
          toError(error).message
        }`,
      );
      return undefined;
    }
  }

  /** The entry knows it, and tells the nodes below. */
  #followAbortion(stored: StoredChaos, entry: StoredChaos): void {
    const aborted = isAborted(stored);
    if (aborted && !isTrue(entry.status, 'Aborted')) {
      this.#options.events.normal(
        entry,
        'WorkflowAborted',
        `abort the node because workflow ${nameOf(stored)} aborted`,
      );
    }
    writeStatus(this.#nodes.resource, entry, {
      ...entry.status,
      conditions: withCondition(
        conditionsIn(entry.status),
        'Aborted',
        aborted,
        aborted ? 'WorkflowAborted' : '',
      ),
    });
  }

  #writeStatus(stored: StoredChaos, entry: StoredChaos | undefined): void {
    const now = timestamp(new Date(this.#options.clock.now()));
    const isOver = entry !== undefined && hasEnded(entry.status);
    const { startTime, endTime, ...rest } = {
      startTime: now,
      endTime: undefined,
      ...stored.status,
    };
    if (isOver && !endTime) {
      this.#options.events.normal(
        stored,
        'WorkflowAccomplished',
        'workflow accomplished',
      );
    }
    const conditions = withCondition(
      conditionsIn(stored.status),
      'Scheduled',
      entry !== undefined,
    );
    writeStatus(this.#workflows.resource, stored, {
      ...rest,
      ...(entry && { entryNode: nameOf(entry) }),
      startTime,
      ...(isOver && { endTime: endTime ?? now }),
      conditions: withCondition(conditions, 'Accomplished', isOver),
    });
  }
}
