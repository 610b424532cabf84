import { Clock, EventRecorder } from '../../kubernetes/controllers';
import { writeStatus } from '../../kubernetes/controllers/work/writing';
import { nameOf, namespaceOf } from '../../kubernetes/model/KubeObject';
import { byAge, ChaosKind, ChaosObjects, StoredChaos } from '../ChaosObjects';
import { conditionsIn, hasEnded, withCondition } from './conditions';
import { readNode, readWorkflow, renderNode, WorkflowNode } from './nodes';

/** The nodes below a node: its children, or the branches that a task takes. */
export class ChildNodes {
  readonly #nodes: ChaosKind;
  readonly #workflows: ChaosKind;
  readonly #clock: Clock;
  readonly #events: EventRecorder;

  constructor(objects: ChaosObjects, clock: Clock, events: EventRecorder) {
    this.#nodes = objects.of('WorkflowNode');
    this.#workflows = objects.of('Workflow');
    this.#clock = clock;
    this.#events = events;
  }

  of({ metadata }: StoredChaos): {
    active: StoredChaos[];
    finished: StoredChaos[];
  } {
    const children = byAge(this.#nodes.cache.ownedBy(metadata.uid));
    return {
      active: children.filter(({ status }) => !hasEnded(status)),
      finished: children.filter(({ status }) => hasEnded(status)),
    };
  }

  /** Makes those whose turn it is, and says of their parent how far they are. */
  keep(stored: StoredChaos, node: WorkflowNode, templates: string[]): void {
    this.#make(stored, node, templates);
    this.#count(stored, templates);
  }

  #make(stored: StoredChaos, node: WorkflowNode, templates: string[]): void {
    const { type, workflowName } = node.spec;
    if (templates.length === 0 || hasEnded(stored.status)) {
      return;
    }
    const { active, finished } = this.of(stored);
    const wanted =
      type === 'Serial'
        ? templates.slice(finished.length, active.length > 0 ? 0 : undefined)
        : missing(templates, [...active, ...finished]);
    const next = type === 'Serial' ? wanted.slice(0, 1) : wanted;
    const workflow = readWorkflow(
      this.#workflows.cache.get(namespaceOf(stored), workflowName),
    );
    if (next.length === 0 || !workflow) {
      return;
    }
    const now = this.#clock.now();
    const names = next.map(template =>
      nameOf(
        this.#nodes.resource.create(
          namespaceOf(stored),
          renderNode(workflow, stored, template, now),
        ),
      ),
    );
    this.#events.normal(
      stored,
      'NodesCreated',
      `child nodes created, ${names.join(',')}`,
    );
  }

  #count(stored: StoredChaos, templates: string[]): void {
    const { active, finished } = this.of(stored);
    const isDone = finished.length === templates.length;
    if (isDone && !hasEnded(stored.status)) {
      this.#events.normal(stored, 'NodeAccomplished', 'node accomplished');
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
