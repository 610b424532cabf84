import { Found } from '../../kubernetes';
import { ChaosStatus } from '@shop-platform/backstage-plugin-chaos-common';

export type StoredExperiment = Found<{ spec: object; status?: ChaosStatus }>;

/** An experiment on all pods with `app: core`, unless it says something else. */
export function experiment(kind: string, spec: object, metadata: object = {}) {
  return {
    apiVersion: 'chaos-mesh.org/v1alpha1',
    kind,
    metadata: { name: 'one', ...metadata },
    spec: {
      mode: 'all',
      selector: { labelSelectors: { app: 'core' } },
      ...spec,
    },
  };
}
