import { type CatalogApi } from '@backstage/plugin-catalog-react';
import {
  ScaffolderClient,
  type TemplateParameterSchema,
} from '@backstage/plugin-scaffolder-common';
import { type loadTranslator } from '../fields/translator';
import { addPreviewStep, makesFiles } from './previewStep';

type Options = ConstructorParameters<typeof ScaffolderClient>[0] & {
  catalogApi: Pick<CatalogApi, 'getEntityByRef'>;
  /** The texts of the page, in the language of the portal when a form is opened. */
  loadTranslator: () => ReturnType<typeof loadTranslator>;
};

/** The scaffolder's client, with a last page in every form that shows the files. */
export class PreviewingScaffolderClient extends ScaffolderClient {
  readonly #catalogApi: Options['catalogApi'];
  readonly #loadTranslator: Options['loadTranslator'];

  constructor(options: Options) {
    super(options);
    this.#catalogApi = options.catalogApi;
    this.#loadTranslator = options.loadTranslator;
  }

  async getTemplateParameterSchema(
    templateRef: string,
  ): Promise<TemplateParameterSchema> {
    const [form, template, t] = await Promise.all([
      super.getTemplateParameterSchema(templateRef),
      // A template that cannot be read here has its page: that says why.
      this.#catalogApi.getEntityByRef(templateRef).catch(() => undefined),
      this.#loadTranslator(),
    ]);
    return template && !makesFiles(template)
      ? form
      : addPreviewStep(form, {
          templateRef,
          title: t('preview.title'),
          description: t('preview.description'),
        });
  }
}
