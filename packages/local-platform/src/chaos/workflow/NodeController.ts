import { Clock, EventRecorder } from '../../kubernetes/controllers';
import {
  keyOfObject,
  ownerKey,
} from '../../kubernetes/controllers/work/ownership';
import { WorkQueue } from '../../kubernetes/controllers/work/WorkQueue';
import { writeStatus } from '../../kubernetes/controllers/work/writing';
import { nameOf, namespaceOf } from '../../kubernetes/model/KubeObject';
import {
  byAge,
  ChaosKind,
  ChaosObjects,
  INJECTED_KINDS,
  StoredChaos,
} from '../ChaosObjects';
import { ChildObjects } from './ChildObjects';
import { conditionsIn, hasEnded, isTrue, withCondition } from './conditions';
import {
  abortion,
  isAborted,
  readNode,
  readWorkflow,
  renderNode,
  WorkflowNode,
} from './nodes';

export type NodeControllerOptions = {
  objects: ChaosObjects;
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
  readonly #childObjects: ChildObjects;
  readonly #queue: WorkQueue;

  private constructor(options: NodeControllerOptions) {
    const { objects, clock, events, log } = options;
    this.#options = options;
    this.#nodes = objects.of('WorkflowNode');
    this.#workflows = objects.of('Workflow');
    this.#childObjects = new ChildObjects(objects, events);
    this.#queue = new WorkQueue({
      name: 'chaos WorkflowNode',
      clock,
      reconcile: key => this.#reconcile(key),
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
    const { objects } = this.#options;
    this.#nodes.cache.on(({ object }) => this.#queue.add(keyOfObject(object)));
    for (const kind of [
      ...INJECTED_KINDS,
      'WorkflowNode',
      'Schedule',
      'StatusCheck',
    ] as const) {
      objects.of(kind).cache.on(({ object }) => {
        const key = ownerKey(object, 'WorkflowNode');
        if (key) {
          this.#queue.add(key);
        }
      });
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
        this.#makeChildren(one);
        this.#countChildren(one);
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

  #childrenOf({ metadata }: StoredChaos): {
    active: StoredChaos[];
    finished: StoredChaos[];
  } {
    const children = byAge(this.#nodes.cache.ownedBy(metadata.uid));
    return {
      active: children.filter(({ status }) => !hasEnded(status)),
      finished: children.filter(({ status }) => hasEnded(status)),
    };
  }

  #makeChildren({ stored, node }: Node): void {
    const { children, type, workflowName } = node.spec;
    if (!children?.length || hasEnded(stored.status)) {
      return;
    }
    const { active, finished } = this.#childrenOf(stored);
    const wanted =
      type === 'Serial'
        ? children.slice(finished.length, active.length > 0 ? 0 : undefined)
        : missing(children, [...active, ...finished]);
    const next = type === 'Serial' ? wanted.slice(0, 1) : wanted;
    const workflow = readWorkflow(
      this.#workflows.cache.get(namespaceOf(stored), workflowName),
    );
    if (next.length === 0 || !workflow) {
      return;
    }
    const now = this.#options.clock.now();
    const names = next.map(template =>
      nameOf(
        this.#nodes.resource.create(
          namespaceOf(stored),
          renderNode(workflow, stored, template, now),
        ),
      ),
    );
    this.#tell(
      stored,
      'NodesCreated',
      `child nodes created, ${names.join(',')}`,
    );
  }

  #countChildren({ stored, node }: Node): void {
    const { active, finished } = this.#childrenOf(stored);
    const isDone = finished.length === (node.spec.children ?? []).length;
    if (isDone && !hasEnded(stored.status)) {
      this.#tell(stored, 'NodeAccomplished', 'node accomplished');
    }
    const references = (nodes: StoredChaos[]) =>
      nodes.map(each => ({ name: nameOf(each) }));
    const { activeChildren, finishedChildren, ...rest } = {
      activeChildren: undefined,
      finishedChildren: undefined,
      ...stored.status,
    };
    writeStatus(this.#nodes.resource, stored, {
      ...rest,
      ...(active.length > 0 && { activeChildren: references(active) }),
      ...(finished.length > 0 && { finishedChildren: references(finished) }),
      conditions: withCondition(
        conditionsIn(stored.status),
        'Accomplished',
        isDone,
      ),
    });
  }

  /** Tells those below that the time is up or all is aborted, or the Workflow above. */
  #passOn({ stored, node }: Node): void {
    const isOver = isTrue(stored.status, 'DeadlineExceed');
    const aborted = isTrue(stored.status, 'Aborted');
    if (aborted && node.spec.type === 'StatusCheck') {
      this.#abortWorkflow(namespaceOf(stored), node.spec.workflowName);
    }
    const name = nameOf(stored);
    for (const child of this.#childrenOf(stored).active) {
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

/** The templates for which there is no node yet; a template may stand there twice. */
function missing(templates: string[], nodes: StoredChaos[]): string[] {
  const there = nodes.map(each => readNode(each)?.spec.templateName);
  return templates.filter(template => {
    const index = there.indexOf(template);
    if (index >= 0) {
      there.splice(index, 1);
    }
    return index < 0;
  });
}
