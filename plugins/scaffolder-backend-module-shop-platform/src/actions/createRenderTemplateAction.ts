import {
  resolveSafeChildPath,
  type AuthService,
  type DiscoveryService,
} from '@backstage/backend-plugin-api';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import {
  ConflictError,
  InputError,
  isError,
  NotAllowedError,
  NotFoundError,
  ResponseError,
  toError,
} from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  createTemplatesClient,
  RENDERED_WITHIN_ANNOTATION,
  type RenderedTemplateFile,
  type TemplatesClient,
} from '@shop-platform/backstage-plugin-templates-common';
import { minimatch } from 'minimatch';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { examples } from './createRenderTemplateAction.examples';

export type RenderTemplateActionOptions = {
  auth: AuthService;
  discovery: DiscoveryService;
};

/**
 * The action `platform:render-template`: puts what another template makes into
 * the workspace, so that templates can be made of templates.
 */
export function createRenderTemplateAction({
  auth,
  discovery,
}: RenderTemplateActionOptions) {
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
      const { logger, workspacePath } = ctx;
      const { exclude = [], values = {} } = ctx.input;
      const template = toTemplateRef(ctx.input.template);
      const target = resolveSafeChildPath(
        workspacePath,
        ctx.input.targetPath ?? '.',
      );

      const client = await createClient(
        { auth, discovery },
        await ctx.getInitiatorCredentials(),
      );
      const { files: all } = await render(
        client,
        { templateRef: template, values, within: templatesAround(ctx) },
        ctx.signal,
      );
      const files = [...all].filter(
        ({ path }) =>
          !exclude.some(glob => minimatch(path, glob, { dot: true })),
      );
      await writeFiles(template, target, files);

      logger.info(
        `${template} made ${files.length} ${
          files.length === 1 ? 'file' : 'files'
        }`,
      );
      ctx.output('template', template);
      ctx.output(
        'files',
        files.map(({ path }) => path),
      );
    },
  });
}

async function createClient(
  { auth, discovery }: RenderTemplateActionOptions,
  onBehalfOf: Parameters<AuthService['getPluginRequestToken']>[0]['onBehalfOf'],
): Promise<TemplatesClient> {
  const { token } = await auth.getPluginRequestToken({
    onBehalfOf,
    targetPluginId: 'templates',
  });
  return createTemplatesClient({
    baseUrl: await discovery.getBaseUrl('templates'),
    fetchApi: {
      fetch: (input, init) => {
        const request = new Request(input, init);
        if (token) {
          request.headers.set('authorization', `Bearer ${token}`);
        }
        return fetch(request);
      },
    },
  });
}

async function render(
  client: TemplatesClient,
  request: Parameters<TemplatesClient['render']>[0],
  signal: AbortSignal | undefined,
) {
  try {
    return await client.render(request, { signal });
  } catch (error) {
    throw error instanceof ResponseError ? toOwnError(error) : error;
  }
}

/** The refusal in its own words, which are what the task's log shows. */
function toOwnError(error: ResponseError): Error {
  const { message } = error.body.error;
  switch (error.statusCode) {
    case 400:
      return new InputError(message);
    case 403:
      return new NotAllowedError(message);
    case 404:
      return new NotFoundError(message);
    default:
      return new Error(message);
  }
}

/** The template that runs, below those it is rendered for itself. */
function templatesAround({
  templateInfo,
}: {
  templateInfo?: {
    entity?: {
      metadata: {
        name: string;
        namespace?: string;
        annotations?: Record<string, string>;
      };
    };
  };
}): string[] {
  const metadata = templateInfo?.entity?.metadata;
  if (!metadata) {
    return [];
  }
  const { name, namespace, annotations } = metadata;
  return [
    ...(annotations?.[RENDERED_WITHIN_ANNOTATION]?.split(' ') ?? []),
    stringifyEntityRef({ kind: 'template', namespace, name }),
  ];
}

function toTemplateRef(ref: string): string {
  try {
    return stringifyEntityRef(parseEntityRef(ref, { defaultKind: 'template' }));
  } catch (error) {
    throw new InputError(toError(error).message);
  }
}

/** Writes all of the files, or none of them. */
async function writeFiles(
  template: string,
  target: string,
  files: readonly RenderedTemplateFile[],
): Promise<void> {
  // Many files share a folder, and to ask where one leads takes its time.
  const folders = new Map(
    [...new Set(files.map(({ path }) => dirname(path)))].map(folder => [
      folder,
      resolveSafeChildPath(target, folder),
    ]),
  );
  const contents = files.map(file => ({
    path: join(folders.get(dirname(file.path)) ?? '', basename(file.path)),
    content: Buffer.from(file.content, file.encoding),
    mode: file.executable ? 0o755 : 0o644,
  }));
  const present = new Set(
    (await Promise.all([...folders.values()].map(listIfThere))).flat(),
  );
  const taken: string[] = [];
  for (const [index, { path, content }] of contents.entries()) {
    if (present.has(path)) {
      // What is there may be a link that leads out of the workspace.
      resolveSafeChildPath(target, path);
      const existing = await readFile(path);
      if (!existing.equals(content)) {
        taken.push(files[index].path);
      }
    }
  }
  if (taken.length > 0) {
    throw new ConflictError(
      `${template} and a step before it make different files of the same name: ${taken.join(
        ', ',
      )}`,
    );
  }
  for (const folder of folders.values()) {
    await mkdir(folder, { recursive: true });
  }
  await Promise.all(
    contents.map(({ path, content, mode }) =>
      writeFile(path, content, { mode }),
    ),
  );
}

async function listIfThere(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).map(name => join(folder, name));
  } catch (error) {
    if (isError(error) && error.code === 'ENOENT') {
      return [];
    }
    throw error;
  }
}
