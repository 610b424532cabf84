import { type BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  getEntitySourceLocation,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { InputError, NotFoundError, toError } from '@backstage/errors';
import { type ScmIntegrations } from '@backstage/integration';
import { type CatalogService } from '@backstage/plugin-catalog-node';
import {
  getRenderRefusals,
  readTemplateReleases,
  releasesSince,
  type TemplatesClient,
} from '@shop-platform/backstage-plugin-templates-common';
import { posix } from 'node:path';
import {
  parseTemplateManifest,
  type TemplateManifest,
} from '../actions/manifest';
import { parseSource, type Source } from '../deploy/source';
import { collectBases, readBase } from './bases';
import { ClonedRepository } from './ClonedRepository';
import { describeUpgrade } from './describeUpgrade';
import { planUpgrade } from './planUpgrade';
import { findProjectRoot, parseManifestPath } from './projectRoot';
import { findManifest, findMissing } from './rendered';
import { type FileChange, type GitFile } from './types';

export type UpgradeServices = {
  catalog: CatalogService;
  integrations: ScmIntegrations;
  /** Renders for the one who upgrades. */
  templates: Pick<TemplatesClient, 'render'>;
  /** Fetches a repository into a folder. */
  clone?: typeof ClonedRepository.clone;
};

export type UpgradeRequest = {
  entityRef: string;
  /** The path of the manifest in the repository; the nearest one by default. */
  manifest: string | undefined;
  /** Answers that go before those of the manifest, such as those to new questions. */
  answers: Record<string, unknown>;
};

export type UpgradeContext = {
  credentials: BackstageCredentials;
  /** An empty folder for the clone. */
  folder: string;
  signal: AbortSignal | undefined;
  log(message: string): void;
};

export type UpgradeResult = {
  template: string;
  from: string;
  to: string;
  source: Source;
  /** The branch that it comes from. */
  targetBranch: string;
  /** One that is not there yet. */
  branch: string;
  description: string;
  /** What is to be written, by its path in the repository. */
  files: Map<string, GitFile>;
  deleted: string[];
  conflicts: number;
};

/** Brings what a template rendered into a repository to its newest version. */
export class Upgrade {
  readonly #services: UpgradeServices;
  readonly #request: UpgradeRequest;
  readonly #context: UpgradeContext;

  constructor(
    services: UpgradeServices,
    request: UpgradeRequest,
    context: UpgradeContext,
  ) {
    this.#services = services;
    this.#request = request;
    this.#context = context;
  }

  async run(): Promise<UpgradeResult> {
    const { integrations, clone = ClonedRepository.clone } = this.#services;
    const { folder, log } = this.#context;
    const source = await this.#findSource();
    const repository = await clone({
      source,
      integrations,
      folder,
    });
    const { manifest: path } = this.#request;
    const project = path
      ? parseManifestPath(path)
      : await findProjectRoot(repository, source.path);
    const inRepository = (file: string) => posix.join(project.root, file);
    const text = await repository.read(inRepository(project.manifest));
    if (!text) {
      throw new NotFoundError(
        `The repository has no ${inRepository(project.manifest)}`,
      );
    }
    const before = parseTemplateManifest(text.content.toString('utf8'));
    const releases = await this.#releases(before.template);
    log(`${before.template} ${before.version} rendered it; rendering it again`);
    const rendered = await this.#render(before);
    const { manifest, after } = findManifest(rendered, before.template);
    if (manifest !== project.manifest) {
      throw new InputError(
        `The template now writes ${manifest} where the repository has ${project.manifest}: rename that one first`,
      );
    }
    if (releasesSince([before], after.version).length > 0) {
      throw new InputError(
        `The repository has ${before.template} ${before.version}, and the portal's template is ${after.version}: nothing is taken back`,
      );
    }

    const current = (file: string) => repository.read(inRepository(file));
    const changes = await planUpgrade({
      before,
      after,
      rendered,
      current,
      isTaken: file => repository.isTaken(inRepository(file)),
      base: async (file, hash) =>
        (await readBase(before, file, hash)) ??
        (await repository.findByHash(inRepository(file), hash)),
    });
    const branch = `template/${after.template}-${after.version}`;
    const bases = await collectBases({ after, rendered, changes, current });
    const files = new Map<string, GitFile>();
    for (const change of changes) {
      if ('file' in change) {
        files.set(inRepository(change.path), change.file);
      }
    }
    const written = toText({
      ...after,
      ...(Object.keys(bases).length > 0 ? { bases } : {}),
    });
    if (!text.content.equals(written)) {
      files.set(inRepository(project.manifest), {
        content: written,
        executable: false,
        symlink: false,
      });
    }
    return {
      template: after.template,
      from: before.version,
      to: after.version,
      source,
      targetBranch: repository.branch,
      branch: repository.freeBranch(branch),
      description: describeUpgrade({
        template: after.template,
        from: before.version,
        to: after.version,
        releases: releasesSince(releases, before.version),
        changes,
        earlier: repository.takenBranches(branch),
        missing: await findMissing({ after, rendered, current }),
      }),
      files,
      deleted: changes
        .filter(({ kind }) => kind === 'deleted')
        .map(change => inRepository(change.path)),
      conflicts: countConflicts(changes),
    };
  }

  async #findSource(): Promise<Source> {
    const { entityRef } = this.#request;
    const { credentials } = this.#context;
    const entity = await this.#services.catalog.getEntityByRef(entityRef, {
      credentials,
    });
    if (!entity) {
      throw new NotFoundError(
        `The catalog has no ${entityRef} that you may see`,
      );
    }
    const { type, target } = getEntitySourceLocation(entity);
    if (type !== 'url') {
      throw new InputError(
        `${stringifyEntityRef(
          entity,
        )} comes from a folder and from no repository: a pull request has nowhere to go`,
      );
    }
    return parseSource(target);
  }

  async #releases(template: string) {
    const { credentials } = this.#context;
    const ref = toTemplateRef(template);
    const entity = await this.#services.catalog.getEntityByRef(ref, {
      credentials,
    });
    if (!entity) {
      throw new NotFoundError(
        `The catalog has no ${ref}, which rendered this, or you may not see it`,
      );
    }
    return readTemplateReleases(entity);
  }

  async #render({
    template,
    version,
    answers,
  }: TemplateManifest): Promise<Map<string, GitFile>> {
    const { signal } = this.#context;
    try {
      const { files } = await this.#services.templates.render(
        {
          templateRef: toTemplateRef(template),
          values: { ...answers, ...this.#request.answers },
        },
        signal ? { signal } : {},
      );
      return new Map(
        files.map(({ path, content, encoding, executable }) => [
          path,
          {
            content: Buffer.from(content, encoding),
            executable,
            symlink: false,
          },
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
          .join('; ')}. Answer these again under "Answers"`,
        toError(error),
      );
    }
  }
}

function toTemplateRef(template: string): string {
  return `template:default/${template}`;
}

function countConflicts(changes: readonly FileChange[]): number {
  return changes.filter(change => 'conflict' in change && change.conflict)
    .length;
}

function toText(manifest: TemplateManifest): Buffer {
  return Buffer.from(`${JSON.stringify(manifest, undefined, 2)}\n`);
}
