import { useApi } from '@backstage/frontend-plugin-api';
import { type SourceAnswer } from '@shop-platform/backstage-plugin-traces-common';
import { type AsyncData, useAsyncData } from '@shop-platform/ui-kit';
import { tracesApiRef } from '../api';
import { lastHour } from '../model/red';
import { mergeRuntime, type ServiceRuntime } from '../model/runtime';

// Services export every minute unless told otherwise, never quite on time: in
// two minutes there is always one, so that a gap means that something was wrong.
const STEP_SECONDS = 120;
const REFRESH_MS = 60_000;

/** The processes of a service, and which sources that is from. */
export type ServiceRuntimeAnswer = ServiceRuntime & {
  sources: SourceAnswer[];
};

/** The processes of a service in the last hour, kept up to date. */
export function useServiceRuntime(
  service: string,
): AsyncData<ServiceRuntimeAnswer> {
  const api = useApi(tracesApiRef);
  return useAsyncData(
    async signal => {
      const window = lastHour(new Date(), STEP_SECONDS);
      const answer = await api.getRuntime(
        {
          service,
          from: window.from.toISOString(),
          to: window.to.toISOString(),
          stepSeconds: STEP_SECONDS,
        },
        { signal },
      );
      return { ...mergeRuntime(answer, window), sources: answer.sources };
    },
    [api, service],
    { refreshIntervalMs: REFRESH_MS },
  );
}
