import {
  type LoggerService,
  type UrlReaderService,
} from '@backstage/backend-plugin-api';
import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import { InputError, toError } from '@backstage/errors';
import { type ScmIntegrations } from '@backstage/integration';
import { type ChaosSaved } from '@shop-platform/backstage-plugin-chaos-common';
import {
  EXPERIMENTS_ANNOTATION,
  savedPatterns,
  sourceUrlOf,
} from './savedPaths';
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

/** What there was at an address, and its mark for asking whether it is so still. */
type Found = { etag: string; files: SavedFile[] };

type Known = { readAt: number; saved: Promise<ChaosSaved> };

/** The experiments that are kept beside the sources of components. */
export class SavedExperiments {
  readonly #options: SavedExperimentsOptions;
  readonly #known = new Map<string, Known>();
  readonly #found = new Map<string, Found>();

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
    keep(this.#known, key, { readAt: at, saved });
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
    const { integrations } = this.#options;
    const base = folderOf(source);
    const found = await Promise.all(
      patterns.map(pattern =>
        this.#search(integrations.resolveUrl({ url: `./${pattern}`, base })),
      ),
    );
    // Several patterns may mean the same.
    const byUrl = new Map(found.flat().map(file => [file.url, file]));
    return [...byUrl.values()].sort((a, b) => (a.url < b.url ? -1 : 1));
  }

  /** Reads what an address means, unless nothing has changed there. */
  async #search(url: string): Promise<SavedFile[]> {
    const before = this.#found.get(url);
    try {
      const { files, etag } = await this.#options.reader.search(url, {
        signal: AbortSignal.timeout(TIMEOUT_MS),
        ...(before?.etag ? { etag: before.etag } : {}),
      });
      if (files.length > MAX_FILES) {
        throw new InputError(
          `There are ${files.length} files at ${url}, more than ${MAX_FILES}: name a narrower folder in the annotation ${EXPERIMENTS_ANNOTATION}`,
        );
      }
      const read = await Promise.all(
        files.map(async file => {
          const bytes = await file.content();
          return { url: file.url, text: bytes.toString('utf8', 0, MAX_BYTES) };
        }),
      );
      keep(this.#found, url, { etag, files: read });
      return read;
    } catch (error) {
      if (before && toError(error).name === 'NotModifiedError') {
        return before.files;
      }
      throw error;
    }
  }
}

/** Keeps something as the newest, and not more than so many. */
function keep<T>(known: Map<string, T>, key: string, value: T): void {
  known.delete(key);
  known.set(key, value);
  const [oldest] = known.keys();
  if (known.size > MAX_KNOWN && oldest !== undefined) {
    known.delete(oldest);
  }
}

/** A tree is a folder, also where its address does not end as one. */
function folderOf(source: string): string {
  return /\/tree\//.test(source) && !source.endsWith('/')
    ? `${source}/`
    : source;
}
