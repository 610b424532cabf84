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
      'Two systems that run in one mesh, one of whose components a later step needs',
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
            components: ['component:default/core-service'],
          },
        },
      ],
    }),
  },
];
