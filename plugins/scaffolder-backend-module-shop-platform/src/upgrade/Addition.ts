import { type BackstageCredentials } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { releasesSince } from '@shop-platform/backstage-plugin-templates-common';
import {
  parseTemplateManifest,
  type TemplateManifest,
} from '../actions/manifest';
import { type Source } from '../deploy/source';
import { addAnswers, show, type AddedAnswers } from './addAnswers';
import { checkMerged, type CheckContext } from './checkMerged';
import { ClonedRepository } from './ClonedRepository';
import { describeUpgrade } from './describeUpgrade';
import { mergeRendering, type Merged } from './mergeRendering';
import { readProposals, refuseSecond } from './proposals';
import { findManifest } from './rendered';
import { readReleases, renderAgain } from './renderAgain';
import { type GitFile } from './types';
import { refuseOther, type UpgradeServices } from './Upgrade';

export type AdditionRequest = {
  source: Source;
  /** Where the manifest is, here and in the repository. */
  manifest: string;
  /** What the template made of the answers, its manifest included. */
  rendered: ReadonlyMap<string, GitFile>;
  /** The names of the answers that are lists and grow. */
  adds: readonly string[];
  /** The names of the answers that have to be as the repository has them. */
  agrees: readonly string[];
  /** What the pull request says where the repository has nothing of it yet. */
  title: string;
  description: string;
};

export type AdditionResult = {
  template: string;
  /** The version that was there; nothing where there was none. */
  from: string | undefined;
  to: string;
  targetBranch: string;
  branch: string;
  title: string;
  description: string;
  files: Map<string, GitFile>;
  deleted: string[];
  conflicts: number;
};

export type AdditionContext = CheckContext & {
  credentials: BackstageCredentials;
};

/** What the two ways of adding differ in. */
type Rendering = {
  before: TemplateManifest;
  after: TemplateManifest;
  rendered: ReadonlyMap<string, GitFile>;
  title: string;
  intro: string;
  releases: Awaited<ReturnType<typeof readReleases>>;
};

/**
 * Brings what a template rendered into a repository that may have it already:
 * then the answers of its manifest grow by the new ones, and what that makes is
 * merged with what the team changed.
 */
export class Addition {
  readonly #services: UpgradeServices;
  readonly #request: AdditionRequest;
  readonly #context: AdditionContext;

  constructor(
    services: UpgradeServices,
    request: AdditionRequest,
    context: AdditionContext,
  ) {
    this.#services = services;
    this.#request = request;
    this.#context = context;
  }

