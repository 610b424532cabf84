import { join } from 'node:path';
import { z } from 'zod';
import { readJson, writeJson } from './files';
import { isAncestor } from './history';
import { Mutex } from './Mutex';
import { isObjectId, isWritableRef, NO_OBJECT } from './names';
import { ObjectStore } from './ObjectStore';
import { Records } from './Records';
import { RefStore } from './RefStore';
import {
  checkRunSchema,
  pullRequestSchema,
  RepositorySettings,
  settingsSchema,
  statusSchema,
} from './settings';

const SETTINGS_FILE = 'settings.json';
const BRANCHES = 'refs/heads/';

/** A ref that is to move. `NO_OBJECT` stands for not there. */
export type RefUpdate = { name: string; before: string; after: string };

/** A ref that has moved. */
export type Push = RefUpdate & { repository: Repository };

/** Is told of each push, after it is on disk. */
export type PushListener = (push: Push) => void;

/** One bare repository, with what GitHub keeps beside the objects. */
export class Repository {
  readonly gitdir: string;
  readonly objects: ObjectStore;
  readonly refs: RefStore;
  readonly pulls;
  readonly statuses;
  readonly checkRuns;
  /** Guards refs and records against changes at the same time. */
  readonly mutex = new Mutex();
  readonly #onPush: PushListener;
  readonly #settingsMutex = new Mutex();
  #settings: RepositorySettings;

  private constructor(
    gitdir: string,
    settings: RepositorySettings,
    onPush: PushListener,
  ) {
    this.gitdir = gitdir;
    this.objects = new ObjectStore(gitdir);
    this.refs = new RefStore(gitdir);
    this.pulls = new Records(join(gitdir, 'pulls'), pullRequestSchema);
    this.statuses = new Records(
      join(gitdir, 'statuses'),
      z.array(statusSchema),
    );
    this.checkRuns = new Records(
      join(gitdir, 'check-runs'),
      z.array(checkRunSchema),
    );
    this.#settings = settings;
    this.#onPush = onPush;
  }

  /** Opens a repository on disk; undefined where there is none. */
  static async open(
    gitdir: string,
    onPush: PushListener,
  ): Promise<Repository | undefined> {
    const settings = await readJson(
      join(gitdir, SETTINGS_FILE),
      settingsSchema,
    );
    return settings && new Repository(gitdir, settings, onPush);
  }

  get settings(): RepositorySettings {
    return this.#settings;
  }

  get fullName(): string {
    return `${this.#settings.owner}/${this.#settings.name}`;
  }

