import { type TracesQuery } from '@shop-platform/backstage-plugin-traces-common';
import { type TracesLimits } from '../config';
import { type RuntimeRequest } from '../service/TracesService';
import { assertSteps } from './steps';
import { parseWindow } from './window';

// Nine lines of nine numbers for each point, where red has one of five.
const MAX_POINTS = 500;
const DEFAULT_STEP_SECONDS = 120;

/** Reads a question for how the processes of a service are. */
export function parseRuntimeRequest(
  query: TracesQuery<'getRuntime'>,
  limits: TracesLimits,
): RuntimeRequest {
  const { service, source } = query;
  const stepSeconds = query.stepSeconds ?? DEFAULT_STEP_SECONDS;
  const window = parseWindow(query, limits);
  assertSteps(window, { stepSeconds, maxPoints: MAX_POINTS });
  return { ...window, service, source, stepSeconds };
}
