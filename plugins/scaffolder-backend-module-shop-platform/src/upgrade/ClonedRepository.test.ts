import { createMockDirectory } from '@backstage/backend-test-utils';
import git from 'isomorphic-git';
import fs from 'node:fs';
import { chmod, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ClonedRepository } from './ClonedRepository';
import { hashOf } from './planUpgrade';
import { findProjectRoot, parseManifestPath } from './projectRoot';

// Git and a busy machine take their time.
jest.setTimeout(60_000);

const author = { name: 'Olena', email: 'olena@example.com' };

describe('ClonedRepository', () => {
  const directory = createMockDirectory();
  const dir = directory.path;

  async function commit(files: Record<string, string | undefined>) {
    for (const [path, content] of Object.entries(files)) {
      if (content === undefined) {
        await rm(join(dir, path));
        await git.remove({ fs, dir, filepath: path });
        continue;
      }
      await mkdir(dirname(join(dir, path)), { recursive: true });
      await writeFile(join(dir, path), content);
      await git.add({ fs, dir, filepath: path });
    }
    await git.commit({ fs, dir, message: 'A change', author });
  }

  const open = (branches: string[] = []) =>
    ClonedRepository.open(join(dir, '.git'), branches);

  beforeEach(async () => {
    directory.clear();
    await git.init({ fs, dir, defaultBranch: 'main' });
  });

  it('reads files as they are now', async () => {
    await writeFile(join(dir, 'run.sh'), '#!/bin/sh\n');
    await chmod(join(dir, 'run.sh'), 0o755);
    await symlink('run.sh', join(dir, 'link'));
    await git.add({ fs, dir, filepath: ['run.sh', 'link'] });
    await commit({ 'docs/index.md': 'Hello' });
    const repository = await open();

    expect(repository.branch).toBe('main');
    expect(await repository.read('docs/index.md')).toEqual({
      content: Buffer.from('Hello'),
      executable: false,
      symlink: false,
    });
    expect(await repository.read('run.sh')).toMatchObject({ executable: true });
    expect(await repository.read('link')).toMatchObject({ symlink: true });
    expect(await repository.read('docs')).toBeUndefined();
    expect(await repository.read('docs/none.md')).toBeUndefined();
    expect(await repository.read('run.sh/none')).toBeUndefined();
    expect(await repository.isTaken('docs')).toBe(true);
    expect(await repository.isTaken('run.sh/none/x')).toBe(true);
    expect(await repository.isTaken('docs/new/x')).toBe(false);
  });

  it('finds what was there once by its hash', async () => {
    await commit({ 'a/b.txt': 'first' });
    await commit({ 'a/b.txt': 'second' });
    await commit({ 'a/b.txt': undefined, 'c.txt': 'first' });
    await commit({ 'a/b.txt': 'third' });
    const repository = await open();
    const find = async (path: string, content: string) =>
      (
        await repository.findByHash(path, hashOf(Buffer.from(content)))
      )?.toString();

    expect(await find('a/b.txt', 'first')).toBe('first');
    expect(await find('a/b.txt', 'second')).toBe('second');
    expect(await find('a/b.txt', 'never')).toBeUndefined();
    expect(await find('c.txt', 'second')).toBeUndefined();
  });

  it('names a branch that is not there yet', async () => {
    await commit({ a: '' });
    const repository = await open([
      'main',
      'template/mesh-1.1.0',
      'template/mesh-1.1.0-2',
    ]);
    expect(repository.freeBranch('template/mesh-1.1.0')).toBe(
      'template/mesh-1.1.0-3',
    );
    expect(repository.freeBranch('template/mesh-1.2.0')).toBe(
      'template/mesh-1.2.0',
    );
  });

  it('finds the manifest that is nearest to a folder', async () => {
    await commit({
      '.template/istio-mesh.json': '{}',
      '.template/chaos-suite.json': '{}',
      '.template/notes.txt': '',
      'services/core/.template/manifest.json': '{}',
    });
    const repository = await open();
    expect(await findProjectRoot(repository, 'services/core/src')).toEqual({
      root: 'services/core',
      manifest: '.template/manifest.json',
    });
    await expect(findProjectRoot(repository, 'infrastructure')).rejects.toThrow(
      'Say which one is meant: .template/chaos-suite.json, .template/istio-mesh.json',
    );
    expect(parseManifestPath('services/core/.template/manifest.json')).toEqual({
      root: 'services/core',
      manifest: '.template/manifest.json',
    });
    for (const path of [
      '../.template/manifest.json',
      '/.template/manifest.json',
      'manifest.json',
      '.template/../../x.json',
    ]) {
      expect(() => parseManifestPath(path)).toThrow('is no manifest');
    }
  });
});
