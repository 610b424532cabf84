import { type TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description:
      'Open a pull request with what a repository does not have yet of several templates',
    example: stringify({
      steps: [
        {
          id: 'add',
          name: 'Look at what the repository has',
          action: 'platform:add-new-files',
          input: {
            repoUrl: '${{ parameters.repoUrl }}',
            manifest: '.template/shop-platform.json',
            description: 'The README says what to do on the first day.',
          },
        },
        {
          id: 'propose',
          name: 'Open a pull request',
          if: '${{ steps.add.output.changed }}',
          action: 'publish:github:pull-request',
          input: {
            repoUrl: '${{ parameters.repoUrl }}',
            branchName: '${{ steps.add.output.branchName }}',
            targetBranchName: '${{ steps.add.output.targetBranch }}',
            title: 'Add the whole platform',
            description: '${{ steps.add.output.description }}',
            sourcePath: 'addition',
          },
        },
      ],
    }),
  },
];
