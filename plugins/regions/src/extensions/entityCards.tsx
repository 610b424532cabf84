import { EntityCardBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { workloadAnnotations } from '@shop-platform/backstage-plugin-regions-common';

const { id, labelSelector } = workloadAnnotations;

export const whereItRunsCard = EntityCardBlueprint.make({
  name: 'where-it-runs',
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
      import('../components/WhereItRuns').then(({ WhereItRunsCard }) => (
        <WhereItRunsCard />
      )),
  },
});
