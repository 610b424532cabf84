import { InputError } from '@backstage/errors';
import { type TraceWindow } from '@shop-platform/backstage-plugin-traces-node';

const NANOS_PER_SECOND = 1_000_000_000n;

function divideUp(dividend: bigint, divisor: bigint): bigint {
  return (dividend + divisor - 1n) / divisor;
}

/** Refuses a window of more points than an answer may have, and says which step would do. */
export function assertSteps(
  window: TraceWindow,
  options: { stepSeconds: number; maxPoints: number },
): void {
  const { stepSeconds, maxPoints } = options;
  const width = window.to - window.from;
  const points = divideUp(width, BigInt(stepSeconds) * NANOS_PER_SECOND);
  if (points > maxPoints) {
    const step = divideUp(width, BigInt(maxPoints) * NANOS_PER_SECOND);
    throw new InputError(
      `The window would have ${points} points, and may have ${maxPoints}: make stepSeconds at least ${step}, or the window shorter`,
    );
  }
}
