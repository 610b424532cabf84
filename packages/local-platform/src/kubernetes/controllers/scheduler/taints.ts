import type { Taint, Toleration } from '../types';

export function tolerates(toleration: Toleration, taint: Taint): boolean {
  const { key, operator = 'Equal', value = '', effect } = toleration;
  if (effect && effect !== taint.effect) {
    return false;
  }
  if (!key) {
    return operator === 'Exists';
  }
  return (
    key === taint.key &&
    (operator === 'Exists' || value === (taint.value ?? ''))
  );
}

/** The first taint of a node that keeps a pod away. */
export function repelling(
  taints: Taint[] = [],
  tolerations: Toleration[] = [],
): Taint | undefined {
  return taints.find(
    taint =>
      taint.effect !== 'PreferNoSchedule' &&
      !tolerations.some(toleration => tolerates(toleration, taint)),
  );
}
