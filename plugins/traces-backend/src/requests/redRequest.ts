import { InputError } from '@backstage/errors';
import { type TracesQuery } from '@shop-platform/backstage-plugin-traces-common';
import { type TracesLimits } from '../config';
import { type RedRequest } from '../service/TracesService';
import { parseWindow } from './window';

const MAX_POINTS = 1_500;
const DEFAULT_STEP_SECONDS = 60;
const NANOS_PER_SECOND = 1_000_000_000n;

function divideUp(dividend: bigint, divisor: bigint): bigint {
  return (dividend + divisor - 1n) / divisor;
}

/** Reads a question for rate, errors and duration. */
export function parseRedRequest(
  query: TracesQuery<'getRed'>,
  limits: TracesLimits,
): RedRequest {
  const { service, operation, peer, source } = query;
  const stepSeconds = query.stepSeconds ?? DEFAULT_STEP_SECONDS;
  const window = parseWindow(query, limits);
  const width = window.to - window.from;
  const points = divideUp(width, BigInt(stepSeconds) * NANOS_PER_SECOND);
  if (points > MAX_POINTS) {
    const step = divideUp(width, BigInt(MAX_POINTS) * NANOS_PER_SECOND);
    throw new InputError(
      `The window would have ${points} points, and may have ${MAX_POINTS}: make stepSeconds at least ${step}, or the window shorter`,
    );
  }
  return { ...window, service, operation, peer, source, stepSeconds };
}
