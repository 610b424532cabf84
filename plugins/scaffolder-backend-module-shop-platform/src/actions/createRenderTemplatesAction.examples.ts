import { type TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Two services in folders of their own, one only where wanted',
    example: stringify({
      steps: [
        {
          id: 'services',
          name: 'Render the services',
          action: 'platform:render-templates',
          input: {
            renderings: [
              {
                template: 'template:default/traced-service',
                targetPath: 'services/core',
                values: { name: 'core' },
              },
              {
                if: "${{ 'payments' in parameters.services }}",
                template: 'template:default/traced-service',
                targetPath: 'services/payments',
                values: { name: 'payments' },
              },
            ],
          },
        },
      ],
    }),
  },
];
