import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { posix } from 'node:path';
import {
  renderTemplates,
  type RenderTemplatesOptions,
} from '../render/renderTemplates';
import { templatesAround, toTemplateRef } from '../render/templateRefs';
import { writeRenderings } from '../render/writeRenderings';
import { countFiles } from './createRenderTemplateAction';
import { examples } from './createRenderTemplatesAction.examples';

/**
 * The action `platform:render-templates`: as `platform:render-template`, for
 * several that do not wait for one another.
 */
export function createRenderTemplatesAction(options: RenderTemplatesOptions) {
  return createTemplateAction({
    id: 'platform:render-templates',
    description:
      'Renders several templates of the catalog into the workspace, some at the same time, with the permissions of the person who runs this one. Their steps that publish, register or deploy do not take part. All files of all of them are written, or none; two templates may not write the same file with different content.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        renderings: z =>
          z
            .array(
              z.object({
                if: z
                  .boolean()
                  .optional()
                  .describe('Whether it is rendered at all; it is by default'),
                template: z
                  .string()
                  .min(1)
                  .describe(
                    'The template, such as template:default/istio-mesh',
                  ),
                values: z
                  .record(z.any())
                  .optional()
                  .describe(
                    'The answers to its questions; where one is left out, the default of its form holds',
                  ),
                targetPath: z
                  .string()
                  .optional()
                  .describe(
                    'The folder of the workspace that the files go to; the workspace itself by default',
                  ),
                exclude: z
                  .array(z.string().min(1))
                  .optional()
                  .describe('Globs of the files that are left out'),
              }),
            )
            .min(1)
            .describe('The templates; none of them sees what another one made'),
      },
      output: {
        files: z =>
          z
            .array(z.string())
            .describe('The paths of all files, below the workspace'),
      },
    },
    async handler(ctx) {
      const wanted = ctx.input.renderings.filter(one => one.if !== false);
      const rendered = await renderTemplates(options, {
        renderings: wanted.map(one => ({
          template: toTemplateRef(one.template),
          values: one.values ?? {},
          targetPath: one.targetPath ?? '.',
          exclude: one.exclude ?? [],
        })),
        within: templatesAround(ctx),
        credentials: await ctx.getInitiatorCredentials(),
        signal: ctx.signal,
      });
      await writeRenderings(ctx.workspacePath, rendered);

      for (const { template, targetPath, files } of rendered) {
        ctx.logger.info(
          `${template} made ${countFiles(files.length)}${
            targetPath === '.' ? '' : ` in ${targetPath}`
          }`,
        );
      }
      ctx.output(
        'files',
        rendered.flatMap(({ targetPath, files }) =>
          files.map(({ path }) => posix.join(targetPath, path)),
        ),
      );
    },
  });
}
