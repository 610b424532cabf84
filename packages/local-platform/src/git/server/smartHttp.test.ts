import { execFile, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  createRepository,
  HOST_TOKEN,
  RunningHost,
  startHost,
} from '../__testUtils__/startHost';
import { repositoryUrl, WorkingCopy } from '../__testUtils__/workingCopy';
import { NO_OBJECT } from './store/names';

jest.setTimeout(60_000);
const run = promisify(execFile);
const hasGit = spawnSync('git', ['--version']).status === 0;
const describeWithGit = hasGit ? describe : describe.skip;
const whyNoGit = hasGit ? '' : ' (there is no git on this machine)';

describe('git over HTTP', () => {
  let running: RunningHost;
  let copy: WorkingCopy;
  let repository: string;

  beforeAll(async () => {
    running = await startHost();
  });

  afterAll(async () => {
    await running?.stop();
  });

  beforeEach(async () => {
    const name = `orders-${randomBytes(4).toString('hex')}`;
    await createRepository(running, name);
    copy = await WorkingCopy.create(running, name, `copy-of-${name}`);
    repository = name;
  });

  async function head(): Promise<string | undefined> {
    const found = await running.host.repositories.find(
      'shop-platform',
      repository,
    );
    return await found?.branch('main');
  }

  it('takes the pushes of isomorphic-git and gives them back', async () => {
    const binary = randomBytes(100_000);
    const first = await copy.commit({
      'README.md': '# Замовлення',
      'src/deep/data.bin': binary,
      empty: '',
    });
    await copy.push();
    const other = await WorkingCopy.clone(
      running,
      repository,
      `${repository}-2`,
    );
    const second = await copy.commit({ 'README.md': '# Orders' });
    await copy.push();
    await other.pull();

    expect(await other.history()).toEqual([second, first]);
    expect(await readFile(join(other.dir, 'src/deep/data.bin'))).toEqual(
      binary,
    );
    expect(await readFile(join(other.dir, 'README.md'), 'utf8')).toBe(
      '# Orders',
    );
    const shallow = await WorkingCopy.clone(
      running,
      repository,
      `${repository}-3`,
      1,
    );
    expect(await shallow.history()).toEqual([second]);
  });

  it('tells who listens about a push once it is on disk', async () => {
    const pushes: unknown[] = [];
    running.host.repositories.onPush(
      ({ name, before, after, repository: of }) =>
        pushes.push({ name, before, after, of: of.fullName }),
    );
    const commit = await copy.commit({ a: 'a' });
    await copy.push();

    expect(pushes).toEqual([
      {
        name: 'refs/heads/main',
        before: NO_OBJECT,
        after: commit,
        of: `shop-platform/${repository}`,
      },
    ]);
  });

  describeWithGit(`stock git${whyNoGit}`, () => {
    it('clones, fetches, deepens, pushes and deletes', async () => {
      const folder = join(running.scratch, `${repository}-git`);
      const remote = repositoryUrl(running, repository).replace(
        '//',
        `//x:${encodeURIComponent(HOST_TOKEN)}@`,
      );
      const git = async (...args: string[]) => {
        const { stdout } = await run('git', args, {
          cwd: running.scratch,
          env: {
            PATH: process.env.PATH,
            HOME: running.scratch,
            GIT_CONFIG_NOSYSTEM: '1',
            GIT_TERMINAL_PROMPT: '0',
            GIT_AUTHOR_NAME: 'Taras',
            GIT_AUTHOR_EMAIL: 'taras@example.com',
            GIT_COMMITTER_NAME: 'Taras',
            GIT_COMMITTER_EMAIL: 'taras@example.com',
          },
        });
        return stdout.trim();
      };
      const inCopy = (...args: string[]) => git('-C', folder, ...args);
      const lines = Array.from(
        { length: 30_000 },
        (_, index) => `line ${index}`,
      );
      await copy.commit({ 'big.txt': lines.join('\n') });
      await copy.push();

      await git('clone', remote, folder);
      for (const change of ['one', 'two', 'three']) {
        // Small changes of a large file travel as deltas.
        await run(
          'node',
          ['-e', `require('fs').appendFileSync('big.txt', '${change}')`],
          { cwd: folder },
        );
        await inCopy('commit', '-am', change);
      }
      await inCopy('tag', '-a', 'v1', '-m', 'v1');
      await inCopy('push', 'origin', 'main', 'v1', 'HEAD:refs/heads/feature/x');
      const fresh = join(running.scratch, `${repository}-fresh`);
      await git('clone', '--depth', '2', remote, fresh);
      await git('-C', fresh, 'fetch', '--unshallow', '--tags');
      const bare = join(
        running.scratch,
        'git/repositories/shop-platform',
        `${repository}.git`,
      );

      expect(await git('-C', fresh, 'rev-list', 'HEAD')).toBe(
        await inCopy('rev-list', 'HEAD'),
      );
      expect(await git('-C', fresh, 'tag')).toBe('v1');
      expect(await git('-C', bare, 'fsck', '--strict')).toBe('');
      await inCopy('push', 'origin', ':feature/x');
      await expect(inCopy('push', 'origin', ':main')).rejects.toThrow(
        'refusing to delete the current branch',
      );
    });
  });

  it('moves a protected branch forward only', async () => {
    await copy.commit({ a: '1' });
    await copy.push();
    const kept = await copy.commit({ a: '2' });
    await copy.push();
    const rewritten = await WorkingCopy.create(
      running,
      repository,
      `${repository}-rewritten`,
    );
    await rewritten.commit({ a: '3' });

    await expect(rewritten.push()).rejects.toThrow(/not.*fast-forward/);
    await running.api(
      `/repos/shop-platform/${repository}/branches/main/protection`,
      {
        method: 'PUT',
        body: JSON.stringify({
          required_status_checks: null,
          enforce_admins: true,
          required_pull_request_reviews: null,
          restrictions: null,
        }),
      },
    );
    await expect(rewritten.push({ force: true })).rejects.toThrow(
      'protected branch hook declined',
    );
    expect(await head()).toBe(kept);
  });
});
