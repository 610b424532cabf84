import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  renderTemplates,
  type RenderTemplatesOptions,
} from '../render/renderTemplates';
import { templatesAround, toTemplateRef } from '../render/templateRefs';
import { writeRenderings } from '../render/writeRenderings';
import { examples } from './createRenderTemplateAction.examples';

/**
 * The action `platform:render-template`: puts what another template makes into
 * the workspace, so that templates can be made of templates.
 */
export function createRenderTemplateAction(options: RenderTemplatesOptions) {
  return createTemplateAction({
    id: 'platform:render-template',
    description:
      'Renders another template of the catalog into the workspace, with the permissions of the person who runs this one. Its steps that publish, register or deploy do not take part. Two templates may not write the same file with different content.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        template: z =>
          z
            .string()
            .min(1)
            .describe('The template, such as template:default/istio-mesh'),
        values: z =>
          z
            .record(z.any())
            .optional()
            .describe(
              'The answers to its questions; where one is left out, the default of its form holds',
            ),
        targetPath: z =>
          z
            .string()
            .optional()
            .describe(
              'The folder of the workspace that the files go to; the workspace itself by default',
            ),
        exclude: z =>
          z
            .array(z.string().min(1))
            .optional()
            .describe('Globs of the files that are left out'),
      },
      output: {
        template: z => z.string().describe('The ref of the template'),
        files: z =>
          z
            .array(z.string())
            .describe('The paths of the files, below the target path'),
      },
    },
    async handler(ctx) {
      const { exclude = [], values = {}, targetPath = '.' } = ctx.input;
      const template = toTemplateRef(ctx.input.template);
      const rendered = await renderTemplates(options, {
        renderings: [{ template, values, targetPath, exclude }],
        within: templatesAround(ctx),
        credentials: await ctx.getInitiatorCredentials(),
        signal: ctx.signal,
      });
      await writeRenderings(ctx.workspacePath, rendered);

      const files = rendered.flatMap(one => one.files.map(({ path }) => path));
      ctx.logger.info(`${template} made ${countFiles(files.length)}`);
      ctx.output('template', template);
      ctx.output('files', files);
    },
  });
}

/** How many files, in words. */
export function countFiles(count: number): string {
  return `${count} ${count === 1 ? 'file' : 'files'}`;
}
