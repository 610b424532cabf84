import { type BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  getEntitySourceLocation,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { InputError, NotFoundError } from '@backstage/errors';
import { type ScmIntegrations } from '@backstage/integration';
import { type CatalogService } from '@backstage/plugin-catalog-node';
import { releasesSince } from '@shop-platform/backstage-plugin-templates-common';
import { posix } from 'node:path';
import {
  parseTemplateManifest,
  type TemplateManifest,
} from '../actions/manifest';
import { parseSource, type Source } from '../deploy/source';
import { ClonedRepository } from './ClonedRepository';
import { describeUpgrade } from './describeUpgrade';
import { mergeRendering } from './mergeRendering';
import { findProjectRoot, parseManifestPath } from './projectRoot';
import { readProposals, refuseSecond } from './proposals';
import { findManifest } from './rendered';
import { readReleases, renderAgain, type Renderer } from './renderAgain';
import { type GitFile } from './types';

export type UpgradeServices = {
  catalog: CatalogService;
  integrations: ScmIntegrations;
  /** Renders for the one who upgrades. */
  templates: Renderer;
  /** Fetches a repository into a folder. */
  clone?: typeof ClonedRepository.clone;
  /** Finds what templates have proposed to a repository. */
  findProposals?: typeof readProposals;
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
    const { findProposals = readProposals } = this.#services;
    refuseSecond(
      await findProposals({ source, integrations }),
      inRepository(project.manifest),
    );
    const releases = await readReleases(before.template, {
      catalog: this.#services.catalog,
      credentials: this.#context.credentials,
    });
    log(`${before.template} ${before.version} rendered it; rendering it again`);
    const rendered = await renderAgain(
      {
        ...before,
        answers: { ...before.answers, ...this.#request.answers },
      },
      {
        templates: this.#services.templates,
        signal: this.#context.signal,
        advice: 'Answer these again under "Answers"',
      },
    );
    const { manifest, after } = findManifest(rendered, before.template);
    refuseOther({ before, after, is: manifest, was: project.manifest });
    const merged = await mergeRendering({
      repository,
      ...project,
      before,
      after,
      rendered,
    });
    const branch = `template/${after.template}-${after.version}`;
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
        manifest: inRepository(project.manifest),
        releases: releasesSince(releases, before.version),
        changes: merged.changes,
        earlier: repository.takenBranches(branch),
        missing: merged.missing,
      }),
      files: merged.files,
      deleted: merged.deleted,
      conflicts: merged.conflicts,
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
}

/** An upgrade brings a newer version, and writes the manifest where it is. */
export function refuseOther(options: {
  before: TemplateManifest;
  after: TemplateManifest;
  /** Where the template writes the manifest. */
  is: string;
  /** Where the repository has it. */
  was: string;
}): void {
  const { before, after, is, was } = options;
  if (is !== was) {
    throw new InputError(
      `The template now writes ${is} where the repository has ${was}: rename that one first`,
    );
  }
  if (releasesSince([before], after.version).length > 0) {
    throw new InputError(
      `The repository has ${before.template} ${before.version}, and the portal's template is ${after.version}: nothing is taken back`,
    );
  }
}
