import {
  type BackstageCredentials,
  type PermissionsService,
  type UrlReaderService,
} from '@backstage/backend-plugin-api';
import { type Entity } from '@backstage/catalog-model';
import {
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import { type ScmIntegrations } from '@backstage/integration';
import { type CatalogService } from '@backstage/plugin-catalog-node';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  type Cluster,
  type ClustersService,
} from '@shop-platform/backstage-plugin-clusters-node';
import {
  platformDeployPermission,
  readDeployable,
} from '@shop-platform/backstage-plugin-platform-common';
import { setTimeout as sleep } from 'node:timers/promises';
import { Builds } from './Builds';
import { ClusterDeploy, type Pace } from './ClusterDeploy';
import { readManifests } from './readManifests';
import { parseSource, type Source } from './source';

/** As long as the slowest admission webhook may take. */
const REQUEST_TIMEOUT_MS = 30_000;

export type DeployServices = {
  catalog: CatalogService;
  clusters: ClustersService;
  integrations: ScmIntegrations;
  permissions: PermissionsService;
  urlReader: UrlReaderService;
  pace: Pace & {
    /** How long a component that was just registered may take to be in the catalog. */
    catalogMs: number;
  };
};

export type DeployRequest = {
  entityRef: string;
  source: string | undefined;
  commit: string | undefined;
  folder: string;
  clusters: Cluster[];
  checks: string[];
  buildTimeoutMs: number;
  timeoutMs: number;
  force: boolean;
};

export type DeployContext = {
  credentials: BackstageCredentials;
  signal: AbortSignal | undefined;
  log(message: string): void;
};

/** Brings a component from its repository into clusters, one after the other. */
export class Deploy {
  readonly #services: DeployServices;
  readonly #request: DeployRequest;
  readonly #context: DeployContext;

  constructor(
    services: DeployServices,
    request: DeployRequest,
    context: DeployContext,
  ) {
    this.#services = services;
    this.#request = request;
    this.#context = context;
  }

  /** Resolves with the commit that runs. */
  async run(): Promise<{ commit: string }> {
    const { entityRef } = this.#request;
    const { log } = this.#context;
    const entity = await this.#findEntity();
    await this.#authorize();
    const deployable = readDeployable(entity);
    if (!deployable) {
      throw new InputError(
        `${entityRef} cannot be deployed: it has to be a component with the annotation backstage.io/kubernetes-id that comes from a repository`,
      );
    }
    const source = parseSource(this.#request.source ?? deployable.sourceUrl);
    const commit = await this.#waitForImage(source);
    const { folder } = this.#request;
    const { signal } = this.#context;
    const { urlReader } = this.#services;
    const { namespace, kubernetesId } = deployable;
    const manifests = await readManifests({
      urlReader,
      source,
      commit,
      folder,
      namespace,
      signal,
    });
    log(
      `Deploying ${manifests.length} objects of ${source.owner}/${
        source.repo
      } at ${commit.slice(0, 12)}`,
    );
    await this.#deployToAll(cluster => {
      const { force, timeoutMs } = this.#request;
      return new ClusterDeploy({
        client: this.#services.clusters.client(cluster.name, {
          timeoutMs: REQUEST_TIMEOUT_MS,
        }),
        manifests,
        kubernetesId,
        force,
        timeoutMs,
        pace: this.#services.pace,
        signal,
        log,
      });
    });
    return { commit };
  }

  /** What was registered a moment ago is on its way into the catalog. */
  async #findEntity(): Promise<Entity> {
    const { catalog, pace } = this.#services;
    const { credentials, signal } = this.#context;
    const { entityRef } = this.#request;
    const end = performance.now() + pace.catalogMs;
    for (;;) {
      const entity = await catalog.getEntityByRef(entityRef, { credentials });
      if (entity) {
        return entity;
      }
      if (performance.now() > end) {
        throw new NotFoundError(
          `The catalog has no ${entityRef} that you may see`,
        );
      }
      await sleep(pace.pollMs, undefined, signal ? { signal } : {});
    }
  }

  async #authorize(): Promise<void> {
    const { entityRef } = this.#request;
    const [{ result }] = await this.#services.permissions.authorize(
      [{ permission: platformDeployPermission, resourceRef: entityRef }],
      { credentials: this.#context.credentials },
    );
    if (result !== AuthorizeResult.ALLOW) {
      throw new NotAllowedError(
        `You may not deploy ${entityRef}: ask its owner, or whoever runs the portal, for ${platformDeployPermission.name}`,
      );
    }
  }

  async #waitForImage(source: Source): Promise<string> {
    const { integrations, pace } = this.#services;
    const { signal, log } = this.#context;
    const { checks, buildTimeoutMs } = this.#request;
    const builds = Builds.create(integrations, source, pace.pollMs);
    const commit = this.#request.commit ?? (await builds.newestCommit(signal));
    await builds.waitFor({
      commit,
      checks,
      timeoutMs: buildTimeoutMs,
      signal,
      log,
    });
    return commit;
  }

  /** A version that does not come up in one cluster reaches no other, and stays in none. */
  async #deployToAll(
    create: (cluster: Cluster) => ClusterDeploy,
  ): Promise<void> {
    const begun: ClusterDeploy[] = [];
    try {
      for (const cluster of this.#request.clusters) {
        const deploy = create(cluster);
        begun.unshift(deploy);
        await deploy.run();
      }
    } catch (error) {
      const results = await Promise.all(begun.map(deploy => deploy.rollBack()));
      const failures = results.flat();
      const outcome =
        failures.length === 0
          ? 'Everything is as it was before'
          : `NOT everything could be rolled back: ${failures.join('; ')}`;
      const { message } =
        error instanceof Error ? error : new Error(`${error}`);
      throw new ConflictError(`${message}. ${outcome}`);
    }
  }
}
