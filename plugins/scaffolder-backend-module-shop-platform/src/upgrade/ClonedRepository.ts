import {
  InputError,
  NotFoundError,
  ServiceUnavailableError,
  toError,
} from '@backstage/errors';
import {
  DefaultGithubCredentialsProvider,
  type ScmIntegrations,
} from '@backstage/integration';
import git, { type TreeEntry } from 'isomorphic-git';
import http from 'isomorphic-git/http/node';
import fs from 'node:fs';
import { join, posix } from 'node:path';
import { type Source } from '../deploy/source';
import { hashOf } from './planUpgrade';
import { type GitFile } from './types';

/** How far back what the template wrote is looked for. */
const MAX_COMMITS = 5_000;

/** A branch of a repository with its history, and no working tree. */
export class ClonedRepository {
  readonly #gitdir: string;
  readonly #commit: string;
  /** The name of the branch. */
  readonly branch: string;
  readonly #branches: ReadonlySet<string>;
  readonly #cache = {};
  readonly #trees = new Map<string, Promise<TreeEntry[]>>();
  #history: Promise<string[]> | undefined;

  private constructor(
    gitdir: string,
    commit: string,
    branch: string,
    branches: ReadonlySet<string>,
  ) {
    this.#gitdir = gitdir;
    this.#commit = commit;
    this.branch = branch;
    this.#branches = branches;
  }

  /** Fetches the branch of the source, or the default one, into a folder. */
  static async clone(options: {
    source: Source;
    integrations: ScmIntegrations;
    folder: string;
  }): Promise<ClonedRepository> {
    const { source, integrations, folder } = options;
    const { origin, host, owner, repo, ref } = source;
    if (!integrations.github.byHost(host)) {
      throw new InputError(
        `${host} is not among the GitHub hosts under integrations.github`,
      );
    }
    const url = `${origin}/${owner}/${repo}`;
    const { token } = await DefaultGithubCredentialsProvider.fromIntegrations(
      integrations,
    ).getCredentials({ url });
    const headers: Record<string, string> = token
      ? {
          authorization: `Basic ${Buffer.from(
            `x-access-token:${token}`,
          ).toString('base64')}`,
        }
      : {};
    const remote = { http, url: `${url}.git`, headers };
    try {
      await git.clone({
        ...remote,
        fs,
        dir: folder,
        singleBranch: true,
        noTags: true,
        noCheckout: true,
        ...(ref === undefined || ref === 'HEAD' ? {} : { ref }),
      });
      const branches = await git.listServerRefs({
        ...remote,
        prefix: 'refs/heads/',
      });
      return await ClonedRepository.open(
        join(folder, '.git'),
        branches.map(branch => branch.ref.slice('refs/heads/'.length)),
      );
    } catch (error) {
      throw refusal(error, `${owner}/${repo} of ${host}`);
    }
  }

  /** Takes a folder that Git has made, whose host knows some branches. */
  static async open(
    gitdir: string,
    branches: readonly string[],
  ): Promise<ClonedRepository> {
    const branch = await git.currentBranch({ fs, gitdir });
    if (!branch) {
      throw new InputError('The repository has no commit yet');
    }
    return new ClonedRepository(
      gitdir,
      await git.resolveRef({ fs, gitdir, ref: 'HEAD' }),
      branch,
      new Set(branches),
    );
  }

  /** The first of `name`, `name-2`, `name-3` … that is no branch yet. */
  freeBranch(name: string): string {
    let free = name;
    for (let count = 2; this.#branches.has(free); count += 1) {
      free = `${name}-${count}`;
    }
    return free;
  }

  /** Those of `name`, `name-2`, `name-3` … that are branches. */
  takenBranches(name: string): string[] {
    return [...this.#branches].filter(
      branch =>
        branch === name ||
        (branch.startsWith(`${name}-`) &&
          /^\d+$/.test(branch.slice(name.length + 1))),
    );
  }

