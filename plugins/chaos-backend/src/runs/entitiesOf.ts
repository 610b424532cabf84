import { type RunTarget } from './types';

/** The components that targets are of. */
export function entitiesOf(targets: readonly RunTarget[]): string[] {
  return [...new Set(targets.flatMap(({ entity }) => entity ?? []))];
}
