import { type TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Open a pull request with the newest version of a template',
    example: stringify({
      steps: [
        {
          id: 'upgrade',
          name: 'Merge the newest version',
          action: 'platform:upgrade-template',
          input: {
            entityRef: 'component:default/istio-mesh',
            manifest: '.template/istio-mesh.json',
          },
        },
        {
          id: 'propose',
          name: 'Open a pull request',
          if: '${{ steps.upgrade.output.changed }}',
          action: 'publish:github:pull-request',
          input: {
            repoUrl: '${{ steps.upgrade.output.repoUrl }}',
            branchName: '${{ steps.upgrade.output.branchName }}',
            targetBranchName: '${{ steps.upgrade.output.targetBranch }}',
            title: '${{ steps.upgrade.output.title }}',
            description: '${{ steps.upgrade.output.description }}',
            sourcePath: 'upgrade',
            filesToDelete: '${{ steps.upgrade.output.filesToDelete }}',
          },
        },
      ],
    }),
  },
];
