import { type BackstageCredentials } from '@backstage/backend-plugin-api';
import { type Entity } from '@backstage/catalog-model';
import { InputError, NotFoundError, toError } from '@backstage/errors';
import { type CatalogService } from '@backstage/plugin-catalog-node';
import {
  getRenderRefusals,
  readTemplateReleases,
  type TemplateRelease,
  type TemplatesClient,
} from '@shop-platform/backstage-plugin-templates-common';
import { type GitFile } from './types';

/** Renders for the one who asks. */
export type Renderer = Pick<TemplatesClient, 'render'>;

/** The template of that name, as far as the one who asks may see it. */
export async function readTemplate(
  template: string,
  options: { catalog: CatalogService; credentials: BackstageCredentials },
): Promise<Entity> {
  const { catalog, credentials } = options;
  const ref = toTemplateRef(template);
  const entity = await catalog.getEntityByRef(ref, { credentials });
  if (!entity) {
    throw new NotFoundError(
      `The catalog has no ${ref}, which rendered this, or you may not see it`,
    );
  }
  return entity;
}

/** What changed in each version of a template. */
export async function readReleases(
  template: string,
  options: { catalog: CatalogService; credentials: BackstageCredentials },
): Promise<TemplateRelease[]> {
  return readTemplateReleases(await readTemplate(template, options));
}

/** What the newest version of a template makes of answers. */
export async function renderAgain(
  {
    template,
    version,
    answers,
  }: {
    template: string;
    /** The version that was given the answers. */
    version: string;
    answers: Record<string, unknown>;
  },
  options: {
    templates: Renderer;
    signal: AbortSignal | undefined;
    /** What somebody does about answers that are refused. */
    advice: string;
  },
): Promise<Map<string, GitFile>> {
  const { templates, signal, advice } = options;
  try {
    const { files } = await templates.render(
      { templateRef: toTemplateRef(template), values: answers },
      signal ? { signal } : {},
    );
    return new Map(
      files.map(({ path, content, encoding, executable }) => [
        path,
        { content: Buffer.from(content, encoding), executable, symlink: false },
      ]),
    );
  } catch (error) {
    const refusals = getRenderRefusals(error);
    if (refusals.length === 0) {
      throw error;
    }
    throw new InputError(
      `The template no longer takes the answers that ${version} was given. ${refusals
        .map(
          ({ path, title, message }) =>
            `${path || 'The form'}${title ? ` (${title})` : ''}: ${message}`,
        )
        .join('; ')}. ${advice}`,
      toError(error),
    );
  }
}

function toTemplateRef(template: string): string {
  return `template:default/${template}`;
}
