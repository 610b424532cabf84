import { useApi } from '@backstage/frontend-plugin-api';
import { type SourceAnswer } from '@shop-platform/backstage-plugin-traces-common';
import { type AsyncData, useAsyncData } from '@shop-platform/ui-kit';
import { tracesApiRef } from '../api';
import { lastHour, mergeRed, type ServiceRed } from '../model/red';

const STEP_SECONDS = 60;
const REFRESH_MS = 60_000;

/** How a service does, and which sources that is from. */
export type ServiceRedAnswer = ServiceRed & { sources: SourceAnswer[] };

/** Rate, errors and duration of a service in the last hour, kept up to date. */
export function useServiceRed(service: string): AsyncData<ServiceRedAnswer> {
  const api = useApi(tracesApiRef);
  return useAsyncData(
    async signal => {
      const window = lastHour(new Date(), STEP_SECONDS);
      const answer = await api.getRed(
        {
          service,
          from: window.from.toISOString(),
          to: window.to.toISOString(),
          stepSeconds: STEP_SECONDS,
        },
        { signal },
      );
      return { ...mergeRed(answer, window), sources: answer.sources };
    },
    [api, service],
    { refreshIntervalMs: REFRESH_MS },
  );
}