  /** A file of the branch as it is now. */
  async read(path: string): Promise<GitFile | undefined> {
    const entry = await this.#find(this.#commit, path);
    return entry?.type === 'blob'
      ? {
          content: await this.#readBlob(entry.oid),
          executable: entry.mode === '100755',
          symlink: entry.mode === '120000',
        }
      : undefined;
  }

  /** The names of the files that are right in a folder. */
  async list(folder: string): Promise<string[]> {
    const entries = await this.#readTree(this.#commit, folder);
    return entries
      .filter(({ type }) => type === 'blob')
      .map(({ path }) => path);
  }

  /** Whether a file, a link or a folder is there; what is above the repository is not. */
  async has(path: string): Promise<boolean> {
    return path === '.' || (await this.#find(this.#commit, path)) !== undefined;
  }

  /** Whether no file can be there, because a folder is, or a file is above it. */
  async isTaken(path: string): Promise<boolean> {
    if (await this.#find(this.#commit, path)) {
      return true;
    }
    for (
      let above = posix.dirname(path);
      above !== '.';
      above = posix.dirname(above)
    ) {
      const entry = await this.#find(this.#commit, above);
      if (entry) {
        return entry.type !== 'tree';
      }
    }
    return false;
  }

  /** Looks through the history for the content of a file that has a hash. */
  async findByHash(path: string, hash: string): Promise<Buffer | undefined> {
    const seen = new Set<string>();
    for (const commit of await this.#commits()) {
      const entry = await this.#find(commit, path);
      if (entry?.type !== 'blob' || seen.has(entry.oid)) {
        continue;
      }
      seen.add(entry.oid);
      const content = await this.#readBlob(entry.oid);
      if (hashOf(content) === hash) {
        return content;
      }
    }
    return undefined;
  }

  #commits(): Promise<string[]> {
    this.#history ??= git
      .log({
        fs,
        gitdir: this.#gitdir,
        cache: this.#cache,
        ref: this.#commit,
        depth: MAX_COMMITS,
      })
      .then(log => log.map(({ oid }) => oid));
    return this.#history;
  }

  async #find(commit: string, path: string): Promise<TreeEntry | undefined> {
    const entries = await this.#readTree(commit, posix.dirname(path));
    return entries.find(entry => entry.path === posix.basename(path));
  }

  #readTree(commit: string, folder: string): Promise<TreeEntry[]> {
    const filepath = folder === '.' ? '' : folder;
    const key = `${commit}:${filepath}`;
    const known = this.#trees.get(key);
    if (known) {
      return known;
    }
    const read = git
      .readTree({
        fs,
        gitdir: this.#gitdir,
        cache: this.#cache,
        oid: commit,
        ...(filepath ? { filepath } : {}),
      })
      .then(({ tree }) => tree)
      .catch((error: unknown) => {
        const { code } = toGitError(error);
        // There is no such folder, or it is a file.
        if (code === 'NotFoundError' || code === 'ObjectTypeError') {
          return [];
        }
        throw error;
      });
    this.#trees.set(key, read);
    return read;
  }

  async #readBlob(oid: string): Promise<Buffer> {
    const { blob } = await git.readBlob({
      fs,
      gitdir: this.#gitdir,
      cache: this.#cache,
      oid,
    });
    return Buffer.from(blob);
  }
}

function toGitError(error: unknown): { code: string | undefined } {
  const code =
    typeof error === 'object' && error !== null && 'code' in error
      ? error.code
      : undefined;
  return { code: typeof code === 'string' ? code : undefined };
}

function refusal(error: unknown, repository: string): Error {
  const { message } = toError(error);
  if (
    /\b40[134]\b/.test(message) ||
    toGitError(error).code === 'NotFoundError'
  ) {
    return new NotFoundError(
      `There is no repository ${repository} with this branch, or the portal may not read it`,
    );
  }
  return new ServiceUnavailableError(
    `The repository ${repository} does not answer: ${message}`,
  );
}
