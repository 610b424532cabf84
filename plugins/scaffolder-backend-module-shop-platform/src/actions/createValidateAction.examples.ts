import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

const action = 'platform:validate';

export const examples: TemplateExample[] = [
  {
    description: 'Nothing is published in which the checks find something',
    example: stringify({
      steps: [{ id: 'validate', name: 'Check what was rendered', action }],
    }),
  },
  {
    description:
      'A folder of the workspace, in which charts keep their own expressions; what is found is told and stops nothing',
    example: stringify({
      steps: [
        {
          id: 'validate',
          name: 'Check what was rendered',
          action,
          input: {
            path: 'infrastructure',
            copied: ['charts/**'],
            ignored: ['vendor/**'],
            failOnFindings: false,
          },
        },
      ],
    }),
  },
];
