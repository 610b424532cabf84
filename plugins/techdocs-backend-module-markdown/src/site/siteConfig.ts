import { isChildPath } from '@backstage/backend-plugin-api';
import { InputError, NotAllowedError } from '@backstage/errors';
import { promises as fs } from 'node:fs';
import { posix, resolve } from 'node:path';
import { z } from 'zod';
import { parseNavigation, type NavigationEntry } from './navigationConfig';
import { findUnsupported } from './supportedFeatures';
import type { SiteLogger } from './types';
import { parseYaml } from './yaml';

/** What `mkdocs.yml` says, with defaults filled in. */
export interface SiteConfig {
  siteName: string;
  siteDescription: string;
  /** The documentation folder, relative to the input directory. */
  docsDir: string;
  language: string;
  /** `undefined` asks for one made from the files. */
  navigation: NavigationEntry[] | undefined;
  excludeDocs: string;
  repoUrl: string | undefined;
  editUri: string | undefined;
}

const text = z.string().nullish();
const themeSchema = z.union([
  z.string(),
  z.looseObject({ language: z.string().nullish() }),
]);
const mkdocsSchema = z.looseObject({
  site_name: text,
  site_description: text,
  docs_dir: text,
  exclude_docs: text,
  repo_url: text,
  edit_uri: text,
  theme: themeSchema.nullish(),
});

// The order of TechDocs' own generator, so that both build the same site.
const fileNames = ['mkdocs.yaml', 'mkdocs.yml'];
const maximumBytes = 1_000_000;

async function readMkdocsFile(
  inputDir: string,
  logger: SiteLogger,
): Promise<{ name: string; content: string } | undefined> {
  const entries = await fs.readdir(inputDir);
  const [name, other] = fileNames.filter(file => entries.includes(file));
  if (name === undefined) {
    return undefined;
  }
  if (other !== undefined) {
    logger.warn(`Both ${name} and ${other} exist: ${other} is ignored`);
  }
  const path = resolve(inputDir, name);
  if (!isChildPath(inputDir, await fs.realpath(path))) {
    throw new NotAllowedError(
      `${name} is a symbolic link that leaves the documentation's directory`,
    );
  }
  const { size } = await fs.stat(path);
  if (size > maximumBytes) {
    throw new InputError(
      `${name} has ${size} bytes, the limit is ${maximumBytes}`,
    );
  }
  return { name, content: await fs.readFile(path, 'utf8') };
}

function checkDocsDir(inputDir: string, docsDir: string, file: string): void {
  const path = resolve(inputDir, docsDir);
  if (!isChildPath(inputDir, path)) {
    throw new NotAllowedError(
      `${file}: docs_dir "${docsDir}" leaves the documentation's directory. Use a folder inside the one that holds ${file}`,
    );
  }
  if (path === resolve(inputDir)) {
    throw new InputError(
      `${file}: docs_dir must be a folder of its own, not the one that holds ${file}`,
    );
  }
}

function parseSettings(file: string, content: string) {
  const parsed = mkdocsSchema.safeParse(parseYaml(file, content) ?? {});
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const where = issue.path.join('.');
    throw new InputError(
      `${file}: ${where ? `${where}: ` : ''}${issue.message}`,
    );
  }
  return parsed.data;
}

function languageOf(theme: z.infer<typeof themeSchema> | null | undefined) {
  const language = typeof theme === 'object' ? theme?.language : undefined;
  return language && /^[a-z]{2,3}(?:-[a-z]+)?$/i.test(language)
    ? language
    : 'en';
}

/**
 * Reads `mkdocs.yml` of a documentation site.
 *
 * @throws InputError when it cannot be understood, NotAllowedError when it
 * reaches outside of the input directory.
 */
export async function readSiteConfig(
  inputDir: string,
  siteName: string | undefined,
  logger: SiteLogger,
): Promise<SiteConfig> {
  const file = await readMkdocsFile(inputDir, logger);
  const settings = file ? parseSettings(file.name, file.content) : {};
  const name = file?.name ?? 'mkdocs.yml';
  for (const warning of findUnsupported(settings)) {
    logger.warn(`${name}: ${warning}`);
  }
  const docsDir = settings.docs_dir ?? 'docs';
  checkDocsDir(inputDir, docsDir, name);
  return {
    siteName: settings.site_name || siteName || 'Documentation Site',
    siteDescription: settings.site_description ?? '',
    docsDir: posix.normalize(docsDir).replace(/\/$/, ''),
    language: languageOf(settings.theme),
    navigation: parseNavigation(name, settings.nav),
    excludeDocs: settings.exclude_docs ?? '',
    repoUrl: settings.repo_url ?? undefined,
    editUri: settings.edit_uri ?? undefined,
  };
}
