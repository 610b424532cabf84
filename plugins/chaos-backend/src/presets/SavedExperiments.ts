import {
  type LoggerService,
  type UrlReaderService,
} from '@backstage/backend-plugin-api';
import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import { toError } from '@backstage/errors';
import { type ScmIntegrations } from '@backstage/integration';
import { type ChaosSaved } from '@shop-platform/backstage-plugin-chaos-common';
import { savedPatterns, sourceUrlOf } from './savedPaths';
import { toSaved, type SavedFile, type SavedFiles } from './toSaved';

const TIMEOUT_MS = 10_000;
const MAX_FILES = 100;
/** No text that may be started is longer, whatever it is written in. */
const MAX_BYTES = 300_000;
/** A pull request that was merged shows after that. */
const FRESH_MS = 30_000;
const MAX_KNOWN = 1_000;
const NOTHING: SavedFiles = { presets: [], problems: [] };

export type SavedExperimentsOptions = {
  reader: Pick<UrlReaderService, 'search'>;
  integrations: Pick<ScmIntegrations, 'resolveUrl'>;
  logger: Pick<LoggerService, 'warn'>;
  now(): number;
};

type Known = { readAt: number; saved: Promise<ChaosSaved> };

/** The experiments that are kept beside the sources of components. */
export class SavedExperiments {
  readonly #options: SavedExperimentsOptions;
  readonly #known = new Map<string, Known>();

  constructor(options: SavedExperimentsOptions) {
    this.#options = options;
  }

  /**
   * Those of a component; undefined where it has no sources. Where its repository
   * does not answer, they are those that were read last, with why.
   */
  async of(entity: Entity): Promise<ChaosSaved | undefined> {
    const source = sourceUrlOf(entity);
    if (source === undefined) {
      return undefined;
    }
    // Another annotation or another repository is another question.
    const key = JSON.stringify([
      stringifyEntityRef(entity),
      entity.metadata.annotations,
    ]);
    const known = this.#known.get(key);
    const at = this.#options.now();
    if (known && Math.abs(at - known.readAt) < FRESH_MS) {
      return known.saved;
    }
    const saved = this.#read(entity, source, known);
    this.#known.delete(key);
    this.#known.set(key, { readAt: at, saved });
    this.#forget();
    return saved;
  }

  async #read(
    entity: Entity,
    source: string,
    known: Known | undefined,
  ): Promise<ChaosSaved> {
    try {
      return toSaved(await this.#files(source, savedPatterns(entity)));
    } catch (error) {
      const { message: reason } = toError(error);
      this.#options.logger.warn(
        `The experiments that are kept on ${stringifyEntityRef(
          entity,
        )} cannot be read`,
        { reason },
      );
      const before = await known?.saved;
      const since = before?.failure?.since ?? new Date().toISOString();
      return { ...(before ?? NOTHING), failure: { reason, since } };
    }
  }

  async #files(source: string, patterns: string[]): Promise<SavedFile[]> {
    const { reader, integrations } = this.#options;
    const found = await Promise.all(
      patterns.map(async pattern => {
        const { files } = await reader.search(
          integrations.resolveUrl({
            url: `./${pattern}`,
            base: folderOf(source),
          }),
          { signal: AbortSignal.timeout(TIMEOUT_MS) },
        );
        return files;
      }),
    );
    const byUrl = new Map(found.flat().map(file => [file.url, file]));
    return Promise.all(
      [...byUrl.values()]
        .sort((a, b) => (a.url < b.url ? -1 : 1))
        .slice(0, MAX_FILES)
        .map(async ({ url, content }) => {
          const bytes = await content();
          return { url, text: bytes.toString('utf8', 0, MAX_BYTES) };
        }),
    );
  }

  /** The one that was read longest ago first. */
  #forget(): void {
    for (const key of this.#known.keys()) {
      if (this.#known.size <= MAX_KNOWN) {
        return;
      }
      this.#known.delete(key);
    }
  }
}

/** A tree is a folder, also where its address does not end as one. */
function folderOf(source: string): string {
  return /\/tree\//.test(source) && !source.endsWith('/')
    ? `${source}/`
    : source;
}
