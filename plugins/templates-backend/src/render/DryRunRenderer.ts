import {
  type AuthService,
  type DiscoveryService,
} from '@backstage/backend-plugin-api';
import {
  parseEntityRef,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import {
  InputError,
  NotFoundError,
  ServiceUnavailableError,
  toError,
} from '@backstage/errors';
import { type CatalogService } from '@backstage/plugin-catalog-node';
import { type Call } from '@shop-platform/backstage-plugin-platform-node';
import {
  RENDERED_WITHIN_ANNOTATION,
  type RenderedTemplate,
  type RenderedTemplateFile,
  type RenderTemplateRequest,
} from '@shop-platform/backstage-plugin-templates-common';
import { isUtf8 } from 'node:buffer';
import { dryRunSchema, toRenderError } from './dryRun';
import { createExecutableTest } from './executables';
import { type RenderService } from './RenderService';
import {
  createNeededFilter,
  readTemplate,
  takenFolders,
  withDefaults,
} from './templateEntity';
import { type TemplateFolders } from './TemplateFolders';

/** A page that shows more does nobody read, and no template of ours makes half of it. */
const MAX_RENDERED_FILES = 5_000;
const MAX_RENDERED_BYTES = 20 * 1024 * 1024;

export type DryRunRendererOptions = {
  auth: AuthService;
  catalog: CatalogService;
  discovery: DiscoveryService;
  folders: TemplateFolders;
  /** Sends the request to the scaffolder. */
  fetch?: typeof fetch;
};

/**
 * Renders by the scaffolder's own dry run, for the caller: so schema, actions
 * and permissions are those of a task.
 */
export class DryRunRenderer implements RenderService {
  readonly #auth: AuthService;
  readonly #catalog: CatalogService;
  readonly #discovery: DiscoveryService;
  readonly #folders: TemplateFolders;
  readonly #fetch: typeof fetch;

  constructor(options: DryRunRendererOptions) {
    this.#auth = options.auth;
    this.#catalog = options.catalog;
    this.#discovery = options.discovery;
    this.#folders = options.folders;
    this.#fetch = options.fetch ?? fetch;
  }

  async render(
    { templateRef, values, within = [] }: RenderTemplateRequest,
    call: Call,
  ): Promise<RenderedTemplate> {
    const ref = toTemplateRef(templateRef);
    if (within.includes(ref)) {
      throw new InputError(
        `${[...within, ref].join(
          ' renders ',
        )}: a template cannot be made of itself`,
      );
    }
    const entity = await this.#catalog.getEntityByRef(ref, call);
    if (!entity) {
      throw new NotFoundError(
        `The catalog has no ${ref}, or you may not see it`,
      );
    }
    const template = readTemplate(entity, ref);
    const isWanted = createNeededFilter(template);
    const files =
      within.length > 0
        ? await this.#folders.readRecent(entity, ref, isWanted)
        : await this.#folders.read(entity, ref, isWanted);
    const answer = await this.#dryRun(
      ref,
      {
        template: withinOthers(entity, within),
        values: withDefaults(template, values),
        directoryContents: files.map(({ path, content }) => ({
          path,
          base64Content: content.toString('base64'),
        })),
      },
      call,
    );
    const isExecutable = createExecutableTest(files, takenFolders(template));
    return {
      templateRef: ref,
      files: answer.directoryContents
        .map(({ path, base64Content, executable }) => ({
          path,
          ...toContent(base64Content),
          executable: executable === true || isExecutable(path),
        }))
        .sort((a, b) => (a.path < b.path ? -1 : 1)),
      output: answer.output ?? {},
      log: answer.log.map(({ body: { stepId, message } }) => ({
        ...(stepId === undefined ? {} : { stepId }),
        message,
      })),
    };
  }

  async #dryRun(ref: string, body: object, { credentials, signal }: Call) {
    const { token } = await this.#auth.getPluginRequestToken({
      onBehalfOf: credentials,
      targetPluginId: 'scaffolder',
    });
    const baseUrl = await this.#discovery.getBaseUrl('scaffolder');
    let response: Response;
    let answer: unknown;
    try {
      response = await this.#fetch(`${baseUrl}/v2/dry-run`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(token ? { authorization: `Bearer ${token}` } : {}),
        },
        body: JSON.stringify(body),
        signal,
      });
      answer = await response.json();
    } catch (error) {
      throw new ServiceUnavailableError(
        `The scaffolder does not answer: ${toError(error).message}`,
      );
    }
    if (!response.ok) {
      throw toRenderError(ref, response.status, answer);
    }
    const parsed = dryRunSchema.parse(answer);
    assertSize(ref, parsed.directoryContents);
    return parsed;
  }
}

function toTemplateRef(templateRef: string): string {
  let ref;
  try {
    ref = parseEntityRef(templateRef, { defaultKind: 'template' });
  } catch (error) {
    throw new InputError(toError(error).message);
  }
  if (ref.kind.toLocaleLowerCase('en-US') !== 'template') {
    throw new InputError(`${templateRef} is no template`);
  }
  return stringifyEntityRef(ref);
}

/** Lets the steps of a template know what it is rendered for. */
function withinOthers(entity: Entity, within: string[]): Entity {
  if (within.length === 0) {
    return entity;
  }
  const { metadata } = entity;
  return {
    ...entity,
    metadata: {
      ...metadata,
      annotations: {
        ...metadata.annotations,
        [RENDERED_WITHIN_ANNOTATION]: within.join(' '),
      },
    },
  };
}

function assertSize(ref: string, files: readonly { base64Content: string }[]) {
  const bytes = files.reduce(
    (sum, { base64Content }) => sum + (base64Content.length * 3) / 4,
    0,
  );
  if (files.length > MAX_RENDERED_FILES || bytes > MAX_RENDERED_BYTES) {
    throw new InputError(
      `${ref} makes too much to show: ${MAX_RENDERED_FILES} files and ${
        MAX_RENDERED_BYTES / 1024 / 1024
      } MB at most`,
    );
  }
}

function toContent(
  base64: string,
): Pick<RenderedTemplateFile, 'content' | 'encoding'> {
  const content = Buffer.from(base64, 'base64');
  return isUtf8(content) && !content.includes(0)
    ? { content: content.toString('utf8'), encoding: 'utf8' }
    : { content: base64, encoding: 'base64' };
}
