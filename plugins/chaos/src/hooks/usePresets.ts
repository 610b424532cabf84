import { useApi } from '@backstage/frontend-plugin-api';
import { type ChaosPreset } from '@shop-platform/backstage-plugin-chaos-common';
import { type AsyncData, useAsyncData } from '@shop-platform/ui-kit';
import { chaosApiRef } from '../api';

/** Experiments to begin with, for a component. */
export function usePresets(
  entity: string | undefined,
): AsyncData<ChaosPreset[]> {
  const api = useApi(chaosApiRef);
  return useAsyncData(
    async signal =>
      entity === undefined
        ? []
        : (await api.getPresets(entity, { signal })).presets,
    [api, entity],
  );
}
