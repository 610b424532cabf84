import { EntityContentBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { RiFlashlightLine } from '@remixicon/react';
import { entityChaosRouteRef } from '../routes';
import { workloadAnnotations } from '../model/workloadAnnotations';

const [id, labelSelector] = workloadAnnotations;

export const chaosEntityContent = EntityContentBlueprint.make({
  params: {
    path: '/chaos',
    title: 'Chaos',
    icon: <RiFlashlightLine />,
    routeRef: entityChaosRouteRef,
    // Entities that name their workloads.
    filter: {
      $any: [
        { [`metadata.annotations.${id}` as const]: { $exists: true } },
        {
          [`metadata.annotations.${labelSelector}` as const]: { $exists: true },
        },
      ],
    },
    loader: () =>
      import('../components/EntityChaos').then(({ EntityChaosContent }) => (
        <EntityChaosContent />
      )),
  },
});
