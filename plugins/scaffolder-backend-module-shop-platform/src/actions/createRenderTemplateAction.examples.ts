import { type TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

const action = 'platform:render-template';

export const examples: TemplateExample[] = [
  {
    description: 'What another template makes, in a folder of its own',
    example: stringify({
      steps: [
        {
          id: 'mesh',
          name: 'Render the mesh',
          action,
          input: {
            template: 'template:default/istio-mesh',
            values: { domain: 'shop.example.com' },
            targetPath: 'mesh',
          },
        },
      ],
    }),
  },
  {
    description: 'Beside the files of the step before, without its README',
    example: stringify({
      steps: [
        {
          id: 'service',
          name: 'Render the service',
          action,
          input: {
            template: 'traced-service',
            values: { name: 'loyalty' },
            exclude: ['README.md', 'docs/**'],
          },
        },
      ],
    }),
  },
];
