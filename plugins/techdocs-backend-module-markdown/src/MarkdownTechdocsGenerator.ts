import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import {
  TechdocsGenerator,
  type GeneratorOptions,
  type GeneratorRunOptions,
} from '@backstage/plugin-techdocs-node';
import { readSiteLimits, type SiteLimits } from './config';
import { buildSite } from './site/buildSite';
import { createEditLinks } from './site/editLinks';

/**
 * What one build needs. It wants less of a logger than the generators that
 * hand it on to a container.
 *
 * @public
 */
export type MarkdownGeneratorRunOptions = Omit<
  GeneratorRunOptions,
  'logger'
> & {
  logger: Pick<LoggerService, 'info' | 'warn'>;
};

/**
 * A TechDocs generator that renders Markdown in this process: no Python, no
 * MkDocs, no container.
 *
 * @remarks
 * It never writes to the input directory, which for `dir` locations is the
 * author's own checkout.
 *
 * @public
 */
export class MarkdownTechdocsGenerator extends TechdocsGenerator {
  private readonly integrations: ScmIntegrations;
  private readonly limits: SiteLimits;

  /** Creates a generator from the `techdocs.markdown` configuration. */
  static fromConfig(
    config: Config,
    options: GeneratorOptions,
  ): MarkdownTechdocsGenerator {
    return new MarkdownTechdocsGenerator(config, options);
  }

  private constructor(config: Config, { logger }: GeneratorOptions) {
    const scmIntegrations = ScmIntegrations.fromConfig(config);
    super({ config, logger, scmIntegrations });
    this.integrations = scmIntegrations;
    this.limits = readSiteLimits(config);
  }

  /** {@inheritDoc @backstage/plugin-techdocs-node#GeneratorBase.run} */
  async run(options: MarkdownGeneratorRunOptions): Promise<void> {
    const { inputDir, outputDir, etag, logger, siteOptions } = options;
    const started = Date.now();
    const site = await buildSite({
      inputDir,
      outputDir,
      etag,
      siteName: siteOptions?.name,
      editLinks: createEditLinks(
        this.integrations,
        options.parsedLocationAnnotation,
      ),
      limits: this.limits,
      logger,
    });
    logger.info(
      `Built ${site.pages} pages and copied ${site.assets} files in ${
        Date.now() - started
      } ms`,
    );
  }
}
