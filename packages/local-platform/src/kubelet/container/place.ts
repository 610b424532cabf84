import { nameOf } from '../../kubernetes/model/KubeObject';
import { Container, Pod } from '../types';

/** Which container of which pod. */
export type ContainerPlace = {
  kind: 'containers' | 'initContainers';
  name: string;
  /** The pod as it is now. */
  pod(): Pod;
};

export function findContainer(
  pod: Pod,
  { kind, name }: Pick<ContainerPlace, 'kind' | 'name'>,
): Container | undefined {
  return (pod.spec[kind] ?? []).find(container => container.name === name);
}

/** The container as the manifest of its pod has it now. */
export function containerAt(place: ContainerPlace): Container {
  const found = findContainer(place.pod(), place);
  if (!found) {
    throw new Error(`${nameOf(place.pod())} has no container ${place.name}`);
  }
  return found;
}
