import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

const action = 'shop-platform:template:manifest';

export const examples: TemplateExample[] = [
  {
    description: 'The template owns every file it has rendered',
    example: stringify({
      steps: [
        {
          id: 'manifest',
          name: 'Record what the template owns',
          action,
          input: { template: 'traced-service', version: '1.0.0' },
        },
      ],
    }),
  },
  {
    description:
      'The answers are recorded, and the team makes the source code and the README its own',
    example: stringify({
      steps: [
        {
          id: 'manifest',
          name: 'Record what the template owns',
          action,
          input: {
            template: 'traced-service',
            version: '1.0.0',
            answers: { name: 'loyalty', port: 8080 },
            teamOwned: ['src/**', 'README.md'],
          },
        },
      ],
    }),
  },
  {
    description: 'The project is a folder of the workspace',
    example: stringify({
      steps: [
        {
          id: 'manifest',
          name: 'Record what the template owns',
          action,
          input: {
            template: 'traced-service',
            version: '1.0.0',
            targetPath: 'service',
          },
        },
      ],
    }),
  },
];
