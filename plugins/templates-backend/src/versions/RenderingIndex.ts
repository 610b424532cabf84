import {
  type AuthService,
  type LoggerService,
} from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { toError } from '@backstage/errors';
import { type CatalogService } from '@backstage/plugin-catalog-node';
import { type TemplateProposal } from '@shop-platform/backstage-plugin-templates-common';
import { relative } from 'node:path';
import { readLocation } from './location';
import { type FoundManifest } from './manifests';
import { type ProposalReader } from './ProposalReader';
import { manifestsOf, type RepositoryReader } from './RepositoryReader';

const KINDS = ['Component', 'Resource', 'System'];

const CONCURRENT_READS = 4;

/** A manifest of a repository with the entities that come from what it is about. */
export type IndexedRendering = {
  /** The repository; nothing for a folder on this machine. */
  repository: string | undefined;
  manifest: string;
  template: string;
  version: string;
  changedFiles: string[];
  entityRefs: string[];
  /** The pull request about it that waits. */
  proposal: Pick<TemplateProposal, 'url' | 'title'> | undefined;
  /** Since when the repository does not answer. */
  unknownSince: Date | undefined;
};

/** A repository that did not answer. */
export type UnansweredRepository = {
  repository: string;
  since: Date;
  message: string;
  entityRefs: string[];
};

type Repository = {
  etag: string | undefined;
  manifests: FoundManifest[];
  proposals: TemplateProposal[];
  failure: { since: Date; message: string } | undefined;
};

type Place = { entityRef: string; folder: string };

/** What templates rendered into the repositories of the catalog, as last read. */
export class RenderingIndex {
  readonly #auth: AuthService;
  readonly #catalog: CatalogService;
  readonly #logger: LoggerService;
  readonly #reader: RepositoryReader;
  readonly #proposals: Pick<ProposalReader, 'read'>;
  readonly #now: () => Date;
  readonly #repositories = new Map<string, Repository>();
  #renderings: IndexedRendering[] = [];
  #unanswered: UnansweredRepository[] = [];
  #readAt: Date | undefined;

  constructor(options: {
    auth: AuthService;
    catalog: CatalogService;
    logger: LoggerService;
    reader: RepositoryReader;
    proposals: Pick<ProposalReader, 'read'>;
    now?: () => Date;
  }) {
    this.#auth = options.auth;
    this.#catalog = options.catalog;
    this.#logger = options.logger;
    this.#reader = options.reader;
    this.#proposals = options.proposals;
    this.#now = options.now ?? (() => new Date());
  }

  /** What was found when everything was last read. */
  get(): {
    renderings: readonly IndexedRendering[];
    unanswered: readonly UnansweredRepository[];
    /** Nothing before the first reading has ended. */
    readAt: Date | undefined;
  } {
    return {
      renderings: this.#renderings,
      unanswered: this.#unanswered,
      readAt: this.#readAt,
    };
  }

  /** Reads all repositories and folders that entities of the catalog come from. */
  async refresh(signal?: AbortSignal): Promise<void> {
    const credentials = await this.#auth.getOwnServiceCredentials();
    const { items } = await this.#catalog.getEntities(
      {
        filter: { kind: KINDS },
        fields: [
          'kind',
          'metadata.name',
          'metadata.namespace',
          'metadata.annotations',
        ],
      },
      { credentials },
    );
    const urls = new Map<string, Place[]>();
    const folders: Place[] = [];
    for (const entity of items) {
      const entityRef = stringifyEntityRef(entity);
      const location = readLocation(entity);
      if (location?.type === 'url') {
        const places = urls.get(location.root) ?? [];
        places.push({ entityRef, folder: location.folder });
        urls.set(location.root, places);
      } else if (location) {
        folders.push({ entityRef, folder: location.folder });
      }
    }

