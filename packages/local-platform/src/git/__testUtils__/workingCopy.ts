import fs from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import git from 'isomorphic-git';
import http from 'isomorphic-git/http/node';
import { HOST_TOKEN, RunningHost } from './startHost';

const author = { name: 'Olena', email: 'olena@example.com' };

/** A working copy that pushes to the host with isomorphic-git. */
export class WorkingCopy {
  readonly dir: string;
  readonly #remote: { url: string };

  private constructor(dir: string, url: string) {
    this.dir = dir;
    this.#remote = { url };
  }

  static async create(
    running: RunningHost,
    repository: string,
    folder: string,
  ): Promise<WorkingCopy> {
    const dir = join(running.scratch, folder);
    await git.init({ fs, dir, defaultBranch: 'main' });
    return new WorkingCopy(dir, repositoryUrl(running, repository));
  }

  static async clone(
    running: RunningHost,
    repository: string,
    folder: string,
    depth?: number,
  ): Promise<WorkingCopy> {
    const dir = join(running.scratch, folder);
    const url = repositoryUrl(running, repository);
    await git.clone({ fs, http, dir, url, onAuth, depth });
    return new WorkingCopy(dir, url);
  }

  /** Writes files and commits them; answers the commit. */
  async commit(files: Record<string, string | Buffer>): Promise<string> {
    const { dir } = this;
    for (const [path, content] of Object.entries(files)) {
      await mkdir(dirname(join(dir, path)), { recursive: true });
      await writeFile(join(dir, path), content);
      await git.add({ fs, dir, filepath: path });
    }
    return await git.commit({ fs, dir, message: 'A change', author });
  }

  async push(options: { remoteRef?: string; force?: boolean } = {}) {
    return await git.push({
      fs,
      http,
      dir: this.dir,
      ref: 'main',
      onAuth,
      ...this.#remote,
      ...options,
    });
  }

  async pull(): Promise<void> {
    await git.pull({
      fs,
      http,
      dir: this.dir,
      ref: 'main',
      author,
      onAuth,
      singleBranch: true,
      ...this.#remote,
    });
  }

  async history(): Promise<string[]> {
    return (await git.log({ fs, dir: this.dir })).map(({ oid }) => oid);
  }
}

export function repositoryUrl(
  running: RunningHost,
  repository: string,
): string {
  return `${running.url}/shop-platform/${repository}.git`;
}

function onAuth() {
  return { username: 'x-access-token', password: HOST_TOKEN };
}
