import { useApi } from '@backstage/frontend-plugin-api';
import { type ChaosPreset } from '@shop-platform/backstage-plugin-chaos-common';
import { type AsyncData, useAsyncData } from '@shop-platform/ui-kit';
import { chaosApiRef } from '../api';

export type Presets = {
  presets: ChaosPreset[];
  /** Where a file is proposed to the repository of the component. */
  saveUrl?: string;
};

/** Experiments to begin with, for a component. */
export function usePresets(entity: string | undefined): AsyncData<Presets> {
  const api = useApi(chaosApiRef);
  return useAsyncData<Presets>(
    async signal =>
      entity === undefined
        ? { presets: [] }
        : api.getPresets(entity, { signal }),
    [api, entity],
  );
}
