import {
  ANNOTATION_SOURCE_LOCATION,
  type Entity,
  getEntitySourceLocation,
} from '@backstage/catalog-model';

const KUBERNETES_ID = 'backstage.io/kubernetes-id';
const KUBERNETES_NAMESPACE = 'backstage.io/kubernetes-namespace';

/**
 * What a component that can be deployed says of itself.
 *
 * @public
 */
export type Deployable = {
  /** The label `backstage.io/kubernetes-id` of its objects. */
  kubernetesId: string;
  /** The only namespace that its objects may be in, where it says so. */
  namespace: string | undefined;
  /** Where its source code is: the address of a folder in a repository. */
  sourceUrl: string;
};

/**
 * How an entity is deployed; `undefined` when it is not one that can be: a component
 * with a Kubernetes id whose source is in a repository.
 *
 * @public
 */
export function readDeployable(entity: Entity): Deployable | undefined {
  const { annotations = {} } = entity.metadata;
  const kubernetesId = annotations[KUBERNETES_ID];
  const isComponent = entity.kind.toLocaleLowerCase('en-US') === 'component';
  if (
    !isComponent ||
    !kubernetesId ||
    !annotations[ANNOTATION_SOURCE_LOCATION]
  ) {
    return undefined;
  }
  const { type, target } = getEntitySourceLocation(entity);
  return type === 'url'
    ? {
        kubernetesId,
        namespace: annotations[KUBERNETES_NAMESPACE],
        sourceUrl: target,
      }
    : undefined;
}
