import { type TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description:
      'Open a pull request that adds systems to the mesh of a repository, or the mesh where it has none',
    example: stringify({
      steps: [
        {
          id: 'add',
          name: 'Add to what the repository has',
          action: 'platform:add-to-repository',
          input: {
            repoUrl: '${{ parameters.repoUrl }}',
            manifest: '.template/istio-mesh.json',
            adds: ['systems'],
            title: "Add the mesh's configuration",
            description: 'Its README says how to apply it.',
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
            title: '${{ steps.add.output.title }}',
            description: '${{ steps.add.output.description }}',
            sourcePath: 'addition',
            filesToDelete: '${{ steps.add.output.filesToDelete }}',
          },
        },
      ],
    }),
  },
];
