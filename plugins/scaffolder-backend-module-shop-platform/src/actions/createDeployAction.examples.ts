import { type TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

const action = 'platform:deploy';

export const examples: TemplateExample[] = [
  {
    description: 'The newest commit of a component, to all clusters',
    example: stringify({
      steps: [
        {
          id: 'deploy',
          name: 'Deploy',
          action,
          input: { entityRef: 'component:default/loyalty-service' },
        },
      ],
    }),
  },
  {
    description: 'What was just published, after it is registered',
    example: stringify({
      steps: [
        {
          id: 'deploy',
          name: 'Deploy when built',
          action,
          input: {
            entityRef: '${{ steps.register.output.entityRef }}',
            source: '${{ steps.publish.output.repoContentsUrl }}',
            commit: '${{ steps.publish.output.commitHash }}',
          },
        },
      ],
    }),
  },
  {
    description: 'One region only, with more time for the rollout',
    example: stringify({
      steps: [
        {
          id: 'deploy',
          name: 'Deploy to the secondary region',
          action,
          input: {
            entityRef: 'component:default/loyalty-service',
            regions: ['europe-west4'],
            timeoutSeconds: 900,
          },
        },
      ],
    }),
  },
];
