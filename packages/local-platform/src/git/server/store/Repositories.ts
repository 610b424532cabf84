import { randomBytes, randomInt } from 'node:crypto';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeJson } from './files';
import { Mutex } from './Mutex';
import { isRepositoryName } from './names';
import { PushListener, Repository } from './Repository';
import { RepositorySettings } from './settings';

/** What a new repository is made of. */
export type NewRepository = Pick<
  RepositorySettings,
  'name' | 'owner' | 'visibility'
> &
  Partial<RepositorySettings>;

/** The repositories of the host: `<folder>/<owner>/<name>.git`, in lower case, because GitHub's names ignore case. */
export class Repositories {
  readonly #folder: string;
  readonly #open = new Map<string, Repository>();
  readonly #listeners: PushListener[] = [];
  readonly #mutex = new Mutex();

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static async create(folder: string): Promise<Repositories> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    // What a process that was killed had begun to create or remove.
    await rm(join(folder, '.unfinished'), { recursive: true, force: true });
    return new Repositories(folder);
  }

  /** Calls back after each push, once its refs are on disk. */
  onPush(listener: PushListener): void {
    this.#listeners.push(listener);
  }

  async find(owner: string, name: string): Promise<Repository | undefined> {
    if (!isRepositoryName(owner) || !isRepositoryName(name)) {
      return undefined;
    }
    const key = this.#path(owner, name);
    const known = this.#open.get(key);
    if (known) {
      return known;
    }
    const repository = await Repository.open(key, push =>
      this.#listeners.forEach(listener => listener(push)),
    );
    // Two requests may have opened it at once; both have to use the same mutex.
    const first = this.#open.get(key) ?? repository;
    if (first) {
      this.#open.set(key, first);
    }
    return first;
  }

  /** Creates an empty repository; undefined where the name is taken. */
  async add(
    given: NewRepository,
    defaultBranch = 'main',
  ): Promise<Repository | undefined> {
    return await this.#mutex.run(async () => {
      if (await this.find(given.owner, given.name)) {
        return undefined;
      }
      const unfinished = await this.#makeUnfinished();
      await mkdir(join(unfinished, 'objects'));
      await mkdir(join(unfinished, 'refs', 'heads'), { recursive: true });
      await mkdir(join(unfinished, 'refs', 'tags'));
      await writeFile(
        join(unfinished, 'HEAD'),
        `ref: refs/heads/${defaultBranch}\n`,
      );
      await writeFile(
        join(unfinished, 'config'),
        '[core]\n\trepositoryformatversion = 0\n\tfilemode = true\n\tbare = true\n',
      );
      await writeJson(join(unfinished, 'settings.json'), withDefaults(given));
      await mkdir(join(this.#folder, given.owner.toLowerCase()), {
        recursive: true,
      });
      await rename(unfinished, this.#path(given.owner, given.name));
      return await this.find(given.owner, given.name);
    });
  }

  async remove(repository: Repository): Promise<void> {
    await this.#mutex.run(async () => {
      const unfinished = await this.#makeUnfinished();
      await repository.mutex.run(async () =>
        rename(repository.gitdir, join(unfinished, 'removed')),
      );
      this.#open.delete(repository.gitdir);
      await rm(unfinished, { recursive: true, force: true });
    });
  }

  /** The repositories of an owner, by name. */
  async list(owner: string): Promise<Repository[]> {
    const names = await readdir(join(this.#folder, owner.toLowerCase())).catch(
      () => [],
    );
    const found = await Promise.all(
      names.sort().map(name => this.find(owner, name.slice(0, -'.git'.length))),
    );
    return found.filter(repository => repository !== undefined);
  }

  async #makeUnfinished(): Promise<string> {
    const folder = join(
      this.#folder,
      '.unfinished',
      randomBytes(6).toString('hex'),
    );
    await mkdir(folder, { recursive: true });
    return folder;
  }

  #path(owner: string, name: string): string {
    return join(this.#folder, owner.toLowerCase(), `${name.toLowerCase()}.git`);
  }
}

function withDefaults(given: NewRepository): RepositorySettings {
  const now = new Date().toISOString();
  return {
    id: randomInt(1, 2 ** 31),
    topics: [],
    hasIssues: true,
    deleteBranchOnMerge: false,
    createdAt: now,
    updatedAt: now,
    pushedAt: now,
    size: 0,
    nextNumber: 1,
    protection: {},
    ...given,
  };
}
