import { compileExpression } from '@shop-platform/backstage-plugin-chaos-common';

/** What a process can end with. */
const EXIT_CODES = Array.from({ length: 256 }, (_, code) => code);

/**
 * Whether two branches of a task are never taken both. That is only known where
 * the exit code alone decides, whatever it is.
 */
export function areExclusive(
  one: string | undefined,
  other: string | undefined,
): boolean {
  if (one === undefined || other === undefined) {
    return false;
  }
  try {
    const first = compileExpression(one);
    const second = compileExpression(other);
    return EXIT_CODES.every(exitCode => {
      const outcome = {
        exitCode,
        get stdout(): string {
          throw new Error('what it prints is not known');
        },
      };
      return !(first(outcome) && second(outcome));
    });
  } catch {
    return false;
  }
}
