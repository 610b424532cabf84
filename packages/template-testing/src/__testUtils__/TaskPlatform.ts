import {
  createServiceFactory,
  type BackendFeature,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { type Entity } from '@backstage/catalog-model';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import scaffolderModuleGithub from '@backstage/plugin-scaffolder-backend-module-github';
import { type JsonValue } from '@backstage/types';
import { scaffolderModuleShopPlatform } from '@shop-platform/backstage-plugin-scaffolder-backend-module-shop-platform';
// Tasks render in earnest, so the plugins run in the tests.
// eslint-disable-next-line @backstage/no-mixed-plugin-imports
import { templatesPlugin } from '@shop-platform/backstage-plugin-templates-backend';
import { EmbeddedGitHost } from '@shop-platform/local-platform/gitHost';
import { onFreePort } from '@shop-platform/local-platform/ports';
import { findMemoryFolder } from '@shop-platform/local-platform/workFolder';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { EXAMPLES_FOLDER } from '../examples/findRenderings';
import { readShopEntities } from '../render/readShopEntities';
import { readTemplateEntities } from '../render/readTemplateEntities';
import { withDefaults } from '../template/defaults';
import { TEMPLATES_FOLDER } from '../template/findTemplates';
import { TemplateSource } from '../template/TemplateSource';
import { GitRepository } from './GitRepository';

const TOKEN = 'a-token-of-the-portal';
const ORGANISATION = 'shop-platform';

const eventsSchema = z.array(
  z.looseObject({
    id: z.number(),
    type: z.string(),
    createdAt: z.coerce.date(),
    body: z.looseObject({
      message: z.string().default(''),
      status: z.string().optional(),
      stepId: z.string().optional(),
      output: z.looseObject({}).optional(),
    }),
  }),
);

type TestBackend = Awaited<ReturnType<typeof startTestBackend>>;

/** How a task ended, with its log. */
export type TaskResult = {
  status: string;
  log: string[];
  /** Milliseconds that each step took, by its id. */
  steps: Map<string, number>;
};

/** The shop and the templates. What is registered is noted, and not read. */
function createCatalog(
  others: readonly Entity[],
  onRegistered: (target: string) => void,
) {
  const catalog = catalogServiceMock({
    entities: [
      ...others,
      ...readShopEntities(EXAMPLES_FOLDER),
      ...readTemplateEntities(TEMPLATES_FOLDER),
    ],
  });
  catalog.addLocation = async ({ type = 'url', target, dryRun }) => {
    if (!dryRun) {
      onRegistered(target);
    }
    const entityRef = 'location:default/registered';
    return { location: { id: target, type, target, entityRef }, entities: [] };
  };
  return createServiceFactory({
    service: catalogServiceRef,
    deps: {},
    factory: () => catalog,
  });
}

async function startHost(folder: string): Promise<EmbeddedGitHost> {
  return await onFreePort(port =>
    EmbeddedGitHost.start(
      {
        port,
        folder: join(folder, 'git'),
        imagesFolder: join(folder, 'images'),
        token: TOKEN,
        organization: ORGANISATION,
      },
      () => {},
    ),
  );
}

async function startBackend(
  folder: string,
  hostUrl: string,
  features: readonly BackendFeature[],
): Promise<TestBackend> {
  const { host } = new URL(hostUrl);
  const backend = await startTestBackend({
    features: [
      scaffolderPlugin,
      scaffolderModuleGithub,
      scaffolderModuleShopPlatform,
      templatesPlugin,
      mockServices.rootConfig.factory({
        data: {
          backend: { workingDirectory: folder },
          integrations: {
            github: [{ host, apiBaseUrl: `${hostUrl}/api/v3`, token: TOKEN }],
          },
        },
      }),
      ...features,
    ],
  });
  // A step may keep this process busy for longer than an idle connection lasts.
  backend.server.keepAliveTimeout = 0;
  return backend;
}

/** A scaffolder whose tasks publish to a Git host, both in this process. */
export class TaskPlatform {
  readonly #folder: string;
  readonly #host: EmbeddedGitHost;
  readonly #backend: TestBackend;

  /** What tasks have registered in the catalog. */
  readonly registered: readonly string[];

  private constructor(parts: {
    folder: string;
    host: EmbeddedGitHost;
    backend: TestBackend;
    registered: readonly string[];
  }) {
    this.#folder = parts.folder;
    this.#host = parts.host;
    this.#backend = parts.backend;
    this.registered = parts.registered;
  }

  static async start(
    options: {
      folder?: string;
      features?: BackendFeature[];
      /** What is in the catalog besides the shop, such as of repositories of the organisation at this address. */
      entities?(organisationUrl: string): Entity[];
    } = {},
  ): Promise<TaskPlatform> {
    const parent = options.folder ?? (await findMemoryFolder()) ?? tmpdir();
    const folder = await mkdtemp(join(parent, 'template-tasks-'));
    let host: EmbeddedGitHost | undefined;
    try {
      host = await startHost(folder);
      const registered: string[] = [];
      const backend = await startBackend(folder, host.baseUrl, [
        createCatalog(
          options.entities?.(`${host.baseUrl}/${ORGANISATION}`) ?? [],
          target => registered.push(target),
        ),
        ...(options.features ?? []),
      ]);
      return new TaskPlatform({ folder, host, backend, registered });
    } catch (error) {
      // Nobody gets what could stop the rest.
      await host?.close();
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }

  async stop(): Promise<void> {
    await this.#backend.stop();
    await this.#host.close();
    await rm(this.#folder, { recursive: true, force: true });
  }

  /** What a form calls a repository of the host. */
  repoUrl(name: string): string {
    const { host } = new URL(this.#host.baseUrl);
    return `${host}?owner=${ORGANISATION}&repo=${name}`;
  }

  /** Runs a template as somebody does who fills in its form. */
  async run(
    template: string,
    values: Record<string, JsonValue>,
  ): Promise<TaskResult> {
    const { pages } = await TemplateSource.read(
      join(TEMPLATES_FOLDER, template),
    );
    const { id } = z.object({ id: z.string() }).parse(
      await this.#scaffolder('tasks', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          templateRef: `template:default/${template}`,
          values: withDefaults(pages, values),
        }),
      }),
    );
    return await this.#follow(id);
  }

  async #follow(id: string): Promise<TaskResult> {
    const log: string[] = [];
    const started = new Map<string, number>();
    const steps = new Map<string, number>();
    for (let after = -1; ; ) {
      // Answers when there is something new.
      const events = eventsSchema.parse(
        await this.#scaffolder(`tasks/${id}/events?after=${after}`),
      );
      for (const { id: eventId, type, createdAt, body } of events) {
        after = eventId;
        const { message, status, stepId } = body;
        log.push(message);
        if (stepId && status === 'processing') {
          started.set(stepId, createdAt.getTime());
        }
        const start = stepId === undefined ? undefined : started.get(stepId);
        if (stepId && start !== undefined && status === 'completed') {
          steps.set(stepId, createdAt.getTime() - start);
        }
        if (type === 'completion') {
          const task = z
            .object({ status: z.string() })
            .parse(await this.#scaffolder(`tasks/${id}`));
          return { status: task.status, log, steps };
        }
      }
    }
  }

  async #scaffolder(path: string, init?: RequestInit): Promise<unknown> {
    const port = this.#backend.server.port();
    const response = await fetch(
      `http://localhost:${port}/api/scaffolder/v2/${path}`,
      init,
    );
    const text = await response.text();
    if (!response.ok) {
      throw new Error(`${path}: ${response.status} ${text}`);
    }
    return JSON.parse(text);
  }

  /** Calls GitHub's API of the host. */
  async #git(method: string, path: string, body?: object): Promise<unknown> {
    const response = await fetch(`${this.#host.baseUrl}/api/v3${path}`, {
      method,
      headers: { authorization: `Bearer ${TOKEN}` },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!response.ok) {
      throw new Error(`${path}: ${response.status} ${await response.text()}`);
    }
    return await response.json();
  }

  /** A repository that is there, as what a task has made. */
  repository(name: string): GitRepository {
    return new GitRepository(
      (method, path, body) => this.#git(method, path, body),
      `/repos/${ORGANISATION}/${name}`,
      name,
    );
  }

  /** Makes a repository with one file in it. */
  async createRepository(name: string): Promise<GitRepository> {
    await this.#git('POST', `/orgs/${ORGANISATION}/repos`, { name });
    const repository = this.repository(name);
    await repository.write('README.md', `# ${name}\n`);
    return repository;
  }
}
