import {
  resolveSafeChildPath,
  type AuditorService,
  type AuthService,
  type DiscoveryService,
} from '@backstage/backend-plugin-api';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError, NotAllowedError, toError } from '@backstage/errors';
import { type ScmIntegrations } from '@backstage/integration';
import { type CatalogService } from '@backstage/plugin-catalog-node';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
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

const DEFAULT_TARGET = 'upgrade';

export type UpgradeTemplateActionOptions = {
  auditor: AuditorService;
  auth: AuthService;
  catalog: CatalogService;
  discovery: DiscoveryService;
  integrations: ScmIntegrations;
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
  const { auditor, auth, catalog, clone, discovery, integrations } = options;
  const { findProposals } = options;
  return createTemplateAction({
    id: 'platform:upgrade-template',
    description:
      'Renders the newest version of the template that a repository was made from, with the answers of its manifest, and merges it three ways with what the team changed since. Writes the files that change into the workspace, for publish:github:pull-request. Nothing of the team is lost: where both changed the same lines there are markers.',
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
      const event = await auditor.createEvent({
        eventId: 'template-upgrade',
        severityLevel: 'medium',
        meta: { entityRef, manifest, taskId: ctx.task.id },
      });
      try {
        if (!auth.isPrincipal(credentials, 'user')) {
          throw new NotAllowedError(
            'Only a person can upgrade: start the task with the token of one',
          );
        }
        const upgrade = new Upgrade(
          {
            catalog,
            integrations,
            ...(clone ? { clone } : {}),
            ...(findProposals ? { findProposals } : {}),
            templates:
              options.templates ??
              (await createUserClient({ auth, discovery, credentials })),
          },
          {
            entityRef,
            manifest: manifest || undefined,
            answers: readAnswers(ctx.input.answers),
          },
          {
            credentials,
            folder: await ctx.createTemporaryDirectory(),
            signal,
            log: message => logger.info(message),
          },
        );
        const result = await upgrade.run();
        await writeFiles(
          resolveSafeChildPath(ctx.workspacePath, targetPath),
          result.files,
        );
        await event.success({
          meta: {
            template: result.template,
            from: result.from,
            to: result.to,
            conflicts: result.conflicts,
          },
        });
        report(result, message => logger.info(message));
        const { source, template, from, to, files, deleted } = result;
        ctx.output('changed', files.size + deleted.length > 0);
        ctx.output('conflicts', result.conflicts);
        ctx.output(
          'repoUrl',
          `${source.host}?${new URLSearchParams({
            owner: source.owner,
            repo: source.repo,
          })}`,
        );
        ctx.output('targetBranch', result.targetBranch);
        ctx.output('branchName', result.branch);
        ctx.output('title', `Upgrade ${template} from ${from} to ${to}`);
        ctx.output('description', result.description);
        ctx.output('filesToDelete', deleted);
      } catch (error) {
        await event.fail({ error: toError(error) });
        throw error;
      }
    },
  });
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
