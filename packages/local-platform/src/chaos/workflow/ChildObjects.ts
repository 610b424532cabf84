import {
  CHAOS_GROUP,
  experimentKinds,
} from '@shop-platform/backstage-plugin-chaos-common';
import { toError } from '@backstage/errors';
import { EventRecorder } from '../../kubernetes/controllers';
import { writeStatus } from '../../kubernetes/controllers/work/writing';
import { nameOf, namespaceOf } from '../../kubernetes/model/KubeObject';
import { byAge, ChaosKind, ChaosObjects, StoredChaos } from '../ChaosObjects';
import { conditionsIn, hasEnded, isTrue, withCondition } from './conditions';
import { metadataOfChild, WorkflowNode } from './nodes';

/** What a node makes that is no node: an experiment, a Schedule or a StatusCheck. */
export class ChildObjects {
  readonly #objects: ChaosObjects;
  readonly #nodes: ChaosKind;
  readonly #events: EventRecorder;

  constructor(objects: ChaosObjects, events: EventRecorder) {
    this.#objects = objects;
    this.#nodes = objects.of('WorkflowNode');
    this.#events = events;
  }

  /** An experiment or a Schedule is there for as long as its node has not ended. */
  keepChaos(stored: StoredChaos, node: WorkflowNode): void {
    const kind = this.#objects.find(node.spec.type);
    if (!kind) {
      return;
    }
    const [child] = this.#keep(stored, node, kind, fieldOf(node.spec.type), {
      created: name => ['ChaosCRCreated', `chaos CR ${name} created`],
      failed: why => [
        'ChaosCRCreateFailed',
        `failed to create chaos CR: ${why}`,
      ],
      deleted: name => ['ChaosCRDeleted', `chaos CR ${name} deleted`],
    });
    const { chaosResource, ...rest } = {
      chaosResource: undefined,
      ...stored.status,
    };
    writeStatus(this.#nodes.resource, stored, {
      ...rest,
      ...(child && {
        chaosResource: {
          apiGroup: CHAOS_GROUP,
          kind: child.kind,
          name: nameOf(child),
        },
      }),
      conditions: withCondition(
        conditionsIn(stored.status),
        'ChaosInjected',
        child !== undefined,
        child ? 'ChaosCRCreated' : 'ChaosCRNotExists',
      ),
    });
  }

  /** A StatusCheck is there until it is complete; then the node is, or aborts all. */
  keepStatusCheck(stored: StoredChaos, node: WorkflowNode): void {
    const kind = this.#objects.of('StatusCheck');
    const [check] = this.#keep(stored, node, kind, 'statusCheck', {
      created: name => ['StatusCheckCreated', `status check ${name} created`],
      failed: why => [
        'StatusCheckCreatedFailed',
        `status check create failed: ${why}`,
      ],
      deleted: name => ['StatusCheckDeleted', `status check ${name} deleted`],
    });
    if (!check || hasEnded(stored.status)) {
      return;
    }
    const isComplete = isTrue(check.status, 'Completed');
    const aborts =
      node.spec.abortWithStatusCheck === true &&
      isComplete &&
      !isTrue(check.status, 'SuccessThresholdExceed');
    const conditions = withCondition(
      conditionsIn(stored.status),
      'Accomplished',
      isComplete,
      isComplete ? 'StatusCheckCompleted' : '',
    );
    writeStatus(this.#nodes.resource, stored, {
      ...stored.status,
      conditions: withCondition(
        conditions,
        'Aborted',
        aborts,
        aborts ? 'StatusCheckNotExceedSuccessThreshold' : '',
      ),
    });
  }

  #keep(
    stored: StoredChaos,
    node: WorkflowNode,
    { cache, resource }: ChaosKind,
    field: string,
    say: Record<'created' | 'failed' | 'deleted', (what: string) => Said>,
  ): StoredChaos[] {
    const namespace = namespaceOf(stored);
    const children = byAge(cache.ownedBy(stored.metadata.uid));
    if (hasEnded(stored.status)) {
      for (const child of children) {
        if (!child.metadata.deletionTimestamp) {
          resource.delete(namespace, nameOf(child), {
            propagationPolicy: 'Background',
          });
          this.#events.normal(stored, ...say.deleted(nameOf(child)));
        }
      }
      return byAge(cache.ownedBy(stored.metadata.uid));
    }
    if (children.length > 0) {
      return children;
    }
    try {
      const created = resource.create(namespace, {
        metadata: metadataOfChild(
          stored,
          node.spec.workflowName,
          nameOf(stored),
        ),
        spec: structuredClone(node.spec[field]),
      });
      this.#events.normal(stored, ...say.created(nameOf(created)));
      return [created];
    } catch (error) {
      this.#events.warning(stored, ...say.failed(toError(error).message));
      // The queue tries it again, later and later.
      throw error;
    }
  }
}

/** Why, and what of it. */
type Said = [reason: string, message: string];

function fieldOf(type: string): string {
  const fields: Record<string, { field: string } | undefined> = experimentKinds;
  return fields[type]?.field ?? 'schedule';
}
