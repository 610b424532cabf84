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

/** The folders that the catalog read its templates from. */
export class TemplateFolders {
  readonly #urlReader: UrlReaderService;
  readonly #integrations: ScmIntegrations;

  constructor(options: {
    urlReader: UrlReaderService;
    integrations: ScmIntegrations;
  }) {
    this.#urlReader = options.urlReader;
    this.#integrations = options.integrations;
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
