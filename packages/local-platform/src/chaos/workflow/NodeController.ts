import { Clock, EventRecorder } from '../../kubernetes/controllers';
import {
  keyOfObject,
  ownerKey,
} from '../../kubernetes/controllers/work/ownership';
import { WorkQueue } from '../../kubernetes/controllers/work/WorkQueue';
import { writeStatus } from '../../kubernetes/controllers/work/writing';
import {
  KubeObject,
  nameOf,
  namespaceOf,
} from '../../kubernetes/model/KubeObject';
import {
  ChaosKind,
  ChaosObjects,
  INJECTED_KINDS,
  StoredChaos,
} from '../ChaosObjects';
import { chosenBranches } from './branches';
import { ChildNodes } from './ChildNodes';
import { ChildObjects } from './ChildObjects';
import { conditionsIn, isTrue, withCondition } from './conditions';
import { abortion, isAborted, readNode, WorkflowNode } from './nodes';
import { TaskPodKind, TaskPods } from './TaskPods';

export type NodeControllerOptions = {
  objects: ChaosObjects;
  pods: TaskPodKind;
  clock: Clock;
  events: EventRecorder;
  log(line: string): void;
};

type Node = { stored: StoredChaos; node: WorkflowNode };

/**
 * Takes the nodes of Workflows from their beginning to their end. What a node has
 * to know of others is in their objects, so that it goes on after a restart where
 * it was.
 */
export class NodeController {
  readonly #options: NodeControllerOptions;
  readonly #nodes: ChaosKind;
  readonly #workflows: ChaosKind;
  readonly #childNodes: ChildNodes;
  readonly #childObjects: ChildObjects;
  readonly #taskPods: TaskPods;
  readonly #queue: WorkQueue;

  private constructor(options: NodeControllerOptions) {
    const { objects, clock, events, log } = options;
    this.#options = options;
    this.#nodes = objects.of('WorkflowNode');
    this.#workflows = objects.of('Workflow');
    this.#childNodes = new ChildNodes(objects, clock, events);
    this.#childObjects = new ChildObjects(objects, events);
    this.#queue = new WorkQueue({
      name: 'chaos WorkflowNode',
      clock,
      reconcile: key => this.#reconcile(key),
      log,
    });
    this.#taskPods = new TaskPods({
      nodes: this.#nodes,
      pods: options.pods,
      events,
      again: (key, afterMs) =>
        afterMs === undefined
          ? this.#queue.add(key)
          : this.#queue.addAfter(key, afterMs),
      log,
    });
  }

  static start(options: NodeControllerOptions): NodeController {
    const controller = new NodeController(options);
    controller.#follow();
    return controller;
  }

  stop(): void {
    this.#queue.stop();
  }

  #follow(): void {
    const { objects, pods } = this.#options;
    this.#nodes.cache.on(({ object }) => this.#queue.add(keyOfObject(object)));
    const addOwner = ({ object }: { object: KubeObject }) => {
      const key = ownerKey(object, 'WorkflowNode');
      if (key) {
        this.#queue.add(key);
      }
    };
    pods.cache.on(addOwner);
    for (const kind of [
      ...INJECTED_KINDS,
      'WorkflowNode',
      'Schedule',
      'StatusCheck',
    ] as const) {
      objects.of(kind).cache.on(addOwner);
    }
  }

  #reconcile(key: string): void {
    this.#with(key, one => this.#keepDeadline(key, one));
    this.#with(key, one => this.#proceed(one));
    this.#with(key, one => this.#passOn(one));
  }

  /** Does something with a node as it is by now, unless it is gone or going. */
  #with(key: string, action: (one: Node) => void): void {
    const stored = this.#nodes.cache.at(key);
    const node = readNode(stored);
    if (stored && node && !stored.metadata.deletionTimestamp) {
      action({ stored, node });
    }
  }

  #keepDeadline(key: string, { stored, node }: Node): void {
    const { deadline } = node.spec;
    if (!deadline || isTrue(stored.status, 'DeadlineExceed')) {
      return;
    }
    const rest = Date.parse(deadline) - this.#options.clock.now();
    if (rest >= 0) {
      this.#setCondition(
        stored,
        'DeadlineExceed',
        false,
        'NodeDeadlineNotExceed',
      );
      this.#queue.addAfter(key, rest + 1);
      return;
    }
    const isOmitted = isTrue(stored.status, 'Accomplished');
    if (!isOmitted) {
      this.#tell(stored, 'NodeDeadlineExceed', 'deadline exceed');
    }
    this.#setCondition(
      stored,
      'DeadlineExceed',
      true,
      isOmitted ? 'NodeDeadlineOmitted' : 'NodeDeadlineExceed',
    );
  }

  #proceed(one: Node): void {
    switch (one.node.spec.type) {
      case 'Serial':
      case 'Parallel':
        this.#childNodes.keep(
          one.stored,
          one.node,
          one.node.spec.children ?? [],
        );
        break;
      case 'Task':
        this.#proceedTask(one);
        break;
      case 'Suspend':
        // It waits for its deadline.
        break;
      case 'StatusCheck':
        this.#childObjects.keepStatusCheck(one.stored, one.node);
        break;
      default:
        this.#childObjects.keepChaos(one.stored, one.node);
    }
  }

  /** Its pod runs to its end, and then come the branches that its outcome takes. */
  #proceedTask({ stored, node }: Node): void {
    this.#taskPods.keep(stored, node);
    const now = this.#nodes.cache.at(keyOfObject(stored));
    const targets = now && chosenBranches(now.status, node);
    if (targets) {
      this.#childNodes.keep(now, node, targets);
    }
  }

  /** Tells those below that the time is up or all is aborted, or the Workflow above. */
  #passOn({ stored, node }: Node): void {
    const isOver = isTrue(stored.status, 'DeadlineExceed');
    const aborted = isTrue(stored.status, 'Aborted');
    if (aborted && node.spec.type === 'StatusCheck') {
      this.#abortWorkflow(namespaceOf(stored), node.spec.workflowName);
    }
    const name = nameOf(stored);
    for (const child of this.#childNodes.of(stored).active) {
      if (aborted) {
        this.#tell(
          child,
          'ParentNodeAborted',
          `abort the node because parent node ${name} aborted`,
        );
        this.#setCondition(child, 'Aborted', true, 'ParentNodeAborted');
      } else if (isOver) {
        this.#tell(
          child,
          'ParentNodeDeadlineExceed',
          `deadline exceed because parent node ${name} deadline exceed`,
        );
        this.#setCondition(
          child,
          'DeadlineExceed',
          true,
          'ParentNodeDeadlineExceed',
        );
      }
    }
  }

  #abortWorkflow(namespace: string, name: string): void {
    const workflow = this.#workflows.cache.get(namespace, name);
    if (workflow && !isAborted(workflow)) {
      this.#workflows.resource.patch(namespace, name, abortion);
    }
  }

  #setCondition(
    stored: StoredChaos,
    type: string,
    isSo: boolean,
    reason: string,
  ): void {
    writeStatus(this.#nodes.resource, stored, {
      ...stored.status,
      conditions: withCondition(
        conditionsIn(stored.status),
        type,
        isSo,
        reason,
      ),
    });
  }

  #tell(about: StoredChaos, reason: string, message: string): void {
    this.#options.events.normal(about, reason, message);
  }
}
