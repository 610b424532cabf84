import { ConflictError, InputError, NotAllowedError } from '@backstage/errors';
import { type ChaosFinding } from '@shop-platform/backstage-plugin-chaos-common';

/** Of what the caller cannot change in the manifest. */
const CONFLICTS: ReadonlySet<ChaosFinding['rule']> = new Set([
  'cluster',
  'lever',
  'freeze',
  'hours',
  'overlap',
  'rate',
  'check',
]);

/** Throws what keeps an experiment from being started. */
export function refuse(findings: ChaosFinding[]): void {
  const refusals = findings.filter(({ ok }) => !ok);
  if (refusals.length === 0) {
    return;
  }
  const text = refusals
    .map(({ message, path }) => (path ? `${path}: ${message}` : message))
    .join('; ');
  if (refusals.some(({ rule }) => rule === 'rights')) {
    throw new NotAllowedError(text);
  }
  throw refusals.every(({ rule }) => CONFLICTS.has(rule))
    ? new ConflictError(text)
    : new InputError(text);
}