  async run(): Promise<AdditionResult> {
    const { manifest } = this.#request;
    const given = this.#readGiven();
    const repository = await this.#open();
    const text = await repository.read(manifest);
    const rendering = text
      ? await this.#renderMore(
          parseTemplateManifest(text.content.toString('utf8')),
          given,
        )
      : this.#renderFirst(given);
    const { before, after, title, intro, releases } = rendering;
    const merged = await this.#merge(repository, rendering, {
      isFirst: !text,
    });
    const { files, deleted, conflicts } = merged;
    const findings =
      files.size + deleted.length === 0
        ? []
        : await checkMerged(
            { repository, root: '', merged, ...rendering, isChecked: !text },
            this.#context,
          );
    const [from, to] = [before.version, after.version];
    return {
      template: after.template,
      from: text ? from : undefined,
      to,
      targetBranch: repository.branch,
      branch: repository.freeBranch(`template/${after.template}`),
      title,
      description: describeUpgrade({
        template: after.template,
        from,
        to,
        manifest,
        intro,
        releases,
        changes: merged.changes,
        earlier: [],
        missing: text ? merged.missing : [],
        findings,
      }),
      files,
      deleted,
      conflicts,
    };
  }

  async #open(): Promise<ClonedRepository> {
    const { integrations, clone = ClonedRepository.clone } = this.#services;
    const { findProposals = readProposals } = this.#services;
    const { source, manifest } = this.#request;
    const folder = await this.#context.createFolder();
    const repository = await clone({ source, integrations, folder });
    refuseSecond(await findProposals({ source, integrations }), manifest);
    return repository;
  }

  async #merge(
    repository: ClonedRepository,
    { before, after, rendered }: Rendering,
    { isFirst }: { isFirst: boolean },
  ): Promise<Merged> {
    const merged = await mergeRendering({
      repository,
      root: '',
      manifest: this.#request.manifest,
      before,
      after,
      rendered,
    });
    if (!isFirst) {
      return merged;
    }
    // What is the team's from the beginning is written once.
    const first = [...rendered].filter(([path]) =>
      merged.missing.includes(path),
    );
    return { ...merged, files: new Map([...first, ...merged.files]) };
  }

  #readGiven(): TemplateManifest {
    const { rendered, manifest } = this.#request;
    const file = rendered.get(manifest);
    if (!file) {
      throw new InputError(
        `The workspace has no ${manifest}: put this step after shop-platform:template:manifest, with the same manifest`,
      );
    }
    return parseTemplateManifest(file.content.toString('utf8'));
  }

  /** There is nothing of it yet; what stands in its way is the team's. */
  #renderFirst(given: TemplateManifest): Rendering {
    const { rendered, title, description } = this.#request;
    return {
      before: { ...given, answers: {}, files: {}, bases: undefined },
      after: given,
      rendered,
      title,
      intro: description,
      releases: [],
    };
  }

  async #renderMore(
    before: TemplateManifest,
    given: TemplateManifest,
  ): Promise<Rendering> {
    const { adds, agrees, manifest } = this.#request;
    const { credentials, signal, log } = this.#context;
    const { catalog, templates } = this.#services;
    const { template, version } = before;
    if (template !== given.template) {
      throw new InputError(
        `${manifest} of the repository is of the template ${template}, and not of ${given.template}`,
      );
    }
    const change = addAnswers({
      recorded: before.answers,
      given: given.answers,
      adds,
      agrees,
      template,
    });
    log(
      `The repository has ${template} ${version}: rendering it again with what is added`,
    );
    const rendered = await renderAgain(
      { template, version, answers: change.answers },
      {
        templates,
        signal,
        advice:
          'Upgrade the repository first: Template versions, "Upgrade…" asks for them',
      },
    );
    const found = findManifest(rendered, template);
    const { after } = found;
    refuseOther({ before, after, is: found.manifest, was: manifest });
    const releases = await readReleases(template, { catalog, credentials });
    return {
      before,
      after,
      rendered,
      releases: releasesSince(releases, version),
      ...describe(change, before, after),
    };
  }
}

function describe(
  { added, kept }: AddedAnswers,
  { template, version: from }: TemplateManifest,
  { version: to }: TemplateManifest,
): { title: string; intro: string } {
  const what = added.map(show);
  const upgrades = from === to ? '' : `, and upgrade it from ${from} to ${to}`;
  const intro = [
    what.length > 0
      ? `Adds to what the template \`${template}\` rendered: ${what
          .map(item => `\`${item}\``)
          .join(
            ', ',
          )}. What it says of others and what your team changed is kept.`
      : `Renders the template \`${template}\` again: its answers name everything already that was to be added. What your team changed is kept.`,
    ...(from === to
      ? []
      : [
          `The repository has version ${from}, and the template is ${to} now: this is an upgrade, too.`,
        ]),
    ...(kept.length > 0
      ? [
          `These answers were given otherwise and stay as the repository has them; an upgrade takes new ones under "Answers".`,
          kept
            .map(
              ({ name, recorded, given }) =>
                `- \`${name}\` stays \`${show(recorded)}\` (given: \`${show(
                  given,
                )}\`)`,
            )
            .join('\n'),
        ]
      : []),
  ].join('\n\n');
  return {
    title: `${
      what.length > 0
        ? `Add ${shorten(what)} to ${template}`
        : `Render ${template} again`
    }${upgrades}`,
    intro,
  };
}

/** As many as a title holds. */
function shorten(items: readonly string[]): string {
  return items.length <= 3
    ? items.join(', ')
    : `${items.slice(0, 3).join(', ')} and ${items.length - 3} more`;
}
