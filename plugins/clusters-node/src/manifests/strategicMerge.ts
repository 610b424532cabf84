import { InputError } from '@backstage/errors';
import { isRecord, type JsonRecord } from './records';

/** By which field the elements of a list are told apart, in the kinds of Kubernetes itself. */
const MERGE_KEYS: Record<string, (element: JsonRecord) => string> = {
  containers: () => 'name',
  env: () => 'name',
  ephemeralContainers: () => 'name',
  hostAliases: () => 'ip',
  imagePullSecrets: () => 'name',
  initContainers: () => 'name',
  ownerReferences: () => 'uid',
  // Of a container, or of a service.
  ports: element => ('containerPort' in element ? 'containerPort' : 'port'),
  secrets: () => 'name',
  topologySpreadConstraints: () => 'topologyKey',
  volumeDevices: () => 'devicePath',
  volumeMounts: () => 'mountPath',
  volumes: () => 'name',
};

const DIRECTIVE = '$patch';

/**
 * A strategic merge patch: mappings are merged, `null` takes a field away, and lists
 * of the kinds of Kubernetes itself are merged by their elements' names.
 *
 * @throws InputError for what kustomize can and this cannot
 */
export function strategicMerge(
  target: JsonRecord,
  patch: JsonRecord,
  options: { isBuiltIn: boolean },
): JsonRecord {
  refuseDirectives(patch);
  const merged: JsonRecord = { ...target };
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) {
      delete merged[key];
    } else if (isDeletion(value)) {
      delete merged[key];
    } else {
      merged[key] = mergeValue(key, merged[key], value, options);
    }
  }
  return merged;
}

/** Whether a patch asks for the end of what it is about. */
export function isDeletion(patch: unknown): boolean {
  return isRecord(patch) && patch[DIRECTIVE] === 'delete';
}

function mergeValue(
  key: string,
  target: unknown,
  patch: unknown,
  options: { isBuiltIn: boolean },
): unknown {
  if (isRecord(patch)) {
    return strategicMerge(isRecord(target) ? target : {}, patch, options);
  }
  if (Array.isArray(patch)) {
    const mergeKey = options.isBuiltIn ? MERGE_KEYS[key] : undefined;
    const elements = patch.filter(isRecord);
    return mergeKey && Array.isArray(target) && elements.length === patch.length
      ? mergeList(target.filter(isRecord), elements, mergeKey, options)
      : patch.map(element => clean(element, options));
  }
  return patch;
}

/** What is new comes first, as kustomize has it. */
function mergeList(
  target: JsonRecord[],
  patch: JsonRecord[],
  mergeKey: (element: JsonRecord) => string,
  options: { isBuiltIn: boolean },
): JsonRecord[] {
  const isSame = (left: JsonRecord, right: JsonRecord) => {
    const key = mergeKey(right);
    return left[key] !== undefined && left[key] === right[key];
  };
  const patched = patch
    .filter(element => !isDeletion(element))
    .map(element => {
      const before = target.find(candidate => isSame(candidate, element));
      return strategicMerge(before ?? {}, element, options);
    });
  const kept = target.filter(
    candidate => !patch.some(element => isSame(candidate, element)),
  );
  return [...patched, ...kept];
}

/** An element of a list that is replaced: without what would be taken away. */
function clean(value: unknown, options: { isBuiltIn: boolean }): unknown {
  return isRecord(value) ? strategicMerge({}, value, options) : value;
}

function refuseDirectives(patch: JsonRecord): void {
  const directive = Object.keys(patch).find(key => key.startsWith('$'));
  if (directive !== undefined) {
    throw new InputError(
      `not supported: ${directive}: ${JSON.stringify(patch[directive])}`,
    );
  }
}
