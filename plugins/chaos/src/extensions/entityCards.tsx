import { EntityCardBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { workloadAnnotations } from '../model/workloadAnnotations';

const [id, labelSelector] = workloadAnnotations;

export const chaosEntityCard = EntityCardBlueprint.make({
  name: 'runs',
  params: {
    type: 'content',
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
      import('../components/EntityChaos').then(({ EntityChaosCard }) => (
        <EntityChaosCard />
      )),
  },
});
