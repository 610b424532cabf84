import {
  resolveSafeChildPath,
  type AuditorService,
  type AuthService,
} from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { type ScmIntegrations } from '@backstage/integration';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { describeProposal } from '@shop-platform/backstage-plugin-templates-common';
import { parseRepoUrl } from '../deploy/parseRepoUrl';
import { type Source } from '../deploy/source';
import { ClonedRepository } from '../upgrade/ClonedRepository';
import { findNewFiles } from '../upgrade/findNewFiles';
import { readProposals, refuseSecond } from '../upgrade/proposals';
import { readWorkspace } from '../upgrade/readWorkspace';
import { type GitFile } from '../upgrade/types';
import { writeFiles } from '../upgrade/writeFiles';
import { examples } from './createAddNewFilesAction.examples';
import { isManifestPath, parseTemplateManifest } from './manifest';
import { prepareProposal } from './prepareProposal';

const DEFAULT_TARGET = 'addition';

export type AddNewFilesActionOptions = {
  auditor: AuditorService;
  auth: AuthService;
  integrations: ScmIntegrations;
  /** What fetches the repository; Git over HTTP by default. */
  clone?: typeof ClonedRepository.clone;
  /** What finds the pull requests that wait; the code host by default. */
  findProposals?: typeof readProposals;
};

/**
 * The action `platform:add-new-files`: brings what several templates rendered into a
 * repository that exists, and writes over nothing.
 */
export function createAddNewFilesAction(options: AddNewFilesActionOptions) {
  const { auditor, auth, integrations } = options;
  return createTemplateAction({
    id: 'platform:add-new-files',
    description:
      "Prepares a pull request with those files of the workspace that a repository does not have. A file that is there with other content fails the step, unless no manifest of the workspace answers for it: then it is the team's, and stays. Writes the new files into the workspace, for publish:github:pull-request.",
    examples,
    schema: {
      input: {
        repoUrl: z =>
          z
            .string()
            .min(1)
            .describe(
              'The repository, such as github.com?owner=shop&repo=platform',
            ),
        manifest: z =>
          z
            .string()
            .refine(isManifestPath, 'A JSON file in .template')
            .describe(
              'The manifest of the template that is made of the others, which names the branch',
            ),
        description: z =>
          z.string().describe('What the pull request says first'),
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
        targetBranch: z => z.string().describe('The default branch'),
        branchName: z => z.string().describe('A branch that is not there yet'),
        description: z =>
          z
            .string()
            .describe('In Markdown: what it brings, and what stays as it is'),
        kept: z =>
          z
            .array(z.string())
            .describe(
              "The team's files, which stay as the repository has them",
            ),
        catalogFiles: z =>
          z
            .array(z.string())
            .describe('Those of the new files that hold entities'),
      },
    },
    async handler(ctx) {
      const { logger, input } = ctx;
      const { repoUrl, manifest, targetPath = DEFAULT_TARGET } = input;
      const { template, version, repository, files, kept } =
        await prepareProposal(
          {
            auditor,
            auth,
            credentials: await ctx.getInitiatorCredentials(),
            event: {
              eventId: 'template-addition',
              meta: { repoUrl, manifest, taskId: ctx.task.id },
            },
            what: 'add to a repository',
          },
          async () => {
            const addition = await findAddition(options, {
              source: parseRepoUrl(repoUrl, integrations),
              manifest,
              rendered: await readWorkspace(ctx.workspacePath),
              createFolder: () => ctx.createTemporaryDirectory(),
            });
            await writeFiles(
              resolveSafeChildPath(ctx.workspacePath, targetPath),
              addition.files,
            );
            return addition;
          },
        );
      logger.info(`${template} ${version}: ${files.size} files to write`);
      for (const path of kept) {
        logger.info(`  ${path} stays as the repository has it`);
      }
      ctx.output('changed', files.size > 0);
      ctx.output('targetBranch', repository.branch);
      ctx.output('branchName', repository.freeBranch(`template/${template}`));
      ctx.output('description', describe(input.description, kept, manifest));
      ctx.output('kept', kept);
      ctx.output('catalogFiles', findCatalogFiles(files));
    },
  });
}

/** What the repository does not have of what was rendered. */
async function findAddition(
  options: AddNewFilesActionOptions,
  request: {
    source: Source;
    manifest: string;
    rendered: ReadonlyMap<string, GitFile>;
    createFolder(): Promise<string>;
  },
) {
  const { integrations, clone = ClonedRepository.clone } = options;
  const { findProposals = readProposals } = options;
  const { source, manifest, rendered, createFolder } = request;
  const file = rendered.get(manifest);
  if (!file) {
    throw new InputError(
      `The workspace has no ${manifest}: put this step after shop-platform:template:manifest, with the same manifest`,
    );
  }
  const { template, version } = parseTemplateManifest(
    file.content.toString('utf8'),
  );
  const repository = await clone({
    source,
    integrations,
    folder: await createFolder(),
  });
  refuseSecond(await findProposals({ source, integrations }), manifest);
  const { files, kept } = await findNewFiles({
    repository,
    name: `${source.owner}/${source.repo}`,
    rendered,
  });
  const meta = { template, to: version };
  return { template, version, repository, files, kept, meta };
}

/** The files that the catalog may be told of, which is all that hold its entities. */
function findCatalogFiles(files: ReadonlyMap<string, GitFile>): string[] {
  return [...files]
    .filter(
      ([path, { content }]) =>
        path.endsWith('.yaml') &&
        /^apiVersion: backstage\.io\//m.test(content.toString('utf8')),
    )
    .map(([path]) => path);
}

function describe(
  text: string,
  kept: readonly string[],
  manifest: string,
): string {
  return [
    text,
    ...(kept.length > 0
      ? [
          '## Yours, and left as they are',
          'The template renders these files for teams to make their own. The repository has others: take over by hand what is missing in them.',
          kept.map(path => `- \`${path}\``).join('\n'),
        ]
      : []),
    describeProposal(manifest),
  ].join('\n\n');
}
