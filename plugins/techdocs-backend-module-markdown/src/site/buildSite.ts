import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { createHash } from 'node:crypto';
import { promises as fs } from 'node:fs';
import { join } from 'node:path';
import type { SiteLimits } from '../config';
import { renderMarkdown } from '../markdown/parseMarkdown';
import { sanitize } from '../markdown/sanitize';
import { labelsFor } from '../theme/labels';
import { renderPage } from '../theme/page';
import type { EditLinks } from './editLinks';
import { LinkResolver } from './links';
import { mapInBatches } from './mapInBatches';
import {
  pagesInOrder,
  resolveNavigation,
  type NavigationNode,
} from './navigation';
import { readPages } from './pages';
import { renderSearchIndex, searchDocuments } from './searchIndex';
import { readSiteConfig, type SiteConfig } from './siteConfig';
import { SiteWriter } from './siteWriter';
import { isPageFile, listSourceFiles } from './sourceFiles';
import type { Page, SiteLogger, SourceFile } from './types';

/** What one site is built from. */
export interface BuildOptions {
  inputDir: string;
  outputDir: string;
  etag: string | undefined;
  /** The name of a site whose `mkdocs.yml` gives none. */
  siteName: string | undefined;
  editLinks: EditLinks;
  limits: SiteLimits;
  logger: SiteLogger;
}

const metadataFile = 'techdocs_metadata.json';
const packageName =
  '@shop-platform/backstage-plugin-techdocs-backend-module-markdown';

async function writeStylesheet(writer: SiteWriter): Promise<string> {
  const source = resolvePackagePath(packageName, 'assets/site.css');
  const css = await fs.readFile(source, 'utf8');
  const hash = createHash('sha256').update(css).digest('hex').slice(0, 8);
  // The reader keeps a stylesheet only under this kind of name.
  const path = `assets/stylesheets/main.${hash}.min.css`;
  await writer.write(path, css);
  return path;
}

/** Everything that was read, checked and not written yet. */
interface Site {
  config: SiteConfig;
  files: SourceFile[];
  pages: Page[];
  navigation: NavigationNode[];
}

async function readSite(options: BuildOptions): Promise<Site> {
  const { siteName, limits, logger } = options;
  const inputDir = await fs.realpath(options.inputDir);
  const config = await readSiteConfig(inputDir, siteName, logger);
  const { docsDir, excludeDocs } = config;
  const files = await listSourceFiles({
    inputDir,
    docsDir,
    excludeDocs,
    limits,
    logger,
  });
  const pages = await readPages(files, {
    inputDir,
    docsDir,
    pageBytes: limits.pageBytes,
    logger,
  });
  const navigation = resolveNavigation(
    docsDir,
    config.navigation,
    pages,
    files,
  );
  return { config, files, pages, navigation };
}

function renderBody(
  page: Page,
  links: LinkResolver,
  language: string,
  logger: SiteLogger,
): string {
  for (const problem of links.rewrite(page)) {
    logger.warn(`${page.file}: ${problem}`);
  }
  const { permalink } = labelsFor(language);
  const { html, removed } = sanitize(renderMarkdown(page.markdown, permalink));
  if (removed.length > 0) {
    logger.warn(
      `${page.file}: removed what may not run in a page: ${removed.join(', ')}`,
    );
  }
  return html;
}

async function writePages(
  writer: SiteWriter,
  { config, files, pages, navigation }: Site,
  { editLinks, logger }: BuildOptions,
): Promise<void> {
  const stylesheet = await writeStylesheet(writer);
  const links = new LinkResolver(config.docsDir, pages, files);
  const order = pagesInOrder(navigation);
  const documents = await mapInBatches(pages, async page => {
    const body = renderBody(page, links, config.language, logger);
    const position = order.indexOf(page);
    const html = renderPage({
      site: config,
      page,
      body,
      navigation,
      previous: position > 0 ? order[position - 1] : undefined,
      next: position < 0 ? undefined : order[position + 1],
      editUrl: page.isRootReadme ? undefined : editLinks(config, page.path),
      stylesheet,
    });
    await writer.write(`${page.url}index.html`, html);
    return searchDocuments(page, body);
  });
  await writer.write(
    'search/search_index.json',
    renderSearchIndex(config.language, documents.flat()),
  );
}

async function copyAssets(
  writer: SiteWriter,
  { config, files }: Site,
  logger: SiteLogger,
): Promise<number> {
  const assets = files.filter(({ path }) => {
    const taken = path === metadataFile || writer.occupies(path);
    if (taken && !isPageFile(path)) {
      const name = join(config.docsDir, path);
      logger.warn(
        `${name} is ignored: the site has a file of its own under that name`,
      );
    }
    return !taken && !isPageFile(path);
  });
  await mapInBatches(assets, ({ path, absolutePath }) =>
    writer.copy(path, absolutePath),
  );
  return assets.length;
}

async function writeMetadata(
  writer: SiteWriter,
  { siteName, siteDescription }: SiteConfig,
  etag: string | undefined,
): Promise<void> {
  const metadata = {
    site_name: siteName,
    site_description: siteDescription,
    build_timestamp: Date.now(),
    files: [...writer.files, metadataFile],
    etag,
  };
  await writer.write(metadataFile, JSON.stringify(metadata));
}

/**
 * Builds a documentation site from Markdown. Nothing is written when the
 * input is wrong.
 */
export async function buildSite(
  options: BuildOptions,
): Promise<{ pages: number; assets: number }> {
  const site = await readSite(options);
  const writer = new SiteWriter(await fs.realpath(options.outputDir));
  await writePages(writer, site, options);
  const assets = await copyAssets(writer, site, options.logger);
  await writeMetadata(writer, site.config, options.etag);
  return { pages: site.pages.length, assets };
}
