import {
  resolveSafeChildPath,
  type AuditorService,
  type AuthService,
  type BackstageCredentials,
  type DiscoveryService,
} from '@backstage/backend-plugin-api';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError, toError } from '@backstage/errors';
import { type ScmIntegrations } from '@backstage/integration';
import { type CatalogService } from '@backstage/plugin-catalog-node';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { type FolderChecks } from '@shop-platform/template-checks';
import { parse } from 'yaml';
import { z as zod } from 'zod';
import {
  Upgrade,
  type UpgradeResult,
  type UpgradeServices,
} from '../upgrade/Upgrade';
import { createUserClient } from '../upgrade/createUserClient';
import { writeFiles } from '../upgrade/writeFiles';
import { examples } from './createUpgradeTemplateAction.examples';
import { prepareProposal } from './prepareProposal';

const DEFAULT_TARGET = 'upgrade';

export type UpgradeTemplateActionOptions = {
  auditor: AuditorService;
  auth: AuthService;
  catalog: CatalogService;
  discovery: DiscoveryService;
  integrations: ScmIntegrations;
  /** What looks at the merged files. */
  checks: Pick<FolderChecks, 'check'>;
  /** What renders; the back end of the plugin `templates` by default. */
  templates?: UpgradeServices['templates'];
  /** What fetches the repository; Git over HTTP by default. */
  clone?: UpgradeServices['clone'];
  /** What finds the pull requests that wait; the code host by default. */
  findProposals?: UpgradeServices['findProposals'];
};

/**
 * The action `platform:upgrade-template`: merges what the newest version of a
 * template renders with what a team made of an earlier one.
 */
export function createUpgradeTemplateAction(
  options: UpgradeTemplateActionOptions,
) {
  const { auditor, auth } = options;
  return createTemplateAction({
    id: 'platform:upgrade-template',
    description:
      'Renders the newest version of the template that a repository was made from, with the answers of its manifest, and merges it three ways with what the team changed since. Writes the files that change into the workspace, for publish:github:pull-request. Nothing of the team is lost: where both changed the same lines there are markers. What comes of it is checked as platform:validate checks: what the template has wrong fails the task if the template has that step itself, what comes of changes of the team is told in the log and in the pull request.',
    examples,
    schema: {
      input: {
        entityRef: z =>
          z
            .string()
            .min(1)
            .describe(
              'The component whose source location is in the repository',
            ),
        manifest: z =>
          z
            .string()
            .optional()
            .describe(
              'The manifest in the repository, such as .template/istio-mesh.json; the nearest one to the component by default',
            ),
        answers: z =>
          z
            .union([z.string(), z.record(z.unknown())])
            .optional()
            .describe(
              'Answers that go before those of the manifest, as an object or as YAML: to questions that are new, or whose answers are no longer taken',
            ),
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
          z.boolean().describe('False when the repository is up to date'),
        conflicts: z =>
          z.number().describe('How many files a person has to look at'),
        repoUrl: z => z.string().describe('For publish:github:pull-request'),
        targetBranch: z =>
          z.string().describe('The branch that the component comes from'),
        branchName: z => z.string().describe('A branch that is not there yet'),
        title: z => z.string().describe('For the pull request'),
        description: z =>
          z
            .string()
            .describe('In Markdown: what changed, and what is to be decided'),
        filesToDelete: z =>
          z.array(z.string()).describe('What the template no longer has'),
      },
    },
    async handler(ctx) {
      const { logger, signal } = ctx;
      const { manifest, targetPath = DEFAULT_TARGET } = ctx.input;
      const entityRef = stringifyEntityRef(
        parseEntityRef(ctx.input.entityRef, {
          defaultKind: 'component',
          defaultNamespace: 'default',
        }),
      );
      const credentials = await ctx.getInitiatorCredentials();
      const { result } = await prepareProposal(
        {
          auditor,
          auth,
          credentials,
          event: {
            eventId: 'template-upgrade',
            meta: { entityRef, manifest, taskId: ctx.task.id },
          },
          what: 'upgrade',
        },
        async () => {
          const upgrade = new Upgrade(
            await toUpgradeServices(options, credentials),
            {
              entityRef,
              manifest: manifest || undefined,
              answers: readAnswers(ctx.input.answers),
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
          const upgraded = await upgrade.run();
          const folder = resolveSafeChildPath(ctx.workspacePath, targetPath);
          await writeFiles(folder, upgraded.files);
          return { result: upgraded, meta: toMeta(upgraded) };
        },
      );
      report(result, message => logger.info(message));
      const { source, template, from, to, files, deleted } = result;
      ctx.output('changed', files.size + deleted.length > 0);
      ctx.output('conflicts', result.conflicts);
      ctx.output('repoUrl', toRepoUrl(source));
      ctx.output('targetBranch', result.targetBranch);
      ctx.output('branchName', result.branch);
      ctx.output('title', `Upgrade ${template} from ${from} to ${to}`);
      ctx.output('description', result.description);
      ctx.output('filesToDelete', deleted);
    },
  });
}

/** What an upgrade or an addition asks, in the name of who started the task. */
export async function toUpgradeServices(
  options: UpgradeTemplateActionOptions,
  credentials: BackstageCredentials,
): Promise<UpgradeServices> {
  const { auth, catalog, clone, discovery, findProposals, integrations } =
    options;
  return {
    catalog,
    integrations,
    ...(clone ? { clone } : {}),
    ...(findProposals ? { findProposals } : {}),
    templates:
      options.templates ??
      (await createUserClient({ auth, discovery, credentials })),
  };
}

function toMeta({ template, from, to, conflicts }: UpgradeResult) {
  return { template, from, to, conflicts };
}

function toRepoUrl({ host, owner, repo }: UpgradeResult['source']): string {
  return `${host}?${new URLSearchParams({ owner, repo })}`;
}

function readAnswers(
  answers: string | Record<string, unknown> | undefined,
): Record<string, unknown> {
  if (typeof answers !== 'string') {
    return answers ?? {};
  }
  let value: unknown;
  try {
    value = parse(answers) ?? {};
  } catch (error) {
    throw new InputError(`The answers are no YAML: ${toError(error).message}`);
  }
  const record = zod.record(zod.string(), zod.unknown()).safeParse(value);
  if (!record.success) {
    throw new InputError(
      'The answers have to be one a line, such as "timeout: 5"',
    );
  }
  return record.data;
}

function report(result: UpgradeResult, log: (message: string) => void): void {
  const { template, from, to, files, deleted, conflicts } = result;
  if (files.size + deleted.length === 0) {
    log(`The repository has ${template} ${to} already, and nothing changes`);
    return;
  }
  log(
    `${template} ${from} to ${to}: ${files.size} files to write, ${deleted.length} to delete`,
  );
  for (const path of [...files.keys(), ...deleted]) {
    log(`  ${path}`);
  }
  if (conflicts > 0) {
    log(`${conflicts} files need a decision; the pull request says which`);
  }
}
