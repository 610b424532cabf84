import { type TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

const action = 'platform:service-graph';

export const examples: TemplateExample[] = [
  {
    description: 'Who calls whom in one system',
    example: stringify({
      steps: [
        {
          id: 'graph',
          name: 'Read who calls whom',
          action,
          input: { systems: ['system:default/shop-platform'] },
        },
      ],
    }),
  },
  {
    description:
      'Two systems with all that shares their namespaces; a later step needs one of the components',
    example: stringify({
      steps: [
        {
          id: 'graph',
          name: 'Read who calls whom',
          action,
          input: {
            systems: [
              'system:default/shop-platform',
              'system:default/order-management',
            ],
            wholeNamespaces: true,
            components: ['component:default/core-service'],
          },
        },
      ],
    }),
  },
  {
    description: 'A system whose services earlier steps have rendered',
    example: stringify({
      steps: [
        {
          id: 'graph',
          name: 'Read who calls whom',
          action,
          input: {
            systems: ['system:default/shop-platform'],
            fromWorkspace: true,
          },
        },
      ],
    }),
  },
];