    const queue = [...urls.keys()];
    await Promise.all(
      Array.from({ length: CONCURRENT_READS }, async () => {
        for (let url = queue.shift(); url; url = queue.shift()) {
          signal?.throwIfAborted();
          await this.#readRepository(url, signal);
        }
      }),
    );
    for (const url of this.#repositories.keys()) {
      if (!urls.has(url)) {
        this.#repositories.delete(url);
      }
    }
    const local = await this.#readFolders(folders);
    this.#renderings = [...this.#collect(urls), ...local];
    this.#unanswered = [...this.#repositories].flatMap(
      ([repository, { failure }]) =>
        failure
          ? [
              {
                repository,
                ...failure,
                entityRefs: (urls.get(repository) ?? []).map(
                  ({ entityRef }) => entityRef,
                ),
              },
            ]
          : [],
    );
    this.#readAt = this.#now();
  }

  async #readRepository(
    url: string,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    const known = this.#repositories.get(url);
    try {
      const read = await this.#reader.readUrl(url, known?.etag, signal);
      const manifests = read?.manifests ?? known?.manifests ?? [];
      this.#repositories.set(url, {
        etag: read?.etag ?? known?.etag,
        manifests,
        proposals:
          manifests.length > 0
            ? await this.#readProposals(url, known?.proposals, signal)
            : [],
        failure: undefined,
      });
    } catch (error) {
      signal?.throwIfAborted();
      const { message } = toError(error);
      this.#logger.warn(`${url} could not be read for templates: ${message}`);
      this.#repositories.set(url, {
        etag: known?.etag,
        manifests: known?.manifests ?? [],
        proposals: known?.proposals ?? [],
        failure: { since: known?.failure?.since ?? this.#now(), message },
      });
    }
  }

  /** What was known stays where the host does not say; the upgrade itself asks again. */
  async #readProposals(
    url: string,
    known: TemplateProposal[] = [],
    signal: AbortSignal | undefined,
  ): Promise<TemplateProposal[]> {
    try {
      return await this.#proposals.read(url, signal);
    } catch (error) {
      signal?.throwIfAborted();
      this.#logger.warn(toError(error).message);
      return known;
    }
  }

  #collect(urls: ReadonlyMap<string, Place[]>): IndexedRendering[] {
    return [...urls].flatMap(([repository, places]) => {
      const { manifests, proposals, failure } = this.#repositories.get(
        repository,
      ) ?? { manifests: [], proposals: [], failure: undefined };
      return toRenderings(places, manifests, {
        repository,
        proposals,
        unknownSince: failure?.since,
      });
    });
  }

  async #readFolders(places: readonly Place[]): Promise<IndexedRendering[]> {
    const reads = new Map<string, ReturnType<RepositoryReader['readFolder']>>();
    const roots = new Map<
      string,
      { manifests: FoundManifest[]; places: Place[] }
    >();
    for (const { entityRef, folder } of places) {
      const read = reads.get(folder) ?? this.#reader.readFolder(folder);
      reads.set(folder, read);
      const found = await read;
      if (found) {
        const { root, manifests } = found;
        const known = roots.get(root) ?? { manifests, places: [] };
        known.places.push({ entityRef, folder: relative(root, folder) });
        roots.set(root, known);
      }
    }
    return [...roots.values()].flatMap(root =>
      toRenderings(root.places, root.manifests, {
        repository: undefined,
        proposals: [],
        unknownSince: undefined,
      }),
    );
  }
}

function toRenderings(
  places: readonly Place[],
  manifests: readonly FoundManifest[],
  {
    proposals,
    ...rest
  }: Pick<IndexedRendering, 'repository' | 'unknownSince'> & {
    proposals: readonly TemplateProposal[];
  },
): IndexedRendering[] {
  const entityRefs = new Map<FoundManifest, string[]>();
  for (const { entityRef, folder } of places) {
    for (const manifest of manifestsOf(folder, manifests)) {
      entityRefs.set(manifest, [
        ...(entityRefs.get(manifest) ?? []),
        entityRef,
      ]);
    }
  }
  return [...entityRefs].map(
    ([{ path, template, version, changedFiles }, refs]) => ({
      ...rest,
      manifest: path,
      template,
      version,
      changedFiles,
      entityRefs: refs.sort(),
      proposal: proposals.find(({ manifest }) => manifest === path),
    }),
  );
}
