import { type BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  getEntitySourceLocation,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { InputError, NotFoundError } from '@backstage/errors';
import { type ScmIntegrations } from '@backstage/integration';
import { type CatalogService } from '@backstage/plugin-catalog-node';
import {
  readTemplateReleases,
  releasesSince,
} from '@shop-platform/backstage-plugin-templates-common';
import { posix } from 'node:path';
import {
  parseTemplateManifest,
  type TemplateManifest,
} from '../actions/manifest';
import { parseSource, type Source } from '../deploy/source';
import { checkMerged, type CheckContext } from './checkMerged';
import { ClonedRepository } from './ClonedRepository';
import { describeUpgrade } from './describeUpgrade';
import { mergeRendering } from './mergeRendering';
import { readOwnChecks } from './ownChecks';
import {
  findProjectRoot,
  parseManifestPath,
  type ProjectRoot,
} from './projectRoot';
import { readProposals, refuseSecond } from './proposals';
import { findManifest } from './rendered';
import { readTemplate, renderAgain, type Renderer } from './renderAgain';
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

export type UpgradeContext = CheckContext & {
  credentials: BackstageCredentials;
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
    const { log } = this.#context;
    const source = await this.#findSource();
    const repository = await this.#clone(source);
    const { project, before } = await this.#readManifest(repository, source);
    const manifest = posix.join(project.root, project.manifest);
    const { integrations, findProposals = readProposals } = this.#services;
    refuseSecond(await findProposals({ source, integrations }), manifest);
    const template = await readTemplate(before.template, {
      catalog: this.#services.catalog,
      credentials: this.#context.credentials,
    });
    log(`${before.template} ${before.version} rendered it; rendering it again`);
    const { rendered, after } = await this.#render(project, before);
    const merged = await mergeRendering({
      repository,
      ...project,
      before,
      after,
      rendered,
    });
    const { changes, files, deleted, missing, conflicts } = merged;
    const findings =
      files.size + deleted.length === 0
        ? []
        : await checkMerged(
            {
              repository,
              root: project.root,
              rendered,
              merged,
              isChecked: false,
              checks: readOwnChecks(template),
            },
            this.#context,
          );
    const [from, to] = [before.version, after.version];
    const branch = `template/${after.template}-${to}`;
    return {
      template: after.template,
      from,
      to,
      source,
      targetBranch: repository.branch,
      branch: repository.freeBranch(branch),
      description: describeUpgrade({
        template: after.template,
        from,
        to,
        manifest,
        releases: releasesSince(readTemplateReleases(template), from),
        changes,
        earlier: repository.takenBranches(branch),
        missing,
        findings,
      }),
      files,
      deleted,
      conflicts,
    };
  }

  async #clone(source: Source): Promise<ClonedRepository> {
    const { integrations, clone = ClonedRepository.clone } = this.#services;
    const folder = await this.#context.createFolder();
    return await clone({ source, integrations, folder });
  }

  async #readManifest(
    repository: ClonedRepository,
    source: Source,
  ): Promise<{ project: ProjectRoot; before: TemplateManifest }> {
    const { manifest } = this.#request;
    const project = manifest
      ? parseManifestPath(manifest)
      : await findProjectRoot(repository, source.path);
    const path = posix.join(project.root, project.manifest);
    const text = await repository.read(path);
    if (!text) {
      throw new NotFoundError(`The repository has no ${path}`);
    }
    const before = parseTemplateManifest(text.content.toString('utf8'));
    return { project, before };
  }

  async #render(
    project: ProjectRoot,
    before: TemplateManifest,
  ): Promise<{
    rendered: ReadonlyMap<string, GitFile>;
    after: TemplateManifest;
  }> {
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
    return { rendered, after };
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
