import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import {
  createTemplateAction,
  serializeDirectoryContents,
} from '@backstage/plugin-scaffolder-node';
import { existsSync } from 'node:fs';
import { examples } from './createPreviewFilesAction.examples';

/** The scaffolder checks an input by its schema, but takes no defaults from it. */
const DEFAULT_LIMIT = 500;

/**
 * The action `platform:preview-files`: what the workspace holds, in the task's log
 * and as output, before a later step publishes it.
 */
export function createPreviewFilesAction() {
  return createTemplateAction({
    id: 'platform:preview-files',
    description:
      'Lists the files of the workspace with their sizes and numbers of lines, in the log of the task and as output. Put it before the step that publishes.',
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
        limit: z =>
          z
            .number()
            .int()
            .min(1)
            .max(5_000)
            .optional()
            .describe(
              `How many files are listed at most, ${DEFAULT_LIMIT} by default; all of them are counted`,
            ),
      },
      output: {
        files: z =>
          z
            .array(
              z.object({
                path: z.string(),
                bytes: z.number(),
                lines: z.number().optional(),
              }),
            )
            .describe(
              'The files in the order of their paths; what is no text has no lines',
            ),
        fileCount: z => z.number().describe('How many files there are'),
        bytes: z => z.number().describe('How large they are together'),
      },
    },
    async handler(ctx) {
      const { path = '.', limit = DEFAULT_LIMIT } = ctx.input;
      const folder = resolveSafeChildPath(ctx.workspacePath, path);
      if (!existsSync(folder)) {
        throw new NotFoundError(`The workspace has no folder ${path}`);
      }
      const files = (await serializeDirectoryContents(folder))
        .map(file => ({
          path: file.path,
          bytes: file.content.length,
          lines: countLines(file.content),
        }))
        .sort((a, b) => (a.path < b.path ? -1 : 1));
      const listed = files.slice(0, limit);
      const bytes = files.reduce((sum, file) => sum + file.bytes, 0);

      for (const file of listed) {
        ctx.logger.info(
          `${file.path} (${file.bytes} bytes${
            file.lines === undefined ? '' : `, ${count(file.lines, 'line')}`
          })`,
        );
      }
      if (files.length > limit) {
        ctx.logger.warn(`${files.length - limit} more are not listed`);
      }
      ctx.logger.info(`${count(files.length, 'file')}, ${bytes} bytes`);
      ctx.output('files', listed);
      ctx.output('fileCount', files.length);
      ctx.output('bytes', bytes);
    },
  });
}

/** The lines of a text, the last one counted with or without its end. */
function countLines(content: Buffer): number | undefined {
  if (content.includes(0)) {
    return undefined;
  }
  const ends = content.toString('utf8').split('\n').length - 1;
  return content.length === 0 || content.at(-1) === 0x0a ? ends : ends + 1;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
