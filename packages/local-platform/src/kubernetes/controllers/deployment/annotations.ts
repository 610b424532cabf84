import type { ReplicaSet } from '../types';

const PREFIX = 'deployment.kubernetes.io/';

export const REVISION = `${PREFIX}revision`;
const HISTORY = `${PREFIX}revision-history`;
const DESIRED = `${PREFIX}desired-replicas`;
const MAX = `${PREFIX}max-replicas`;

/** What is the deployment's or the replica set's own. */
const NOT_COPIED = [
  'kubectl.kubernetes.io/last-applied-configuration',
  'deprecated.deployment.rollback.to',
  REVISION,
  HISTORY,
  DESIRED,
  MAX,
];

type Annotations = Record<string, string>;

function number(
  { metadata }: ReplicaSet,
  annotation: string,
): number | undefined {
  const value = metadata.annotations?.[annotation];
  return value === undefined ? undefined : Number(value);
}

export function revisionOf(replicaSet: ReplicaSet): number {
  return number(replicaSet, REVISION) || 0;
}

/** How many replicas its deployment wanted when the replica set was sized. */
export function desiredOf(replicaSet: ReplicaSet): number | undefined {
  return number(replicaSet, DESIRED);
}

/** How many its deployment might have had at most then. */
export function maxOf(replicaSet: ReplicaSet): number | undefined {
  return number(replicaSet, MAX);
}

export function sizeAnnotations(desired: number, surge: number): Annotations {
  return { [DESIRED]: String(desired), [MAX]: String(desired + surge) };
}

/** The annotations of a deployment, for the replica set of its template. */
export function copiedAnnotations(annotations: Annotations = {}): Annotations {
  return Object.fromEntries(
    Object.entries(annotations).filter(([key]) => !NOT_COPIED.includes(key)),
  );
}

/** The revision of a replica set that is the latest now, with those that it had. */
export function revisionAnnotations(
  { metadata }: ReplicaSet,
  revision: number,
): Annotations {
  const { [REVISION]: old, [HISTORY]: history } = metadata.annotations ?? {};
  if (old === undefined) {
    return { [REVISION]: String(revision) };
  }
  if (Number(old) >= revision) {
    return {};
  }
  return {
    [REVISION]: String(revision),
    [HISTORY]: history ? `${history},${old}` : old,
  };
}
