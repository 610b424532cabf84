import { type TracesQuery } from '@shop-platform/backstage-plugin-traces-common';
import { type TracesLimits } from '../config';
import { type RedRequest } from '../service/TracesService';
import { splitAttribute } from './splitAttribute';
import { assertSteps } from './steps';
import { parseWindow } from './window';

const MAX_POINTS = 1_500;
const DEFAULT_STEP_SECONDS = 60;

/** Reads a question for rate, errors and duration. */
export function parseRedRequest(
  query: TracesQuery<'getRed'>,
  limits: TracesLimits,
): RedRequest {
  const { service, operation, peer, resource, source } = query;
  const stepSeconds = query.stepSeconds ?? DEFAULT_STEP_SECONDS;
  const window = parseWindow(query, limits);
  assertSteps(window, { stepSeconds, maxPoints: MAX_POINTS });
  return {
    ...window,
    ...{ service, operation, peer, source, stepSeconds },
    resource: resource === undefined ? undefined : splitAttribute(resource),
  };
}
