import { type TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

const action = 'platform:preview-files';

export const examples: TemplateExample[] = [
  {
    description: 'All that the steps before it made',
    example: stringify({
      steps: [{ id: 'preview', name: 'List the files', action }],
    }),
  },
  {
    description: 'One folder, and no more than twenty files of it',
    example: stringify({
      steps: [
        {
          id: 'preview',
          name: 'List the manifests',
          action,
          input: { path: 'k8s', limit: 20 },
        },
      ],
    }),
  },
];
