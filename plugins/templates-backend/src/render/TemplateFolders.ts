import { type UrlReaderService } from '@backstage/backend-plugin-api';
import {
  ANNOTATION_LOCATION,
  parseLocationRef,
  type Entity,
} from '@backstage/catalog-model';
import { InputError, NotFoundError, toError } from '@backstage/errors';
import { type ScmIntegrations } from '@backstage/integration';
import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { TemplateFolder, type TemplateFile } from './TemplateFolder';

/** As long as the parts of one rendering follow one another. */
const RECENT_MS = 10_000;

/** The folders that the catalog read its templates from. */
export class TemplateFolders {
  readonly #urlReader: UrlReaderService;
  readonly #integrations: ScmIntegrations;
  readonly #recentMs: number;
  readonly #recent = new Map<string, Promise<TemplateFile[]>>();

  constructor(options: {
    urlReader: UrlReaderService;
    integrations: ScmIntegrations;
    recentMs?: number;
  }) {
    this.#urlReader = options.urlReader;
    this.#integrations = options.integrations;
    this.#recentMs = options.recentMs ?? RECENT_MS;
  }

  /**
   * The files as {@link TemplateFolders.read} has them, or had them a moment ago:
   * a template that is made of others takes one of them several times, and a
   * repository is an archive to fetch each time.
   */
  async readRecent(
    entity: Entity,
    templateRef: string,
    isWanted: (entry: string) => boolean,
  ): Promise<TemplateFile[]> {
    const { annotations, etag = '' } = entity.metadata;
    const key = `${annotations?.[ANNOTATION_LOCATION]} ${etag}`;
    const recent = this.#recent.get(key);
    if (recent) {
      return recent;
    }
    const forget = () => this.#recent.delete(key);
    const reading = this.read(entity, templateRef, isWanted);
    this.#recent.set(key, reading);
    // What failed is tried again.
    reading.then(() => setTimeout(forget, this.#recentMs).unref(), forget);
    return reading;
  }

  /**
   * The files beside a `template.yaml`. Where it lies says the annotation that
   * the catalog itself sets; that of its source an author could set to any place.
   */
  async read(
    entity: Entity,
    templateRef: string,
    isWanted: (entry: string) => boolean,
  ): Promise<TemplateFile[]> {
    const location = entity.metadata.annotations?.[ANNOTATION_LOCATION];
    const { type, target } = location
      ? parseLocationRef(location)
      : { type: 'unknown', target: '' };
    try {
      if (type === 'file') {
        return await TemplateFolder.read(dirname(target), isWanted);
      }
      if (type === 'url') {
        return await this.#readUrl(target, isWanted);
      }
    } catch (error) {
      if (toError(error).name === InputError.name) {
        throw error;
      }
      throw new NotFoundError(
        `The folder of ${templateRef} cannot be read: ${
          toError(error).message
        }`,
      );
    }
    throw new InputError(
      `${templateRef} cannot be rendered: the catalog does not say from which file it is`,
    );
  }

  async #readUrl(
    target: string,
    isWanted: (entry: string) => boolean,
  ): Promise<TemplateFile[]> {
    const folder = this.#integrations.resolveUrl({ url: '.', base: target });
    const tree = await this.#urlReader.readTree(folder);
    const copy = await tree.dir();
    try {
      return await TemplateFolder.read(copy, isWanted);
    } finally {
      await rm(copy, { recursive: true, force: true });
    }
  }
}
