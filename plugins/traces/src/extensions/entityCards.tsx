import { EntityCardBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { hasService } from './hasService';

export const tracesEntityCard = EntityCardBlueprint.make({
  name: 'service-health',
  params: {
    type: 'content',
    filter: hasService,
    loader: () =>
      import('../components/EntityTraces').then(({ EntityTracesCard }) => (
        <EntityTracesCard />
      )),
  },
});
