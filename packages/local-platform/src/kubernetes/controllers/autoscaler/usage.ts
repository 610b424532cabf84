import { parseQuantity } from '../../model/quantity';
import type { Usage } from '../../PodRuntime';
import type { Pod } from '../types';
import { conditionOf } from '../work/conditions';

/** While a pod starts, what it burns says little. */
const STARTING_MS = 300_000;
/** A pod that is not ready for this long after its start was never ready. */
const FIRST_READY_MS = 30_000;

/** The pods of a target, by what is known of them. */
export type Grouped = {
  /** What each ready pod uses. */
  usage: Map<Pod, number>;
  unready: Pod[];
  missing: Pod[];
};

function isUnready(
  pod: Pod,
  resource: string,
  found: Usage,
  now: number,
): boolean {
  if (resource !== 'cpu') {
    return false;
  }
  const ready = conditionOf(pod.status, 'Ready');
  if (!ready || !pod.status.startTime) {
    return true;
  }
  const start = Date.parse(pod.status.startTime);
  const changed = Date.parse(ready.lastTransitionTime ?? '');
  const isNot = ready.status !== 'True';
  if (start + STARTING_MS > now) {
    const window = Number.parseFloat(found.window) * 1000 || 0;
    return isNot || Date.parse(found.timestamp) < changed + window;
  }
  return isNot && start + FIRST_READY_MS > changed;
}

function amountOf(
  { containers }: Usage,
  resource: string,
  container: string | undefined,
): number | undefined {
  const counted = containers.filter(
    ({ name }) => container === undefined || name === container,
  );
  const amounts = counted.map(({ usage }) =>
    parseQuantity(new Map(Object.entries(usage)).get(resource)),
  );
  return amounts.length === 0 || amounts.includes(undefined)
    ? undefined
    : amounts.reduce<number>((sum, amount) => sum + (amount ?? 0), 0);
}

export function groupPods(
  pods: Pod[],
  usages: Map<string, Usage>,
  resource: string,
  container: string | undefined,
  now: number,
): Grouped {
  const grouped: Grouped = { usage: new Map(), unready: [], missing: [] };
  for (const pod of pods) {
    const { phase } = pod.status;
    const found = usages.get(`${pod.metadata.namespace}/${pod.metadata.name}`);
    const amount = found && amountOf(found, resource, container);
    if (pod.metadata.deletionTimestamp || phase === 'Failed') {
      // Neither counted nor missed.
    } else if (phase === 'Pending') {
      grouped.unready.push(pod);
    } else if (!found || amount === undefined) {
      grouped.missing.push(pod);
    } else if (isUnready(pod, resource, found, now)) {
      grouped.unready.push(pod);
    } else {
      grouped.usage.set(pod, amount);
    }
  }
  return grouped;
}

/** What a pod requests of a resource; throws where a container requests none. */
export function requestOf(
  { spec, metadata }: Pod,
  resource: string,
  container: string | undefined,
): number {
  const counted = spec.containers.filter(
    ({ name }) => container === undefined || name === container,
  );
  return counted.reduce((sum, { name, resources }) => {
    const amount = parseQuantity(resources?.requests?.[resource]);
    if (amount === undefined) {
      throw new Error(
        `missing request for ${resource} in container ${name} of Pod ${metadata.name}`,
      );
    }
    return sum + amount;
  }, 0);
}
