import type { Draft } from '../../client/Client';
import type { KubeObject } from '../../model/KubeObject';
import type { PodTemplate } from '../types';
import { controlledBy } from './ownership';

/** A pod of an owner, after its template. */
export function podOf(owner: KubeObject, template: PodTemplate): Draft {
  const { labels, annotations, finalizers } = template.metadata ?? {};
  return structuredClone({
    metadata: {
      generateName: `${owner.metadata.name}-`,
      labels,
      annotations,
      finalizers,
      ownerReferences: [controlledBy(owner)],
    },
    spec: template.spec,
  });
}