  /** Changes settings, from what they are when it is this change's turn. */
  async changeSettings(
    change: (settings: RepositorySettings) => Partial<RepositorySettings>,
  ): Promise<void> {
    await this.#settingsMutex.run(async () => {
      const settings = { ...this.#settings, ...change(this.#settings) };
      await writeJson(join(this.gitdir, SETTINGS_FILE), settings);
      this.#settings = settings;
    });
  }

  /** The number for the next pull request. Call it under the mutex. */
  async takeNumber(): Promise<number> {
    const number = this.#settings.nextNumber;
    await this.changeSettings(() => ({ nextNumber: number + 1 }));
    return number;
  }

  async noteSize(packBytes: number): Promise<void> {
    await this.changeSettings(({ size }) => ({ size: size + packBytes }));
  }

  async defaultBranch(): Promise<string> {
    return (await this.refs.head()).slice(BRANCHES.length);
  }

  async branch(name: string): Promise<string | undefined> {
    const ref = `${BRANCHES}${name}`;
    return isWritableRef(ref) ? await this.refs.read(ref) : undefined;
  }

  /** The commit that a branch, a tag, `HEAD` or an id (also shortened) names. */
  async resolveCommit(name: string): Promise<string | undefined> {
    const oid = await this.#resolve(name);
    return oid && (await this.objects.readCommit(oid))?.oid;
  }

  /**
   * Moves refs, each for itself, after the rules for protected branches. Answers
   * why one was not moved, by name.
   */
  async updateRefs(
    updates: RefUpdate[],
    options: { force: boolean; atomic?: boolean },
  ): Promise<Map<string, string>> {
    const refusals = new Map<string, string>();
    const done: RefUpdate[] = [];
    await this.mutex.run(async () => {
      for (const update of updates) {
        const reason = await this.#whyRefused(update, options.force);
        if (reason) {
          refusals.set(update.name, reason);
        }
      }
      if (options.atomic && refusals.size > 0) {
        updates.forEach(({ name }) => {
          refusals.set(name, refusals.get(name) ?? 'atomic push failed');
        });
      }
      for (const update of updates.filter(({ name }) => !refusals.has(name))) {
        if (await this.#move(update)) {
          done.push(update);
        } else {
          refusals.set(update.name, 'failed to update ref');
        }
      }
      if (done.length > 0) {
        await this.#notePush(done);
      }
    });
    done.forEach(update => this.#onPush({ ...update, repository: this }));
    return refusals;
  }

  async #resolve(name: string): Promise<string | undefined> {
    if (name === 'HEAD') {
      return await this.refs.read(await this.refs.head());
    }
    const names = [
      name,
      `refs/${name}`,
      `${BRANCHES}${name}`,
      `refs/tags/${name}`,
    ];
    for (const ref of names.filter(isWritableRef)) {
      const oid = await this.refs.read(ref);
      if (oid) {
        return oid;
      }
    }
    const id = name.toLowerCase();
    if (isObjectId(id)) {
      return id;
    }
    return /^[0-9a-f]{7,39}$/.test(id)
      ? await this.objects.expand(id)
      : undefined;
  }

  async #whyRefused(
    { name, before, after }: RefUpdate,
    force: boolean,
  ): Promise<string | undefined> {
    if (!isWritableRef(name)) {
      return name.startsWith('refs/heads/') || name.startsWith('refs/tags/')
        ? 'funny refname'
        : 'deny updating a hidden ref';
    }
    const current = (await this.refs.read(name)) ?? NO_OBJECT;
    if (current !== before) {
      return 'fetch first';
    }
    if (!name.startsWith(BRANCHES)) {
      return undefined;
    }
    const branch = name.slice(BRANCHES.length);
    const protection = this.#settings.protection[branch];
    if (after === NO_OBJECT) {
      return await this.#whyKept(
        name,
        protection !== undefined && !protection.allow_deletions,
      );
    }
    const safe =
      before === NO_OBJECT || (await isAncestor(this.objects, before, after));
    if (safe) {
      return undefined;
    }
    return protection && !protection.allow_force_pushes
      ? 'protected branch hook declined'
      : (!force && 'non-fast-forward') || undefined;
  }

  async #whyKept(
    name: string,
    isProtected: boolean,
  ): Promise<string | undefined> {
    if (name === (await this.refs.head())) {
      return `refusing to delete the current branch: ${name}`;
    }
    return isProtected ? 'protected branch hook declined' : undefined;
  }

  /** Whether the file system takes the name: `a` and `a/b` cannot both be branches. */
  async #move({ name, after }: RefUpdate): Promise<boolean> {
    try {
      await (after === NO_OBJECT
        ? this.refs.remove(name)
        : this.refs.write(name, after));
      return true;
    } catch {
      return false;
    }
  }

  async #notePush(updates: RefUpdate[]): Promise<void> {
    const head = await this.refs.head();
    const pushed = updates.find(({ name }) => name.startsWith(BRANCHES));
    // As on GitHub, the first branch of an empty repository becomes its default.
    if (pushed && !(await this.refs.read(head))) {
      const branches = await this.refs.list(BRANCHES);
      if (branches.size > 0) {
        await this.refs.setHead(
          branches.has(pushed.name) ? pushed.name : [...branches.keys()][0],
        );
      }
    }
    const now = new Date().toISOString();
    await this.changeSettings(() => ({ pushedAt: now, updatedAt: now }));
  }
}
