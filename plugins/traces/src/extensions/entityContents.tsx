import { EntityContentBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { RiNodeTree } from '@remixicon/react';
import { entityTracesRouteRef } from '../routes';
import { hasService } from './hasService';

export const tracesEntityContent = EntityContentBlueprint.make({
  params: {
    path: '/traces',
    title: 'Traces',
    icon: <RiNodeTree />,
    routeRef: entityTracesRouteRef,
    filter: hasService,
    loader: () =>
      import('../components/EntityTraces').then(({ EntityTracesContent }) => (
        <EntityTracesContent />
      )),
  },
});
