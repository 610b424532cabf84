import { useApi } from '@backstage/frontend-plugin-api';
import { type ChaosPresets } from '@shop-platform/backstage-plugin-chaos-common';
import { type AsyncData, useAsyncData } from '@shop-platform/ui-kit';
import { chaosApiRef } from '../api';

/** Experiments to begin with, for a component, and where its own are kept. */
export function usePresets(
  entity: string | undefined,
): AsyncData<ChaosPresets> {
  const api = useApi(chaosApiRef);
  return useAsyncData<ChaosPresets>(
    async signal =>
      entity === undefined
        ? { presets: [] }
        : api.getPresets(entity, { signal }),
    [api, entity],
  );
}
