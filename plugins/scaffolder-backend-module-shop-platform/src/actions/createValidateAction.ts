import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { InputError, NotFoundError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { type FolderChecks } from '@shop-platform/template-checks';
import { stat } from 'node:fs/promises';
import { count, placeOf, toLines, WAITING } from '../findings';
import { examples } from './createValidateAction.examples';

/**
 * The action `platform:validate`: what the tests of our templates check of each
 * rendering, as a step before the one that publishes.
 */
export function createValidateAction(options: {
  checks: Pick<FolderChecks, 'check'>;
}) {
  return createTemplateAction({
    id: 'platform:validate',
    description:
      'Checks the files of the workspace: syntax, Kubernetes objects with custom resources and their references, Terraform, workflows, Dockerfiles, OpenAPI, Prometheus rules, dashboards, collectors, catalog entities, lockfiles, links, and expressions that were left. What is found is in the log with file and line, and fails the task. A dry run checks nothing.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        path: z =>
          z
            .string()
            .optional()
            .describe(
              'The folder of the workspace; the workspace itself by default',
            ),
        copied: z =>
          z
            .array(z.string().min(1))
            .optional()
            .describe(
              'Globs of files that were copied without templating, and so may hold expressions; none by default',
            ),
        ignored: z =>
          z
            .array(z.string().min(1))
            .optional()
            .describe('Globs of files that are not looked at; none by default'),
        failOnFindings: z =>
          z
            .boolean()
            .optional()
            .describe(
              'Whether what is found fails the task; it does by default',
            ),
      },
      output: {
        findings: z =>
          z
            .array(
              z.object({
                file: z.string(),
                line: z.number().int().min(1),
                message: z.string(),
              }),
            )
            .describe('What is wrong, with file and line'),
        fileCount: z => z.number().describe('How many files were checked'),
      },
    },
    async handler(ctx) {
      const { path = '.', copied, ignored, failOnFindings = true } = ctx.input;
      if (ctx.isDryRun) {
        // A preview has to be there at once.
        ctx.output('findings', []);
        ctx.output('fileCount', 0);
        return;
      }
      const folder = resolveSafeChildPath(ctx.workspacePath, path);
      const found = await stat(folder).catch(() => undefined);
      if (!found?.isDirectory()) {
        throw new NotFoundError(`The workspace has no folder ${path}`);
      }

      const { findings, fileCount } = await options.checks.check({
        folder,
        copied,
        ignored,
        signal: ctx.signal,
        onWait: () => ctx.logger.info(WAITING),
      });
      toLines(
        findings,
        finding => `${placeOf(finding)}: ${finding.message}`,
      ).forEach(line => ctx.logger.warn(line));
      const summary =
        findings.length === 0
          ? `${count(fileCount, 'file')} checked, nothing found`
          : `${count(findings.length, 'finding')} in ${count(
              fileCount,
              'file',
            )}`;
      ctx.logger.info(summary);
      ctx.output('findings', findings);
      ctx.output('fileCount', fileCount);
      if (failOnFindings && findings.length > 0) {
        throw new InputError(
          `${summary}: the lines above say what, and nothing was published. It is the template that has to be mended, or the answers it was given`,
        );
      }
    },
  });
}
