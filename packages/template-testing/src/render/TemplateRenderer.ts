import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import scaffolderModuleGithub from '@backstage/plugin-scaffolder-backend-module-github';
import { scaffolderModuleShopPlatform } from '@shop-platform/backstage-plugin-scaffolder-backend-module-shop-platform';
// It renders in earnest, so the plugins run in the tests.
// eslint-disable-next-line @backstage/no-mixed-plugin-imports
import { templatesPlugin } from '@shop-platform/backstage-plugin-templates-backend';
import { findMemoryFolder } from '@shop-platform/local-platform/workFolder';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EXAMPLES_FOLDER } from '../examples/findRenderings';
import { TemplateSource } from '../template/TemplateSource';
import { withDefaults } from '../template/defaults';
import { TEMPLATES_FOLDER } from '../template/findTemplates';
import { Rendered, RenderOptions } from '../types';
import { createDefinedModule } from './definedModule';
import { readShopEntities } from './readShopEntities';
import { readTemplateEntities } from './readTemplateEntities';
import { TemplateRefusedError } from './TemplateRefusedError';
import { toRenderedFiles } from './toRenderedFiles';
import {
  ActionDescription,
  actionsSchema,
  dryRunSchema,
  refusalSchema,
} from './schemas';

type Backend = Awaited<ReturnType<typeof startTestBackend>>;

/**
 * A scaffolder with the actions and filters of the portal, for dry runs, and the
 * shop's entities and all templates in its catalog, so that one can render another.
 *
 * @public
 */
export class TemplateRenderer {
  readonly #backend: Backend;
  readonly #undefinedIds: Set<string>;
  readonly #workFolder: string;

  private constructor(
    backend: Backend,
    undefinedIds: Set<string>,
    workFolder: string,
  ) {
    this.#backend = backend;
    this.#undefinedIds = undefinedIds;
    this.#workFolder = workFolder;
  }

  /** Starts the scaffolder on a free port of the loopback address. */
  static async start(): Promise<TemplateRenderer> {
    const undefinedIds = new Set<string>();
    // In memory where the embedded platform has it there, too.
    const workFolder = await mkdtemp(
      join((await findMemoryFolder()) ?? tmpdir(), 'template-testing-'),
    );
    const backend = await startTestBackend({
      features: [
        scaffolderPlugin,
        scaffolderModuleGithub,
        scaffolderModuleShopPlatform,
        templatesPlugin,
        createDefinedModule(id => undefinedIds.add(id)),
        catalogServiceMock.factory({
          entities: [
            ...readShopEntities(EXAMPLES_FOLDER),
            ...readTemplateEntities(TEMPLATES_FOLDER),
          ],
        }),
        mockServices.rootConfig.factory({
          // A pull request asks for a token first, and for nothing in a dry run.
          data: {
            backend: { workingDirectory: workFolder },
            integrations: {
              github: [{ host: 'github.com', token: 'of-a-dry-run' }],
            },
          },
        }),
      ],
    });
    // This process is busy for longer than a server keeps an idle connection, and
    // the next request, of a template in another one as well, would go out on one
    // that is being closed.
    backend.server.keepAliveTimeout = 0;
    return new TemplateRenderer(backend, undefinedIds, workFolder);
  }

  /** Stops the scaffolder; nothing can be rendered after it. */
  async stop(): Promise<void> {
    await this.#backend.stop();
    await rm(this.#workFolder, { recursive: true, force: true });
  }

  /** Renders what the form would send; refused values are a {@link TemplateRefusedError}. */
  async render(options: RenderOptions): Promise<Rendered> {
    return this.renderSource(
      await TemplateSource.read(options.template),
      options.values,
    );
  }

  /** @internal */
  async renderSource(
    source: TemplateSource,
    values: RenderOptions['values'],
  ): Promise<Rendered> {
    const body = JSON.stringify({
      template: source.json,
      values: withDefaults(source.pages, values),
      directoryContents: source.files.map(({ path, content }) => ({
        path,
        base64Content: content.toString('base64'),
      })),
    });
    const start = performance.now();
    const response = await this.#request('dry-run', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    const answer: unknown = await response.json();
    const milliseconds = performance.now() - start;

    if (!response.ok) {
      throw toError(response.status, answer);
    }
    const { directoryContents, output, log } = dryRunSchema.parse(answer);
    return {
      files: toRenderedFiles(source, directoryContents),
      output,
      log: log.map(entry => entry.body.message),
      milliseconds,
    };
  }

  /**
   * The expressions that had no value in the dry runs since the last call.
   *
   * @internal
   */
  takeUndefined(): string[] {
    const ids = [...this.#undefinedIds];
    this.#undefinedIds.clear();
    return ids;
  }

  /** The actions that templates can use. */
  async listActions(): Promise<ActionDescription[]> {
    const response = await this.#request('actions');
    return actionsSchema.parse(await response.json());
  }

  #request(path: string, init?: RequestInit): Promise<Response> {
    const port = this.#backend.server.port();
    return fetch(`http://localhost:${port}/api/scaffolder/v2/${path}`, init);
  }
}

function toError(status: number, answer: unknown): Error {
  const refusal = refusalSchema.safeParse(answer);
  if (status === 400 && refusal.success) {
    return new TemplateRefusedError(refusal.data.errors);
  }
  return new Error(
    `The scaffolder answered ${status}: ${JSON.stringify(answer)}`,
  );
}
