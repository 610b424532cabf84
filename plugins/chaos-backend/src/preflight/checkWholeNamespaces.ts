import {
  type ChaosFinding,
  type TakenCount,
} from '@shop-platform/backstage-plugin-chaos-common';
import { type Pod } from '@shop-platform/backstage-plugin-clusters-node';
import { ownerOf } from '../clusters/ownerOf';
import { type Components } from '../components/Components';
import { say } from '../findings/say';

/** Such a pod stays, and nothing can be done to it any more. */
const OVER: readonly string[] = ['Succeeded', 'Failed'];

/**
 * Whether an experiment may hit all that a namespace has, in whichever words it
 * says so: of everything at once nothing is learnt that its parts would not show.
 * A namespace that holds one component or workload alone may be hit whole: there
 * that is what is meant.
 *
 * @param hit - the pods that the mode may pick from
 * @param all - the pods of the cluster
 */
export function checkWholeNamespaces(
  { pods: hit, taken }: { pods: readonly Pod[]; taken: TakenCount },
  all: readonly Pod[],
  components: Pick<Components, 'ofPod'>,
): ChaosFinding[] {
  const reached = new Set(hit);
  const namespaces = new Set(hit.map(({ metadata }) => metadata.namespace));
  return [...namespaces].flatMap(namespace => {
    const there = all.filter(
      ({ metadata, status }) =>
        metadata.namespace === namespace && !OVER.includes(status.phase),
    );
    const mayHitAll =
      there.length <= taken.most && there.every(pod => reached.has(pod));
    const { size } = new Set(there.map(pod => belongsTo(pod, components)));
    return mayHitAll && size > 1
      ? [
          {
            rule: 'targets',
            ok: false,
            path: 'spec.selector',
            ...say('wholeNamespace', {
              pods: `${there.length}`,
              namespace: namespace ?? '',
              workloads: `${size}`,
            }),
          },
        ]
      : [];
  });
}

/** What a pod is a part of: a component may have several workloads. */
function belongsTo(pod: Pod, components: Pick<Components, 'ofPod'>): string {
  return (
    components.ofPod(pod.metadata)?.ref ??
    ownerOf(pod) ??
    `Pod/${pod.metadata.name}`
  );
}
