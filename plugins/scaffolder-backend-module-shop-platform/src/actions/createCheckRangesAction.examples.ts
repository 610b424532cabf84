import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'The pods of two regions, which reach one another by address',
    example: stringify({
      steps: [
        {
          id: 'ranges',
          name: 'Compare the ranges of addresses',
          action: 'platform:check-ranges',
          input: {
            ranges: [
              { name: 'the primary region', range: '10.1.0.0/16' },
              { name: 'the secondary region', range: '10.3.0.0/16' },
            ],
          },
        },
      ],
    }),
  },
];
