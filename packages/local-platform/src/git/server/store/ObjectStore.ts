import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import { mkdir, readdir, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { deflate } from 'node:zlib';
import { isError } from '@backstage/errors';
import git from 'isomorphic-git';
import { orUndefined } from './files';
import {
  Commit,
  encodeCommit,
  encodeTree,
  GitObject,
  hashObject,
  ObjectType,
  TreeEntry,
  wrapObject,
} from './gitObjects';

const compress = promisify(deflate);

/**
 * The objects of one repository, each in a file of its own under the name of its
 * hash. They are written by renaming, so an object is there complete or not at
 * all, and one that no ref leads to does no harm.
 */
export class ObjectStore {
  readonly #gitdir: string;

  constructor(gitdir: string) {
    this.#gitdir = gitdir;
  }

  /** The object; undefined where there is none of this id. */
  async read(oid: string): Promise<GitObject | undefined> {
    const result = await orNotFound(
      git.readObject({ fs, gitdir: this.#gitdir, oid, format: 'content' }),
    );
    if (result?.format !== 'content') {
      return undefined;
    }
    const { type, object } = result;
    return { oid, type, content: Buffer.from(object) };
  }

  async has(oid: string): Promise<boolean> {
    return (await orUndefined(stat(this.#path(oid)))) !== undefined;
  }

  /** The commit that an id names, through annotated tags. */
  async readCommit(oid: string): Promise<Commit | undefined> {
    const result = await orNotFound(
      git.readCommit({ fs, gitdir: this.#gitdir, oid }),
    );
    return (
      result && {
        ...result.commit,
        oid: result.oid,
        parents: result.commit.parent,
      }
    );
  }

  /** The entries of a tree, or of the tree of a commit. */
  async readTree(oid: string): Promise<TreeEntry[] | undefined> {
    const result = await orNotFound(
      git.readTree({ fs, gitdir: this.#gitdir, oid }),
    );
    return result?.tree.map(({ mode, path, oid: entry, type }) => ({
      mode: mode.padStart(6, '0'),
      path,
      oid: entry,
      type,
    }));
  }

  async writeTree(entries: TreeEntry[]): Promise<string> {
    return await this.write('tree', encodeTree(entries));
  }

  async writeCommit(commit: Omit<Commit, 'oid'>): Promise<string> {
    return await this.write('commit', encodeCommit(commit));
  }

  async write(type: ObjectType, content: Buffer): Promise<string> {
    const oid = hashObject(type, content);
    if (await this.has(oid)) {
      return oid;
    }
    const folder = join(this.#gitdir, 'objects', oid.slice(0, 2));
    const temporary = join(folder, `tmp_obj_${randomBytes(6).toString('hex')}`);
    await mkdir(folder, { recursive: true });
    await writeFile(temporary, await compress(wrapObject(type, content)));
    await rename(temporary, this.#path(oid));
    return oid;
  }

  /** The only object whose id begins so. */
  async expand(prefix: string): Promise<string | undefined> {
    const folder = join(this.#gitdir, 'objects', prefix.slice(0, 2));
    const names = (await orUndefined(readdir(folder))) ?? [];
    const matches = names.filter(name => name.startsWith(prefix.slice(2)));
    return matches.length === 1 ? prefix.slice(0, 2) + matches[0] : undefined;
  }

  #path(oid: string): string {
    return join(this.#gitdir, 'objects', oid.slice(0, 2), oid.slice(2));
  }
}

async function orNotFound<T>(operation: Promise<T>): Promise<T | undefined> {
  try {
    return await operation;
  } catch (error) {
    if (
      isError(error) &&
      (error.code === 'NotFoundError' || error.code === 'ObjectTypeError')
    ) {
      return undefined;
    }
    throw error;
  }
}
