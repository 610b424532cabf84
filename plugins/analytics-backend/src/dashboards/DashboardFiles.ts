import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import {
  resolveSafeChildPath,
  type UrlReaderService,
} from '@backstage/backend-plugin-api';
import { getEntitySourceLocation, type Entity } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { type ScmIntegrations } from '@backstage/integration';
import { getDashboardPaths } from '@shop-platform/backstage-plugin-analytics-common';
import { repositoryFileOf, type RepositoryFile } from './repositoryFileOf';

const TIMEOUT_MS = 15_000;
const MAX_FILES = 200;
const MAX_BYTES = 200_000;

/** A file that may be a dashboard. */
export type DashboardFile = {
  /** Where people see it. */
  url: string;
  editUrl?: string;
  /** Where a pull request about it is made. */
  saveTo?: RepositoryFile;
  text: string;
};

/** Finds the dashboard files of an entity where its source is. */
export class DashboardFiles {
  readonly #reader: UrlReaderService;
  readonly #integrations: ScmIntegrations;

  constructor(options: {
    reader: UrlReaderService;
    integrations: ScmIntegrations;
  }) {
    this.#reader = options.reader;
    this.#integrations = options.integrations;
  }

  /** @throws what the source answers when it cannot be read */
  async read(entity: Entity): Promise<DashboardFile[]> {
    const { type, target } = getEntitySourceLocation(entity);
    const paths = getDashboardPaths(entity).map(assertInside);
    const files = await Promise.all(
      paths.map(path =>
        type === 'file'
          ? this.#readFolder(target, path)
          : this.#readUrl(target, path),
      ),
    );
    return files.flat().slice(0, MAX_FILES);
  }

  async #readUrl(base: string, path: string): Promise<DashboardFile[]> {
    const isPattern = /[*?]/.test(path) || /\.ya?ml$/i.test(path);
    const pattern = isPattern ? path : `${path.replace(/\/+$/, '')}/**/*.y*ml`;
    const { files } = await this.#reader.search(
      this.#integrations.resolveUrl({ url: pattern, base }),
      { signal: AbortSignal.timeout(TIMEOUT_MS) },
    );
    return Promise.all(
      files.slice(0, MAX_FILES).map(async file => ({
        url: file.url,
        editUrl: this.#integrations.resolveEditUrl(file.url),
        saveTo: repositoryFileOf(file.url, this.#integrations),
        text: decode(await file.content()),
      })),
    );
  }

  /** Entities that a file of this machine brought, as the configuration can. */
  async #readFolder(target: string, path: string): Promise<DashboardFile[]> {
    if (/[*?]/.test(path)) {
      throw new InputError(
        `'${path}': where the entity comes from a file, name folders or files instead of a pattern`,
      );
    }
    const folder = /\.ya?ml$/i.test(target) ? dirname(target) : target;
    const inside = resolveSafeChildPath(folder, path);
    const names = /\.ya?ml$/i.test(path)
      ? ['']
      : (await readdir(inside, { recursive: true })).filter(name =>
          /\.ya?ml$/i.test(name),
        );
    return Promise.all(
      names.sort().map(async name => {
        const file = resolveSafeChildPath(
          folder,
          join(relative(folder, inside), name),
        );
        return { url: `file:${file}`, text: decode(await readFile(file)) };
      }),
    );
  }
}

function decode(content: Buffer): string {
  if (content.length > MAX_BYTES) {
    throw new InputError(`a file is larger than ${MAX_BYTES} bytes`);
  }
  return content.toString('utf8');
}

function assertInside(path: string): string {
  if (
    path.includes(':') ||
    path.startsWith('/') ||
    /(^|\/)\.\.(\/|$)/.test(path)
  ) {
    throw new InputError(
      `'${path}' has to be a folder, file or pattern at or below the entity's own file`,
    );
  }
  return path.startsWith('./') ? path : `./${path}`;
}
