import { Container, Pod } from '../types';

/** What is looked at in a pod and a container, of which there may be none yet. */
type Volumes = { spec: Pick<Pod['spec'], 'volumes'> };
type Wishes = Pick<Container, 'volumeMounts' | 'restartPolicy'> & {
  [probe in 'startupProbe' | 'livenessProbe' | 'readinessProbe']?: {
    grpc?: object;
  };
};

/**
 * What a process cannot have, in words for who reads the pod's status: it has
 * this machine's file system, so nothing can be mounted into it.
 */
export function findUnsupported(
  pod: Volumes,
  container: Wishes,
): string | undefined {
  for (const { name, mountPath } of container.volumeMounts ?? []) {
    const volume = pod.spec.volumes?.find(each => each.name === name);
    if (!volume?.emptyDir || !isTemporary(mountPath)) {
      return `volume ${JSON.stringify(
        name,
      )} cannot be mounted at ${mountPath}: a container here is a process with the file system of its machine; only an emptyDir at /tmp is there, as TMPDIR`;
    }
  }
  if (container.restartPolicy === 'Always') {
    return 'an init container that goes on beside the others (restartPolicy: Always) is not supported here';
  }
  const probes = ['startupProbe', 'livenessProbe', 'readinessProbe'] as const;
  const grpc = probes.find(name => container[name]?.grpc);
  return grpc && `${grpc}: grpc probes are not supported here`;
}

export function isTemporary(mountPath: string): boolean {
  return /^\/tmp\/?$/.test(mountPath);
}
