import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { parseRepoUrl } from '../deploy/parseRepoUrl';
import { Addition, type AdditionResult } from '../upgrade/Addition';
import { readWorkspace } from '../upgrade/readWorkspace';
import { writeFiles } from '../upgrade/writeFiles';
import { examples } from './createAddToRepositoryAction.examples';
import {
  toUpgradeServices,
  type UpgradeTemplateActionOptions,
} from './createUpgradeTemplateAction';
import { isManifestPath } from './manifest';
import { prepareProposal } from './prepareProposal';

const DEFAULT_TARGET = 'addition';

/**
 * The action `platform:add-to-repository`: brings what was rendered into a
 * repository that may have it already, for other services.
 */
export function createAddToRepositoryAction(
  options: UpgradeTemplateActionOptions,
) {
  const { auditor, auth, integrations } = options;
  return createTemplateAction({
    id: 'platform:add-to-repository',
    description:
      'Prepares a pull request with what was rendered, manifest included. Where the repository has the same template already, its recorded answers grow by the new ones, all of it is rendered anew in the newest version, and merged three ways with what the team changed: nothing that it says of others is lost. What comes of it is checked as platform:validate checks without inputs: what the template has wrong fails the task, what comes of changes of the team is told. Writes the files that change into the workspace, for publish:github:pull-request.',
    examples,
    schema: {
      input: {
        repoUrl: z =>
          z
            .string()
            .min(1)
            .describe(
              'The repository, such as github.com?owner=shop&repo=mesh',
            ),
        manifest: z =>
          z
            .string()
            .refine(isManifestPath, 'A JSON file in .template')
            .describe('The manifest that an earlier step has written'),
        adds: z =>
          z
            .array(z.string().min(1))
            .optional()
            .describe(
              'The names of the answers that are lists and grow; all others stay as the repository has them',
            ),
        agrees: z =>
          z
            .array(z.string().min(1))
            .optional()
            .describe(
              'The names of the answers that have to be as the repository has them, or the step fails',
            ),
        title: z =>
          z
            .string()
            .min(1)
            .describe(
              'The title of the pull request where the repository has nothing of it',
            ),
        description: z =>
          z.string().describe('Its description, in the same case'),
        targetPath: z =>
          z
            .string()
            .optional()
            .describe(
              `Where in the workspace the files go, ${DEFAULT_TARGET} by default`,
            ),
      },
      output: {
        changed: z =>
          z.boolean().describe('False when the repository has all of it'),
        conflicts: z =>
          z.number().describe('How many files a person has to look at'),
        targetBranch: z => z.string().describe('The default branch'),
        branchName: z => z.string().describe('A branch that is not there yet'),
        title: z => z.string().describe('For the pull request'),
        description: z =>
          z
            .string()
            .describe('In Markdown: what changes, and what is to be decided'),
        filesToDelete: z =>
          z.array(z.string()).describe('What the template no longer has'),
      },
    },
    async handler(ctx) {
      const { logger, signal, input } = ctx;
      const { repoUrl, manifest, targetPath = DEFAULT_TARGET } = input;
      const credentials = await ctx.getInitiatorCredentials();
      const { result } = await prepareProposal(
        {
          auditor,
          auth,
          credentials,
          event: {
            eventId: 'template-addition',
            meta: { repoUrl, manifest, taskId: ctx.task.id },
          },
          what: 'add to a repository',
        },
        async () => {
          const addition = new Addition(
            await toUpgradeServices(options, credentials),
            {
              source: parseRepoUrl(repoUrl, integrations),
              manifest,
              rendered: await readWorkspace(ctx.workspacePath),
              adds: input.adds ?? [],
              agrees: input.agrees ?? [],
              title: input.title,
              description: input.description,
            },
            {
              credentials,
              checks: options.checks,
              createFolder: () => ctx.createTemporaryDirectory(),
              signal,
              log: message => logger.info(message),
              warn: message => logger.warn(message),
            },
          );
          const added = await addition.run();
          const folder = resolveSafeChildPath(ctx.workspacePath, targetPath);
          await writeFiles(folder, added.files);
          return { result: added, meta: toMeta(added) };
        },
      );
      report(result, message => logger.info(message));
      ctx.output('changed', result.files.size + result.deleted.length > 0);
      ctx.output('conflicts', result.conflicts);
      ctx.output('targetBranch', result.targetBranch);
      ctx.output('branchName', result.branch);
      ctx.output('title', result.title);
      ctx.output('description', result.description);
      ctx.output('filesToDelete', result.deleted);
    },
  });
}

function toMeta({ template, from, to, conflicts }: AdditionResult) {
  return { template, from, to, conflicts };
}

function report(result: AdditionResult, log: (message: string) => void): void {
  const { template, from, to, files, deleted, conflicts } = result;
  if (files.size + deleted.length === 0) {
    log(`The repository has all of it in ${template} ${to} already`);
    return;
  }
  if (from !== undefined && from !== to) {
    log(`The repository has ${template} ${from}: it is upgraded to ${to}, too`);
  }
  log(
    `${template} ${to}: ${files.size} files to write, ${deleted.length} to delete`,
  );
  for (const path of [...files.keys(), ...deleted]) {
    log(`  ${path}`);
  }
  if (conflicts > 0) {
    log(`${conflicts} files need a decision; the pull request says which`);
  }
}
