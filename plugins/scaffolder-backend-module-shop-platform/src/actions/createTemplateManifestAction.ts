import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { JsonValue } from '@backstage/types';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { mkdir, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { examples } from './createTemplateManifestAction.examples';
import {
  hashOwnedFiles,
  isJson,
  isManifestPath,
  TEMPLATE_MANIFEST_PATH,
  TemplateManifest,
} from './manifest';

/**
 * The action `shop-platform:template:manifest`: records which files of the
 * workspace the template owns.
 */
export function createTemplateManifestAction() {
  return createTemplateAction({
    id: 'shop-platform:template:manifest',
    description:
      'Writes a manifest under .template: the template, its version, the answers it was given, and the SHA-256 of each file it owns, so that a later upgrade can render again and tell what the team has changed.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        template: z => z.string().min(1).describe('The name of the template'),
        version: z => z.string().min(1).describe('The version of the template'),
        answers: z =>
          z
            .record(z.custom<JsonValue>(isJson))
            .optional()
            .describe(
              'What the form was filled in with, usually all parameters: an upgrade renders again from it. Give no secrets',
            ),
        teamOwned: z =>
          z
            .array(z.string().min(1))
            .optional()
            .describe(
              'Globs of the files that the team makes its own; none by default',
            ),
        targetPath: z =>
          z
            .string()
            .optional()
            .describe(
              'The root of the project within the workspace, the workspace itself by default',
            ),
        manifest: z =>
          z
            .string()
            .refine(isManifestPath, 'A JSON file in .template')
            .optional()
            .describe(
              'Where the manifest goes: .template/manifest.json by default. Templates that share a project each name their own, such as .template/istio-mesh.json',
            ),
      },
      output: {
        manifestPath: z =>
          z.string().describe('Where the manifest is within the project'),
        fileCount: z => z.number().describe('How many files the template owns'),
      },
    },
    async handler(ctx) {
      const {
        template,
        version,
        answers = {},
        teamOwned = [],
        targetPath = '.',
        manifest: manifestPath = TEMPLATE_MANIFEST_PATH,
      } = ctx.input;
      const root = await resolveFolder(ctx.workspacePath, targetPath);

      // A retry must not take for the template's what later steps have written.
      const manifest: TemplateManifest = await ctx.checkpoint({
        key: `template-manifest.${targetPath}.${manifestPath}`,
        fn: async () => ({
          template,
          version,
          answers,
          files: await hashOwnedFiles(root, teamOwned),
        }),
      });

      const fileCount = Object.keys(manifest.files).length;
      if (fileCount === 0) {
        throw new InputError(
          'The template owns no file: put this step after the one that renders, and check the globs of teamOwned',
        );
      }
      await writeManifest(root, manifestPath, manifest);

      ctx.logger.info(`${template} ${version} owns ${fileCount} files`);
      ctx.output('manifestPath', manifestPath);
      ctx.output('fileCount', fileCount);
    },
  });
}

async function resolveFolder(
  workspacePath: string,
  targetPath: string,
): Promise<string> {
  const folder = resolveSafeChildPath(workspacePath, targetPath);
  const found = await stat(folder).catch(() => undefined);
  if (!found?.isDirectory()) {
    throw new InputError(`The workspace has no folder ${targetPath}`);
  }
  return folder;
}

async function writeManifest(
  root: string,
  manifestPath: string,
  manifest: TemplateManifest,
): Promise<void> {
  const path = resolveSafeChildPath(root, manifestPath);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `${JSON.stringify(manifest, undefined, 2)}\n`);
}
