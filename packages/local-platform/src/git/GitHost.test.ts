import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import git from 'isomorphic-git';
import http from 'isomorphic-git/http/node';
import {
  createScratch,
  eventually,
  repositoryRoot,
} from '../__testUtils__/scratch';
import { findFreePort } from '../ports';
import { ManagedProcess } from '../supervisor/ManagedProcess';
import { GitHost } from './GitHost';

jest.setTimeout(120_000);

const TOKEN = 'a-token/with?odd#signs%';
const author = { name: 'Olena', email: 'olena@example.com' };

describe('GitHost', () => {
  const scratch = createScratch();
  let host: GitHost;
  let managed: ManagedProcess;

  beforeAll(async () => {
    host = await GitHost.create({
      repositoryRoot,
      dataFolder: scratch.path,
      token: TOKEN,
    });
    managed = new ManagedProcess({
      spec: host,
      logFile: join(scratch.path, 'git.log'),
      recordFile: join(scratch.path, 'git.process.json'),
    });
    await managed.start();
  });

  afterAll(async () => {
    await managed?.stop();
    rmSync(scratch.path, { recursive: true, force: true });
  });

  const objectCount = () =>
    readdirSync(
      join(scratch.path, 'git/repositories/shop-platform/orders.git/objects'),
      { recursive: true },
    ).length;

  async function kill(): Promise<void> {
    const before = managed.pid;
    if (before === undefined) {
      throw new Error('The host is not running');
    }
    process.kill(before, 'SIGKILL');
    await eventually(
      () => managed.pid !== before && managed.state === 'healthy',
    );
  }

  it('keeps its port from one start to the next, as the catalog keeps its URLs', async () => {
    const dataFolder = join(scratch.path, 'restarted');
    const options = { repositoryRoot, dataFolder, token: TOKEN };
    const first = await GitHost.create(options);
    await first.launch();
    const second = await GitHost.create({
      ...options,
      preferredPort: await findFreePort(),
    });
    await second.launch();
    expect(second.port).toBe(first.port);
  });

  it('has URLs that work as they are, and a credential that opens pages only', async () => {
    const { integration } = host;
    expect(integration).toEqual({
      host: `127.0.0.1:${host.port}`,
      apiBaseUrl: `http://127.0.0.1:${host.port}/api/v3`,
      token: TOKEN,
    });
    const reader = new URL(host.webUrl);
    const authorization = `Basic ${Buffer.from(
      `${reader.username}:${decodeURIComponent(reader.password)}`,
    ).toString('base64')}`;
    const get = async (path: string) =>
      (await fetch(`${reader.origin}${path}`, { headers: { authorization } }))
        .status;

    expect(await get('/shop-platform')).toBe(200);
    expect(await get('/api/v3/user')).toBe(401);
  });

  it('stays valid when it is killed in the middle of a push, and takes it again', async () => {
    await fetch(`${host.integration.apiBaseUrl}/orgs/shop-platform/repos`, {
      method: 'POST',
      headers: { authorization: `Bearer ${TOKEN}` },
      body: JSON.stringify({ name: 'orders' }),
    });
    const dir = join(scratch.path, 'copy');
    const remote = {
      fs,
      http,
      url: `http://127.0.0.1:${host.port}/shop-platform/orders.git`,
      onAuth: () => ({ username: 'x', password: TOKEN }),
    };
    await git.init({ fs, dir, defaultBranch: 'main' });
    fs.writeFileSync(join(dir, 'first'), 'first');
    await git.add({ fs, dir, filepath: 'first' });
    const first = await git.commit({ fs, dir, message: 'first', author });
    await git.push({ ...remote, dir, ref: 'main' });
    for (let index = 0; index < 1_500; index++) {
      fs.writeFileSync(join(dir, `file-${index}`), randomBytes(2_000));
    }
    await git.add({ fs, dir, filepath: '.' });
    const second = await git.commit({ fs, dir, message: 'second', author });

    const before = objectCount();
    const push = git.push({ ...remote, dir, ref: 'main' }).then(
      () => 'done',
      () => 'broken',
    );
    await eventually(() => objectCount() > before + 100);
    await kill();

    expect(await push).toBe('broken');
    const clone = async (name: string) => {
      const folder = join(scratch.path, name);
      await git.clone({ ...remote, dir: folder });
      return (await git.log({ fs, dir: folder })).map(({ oid }) => oid);
    };
    expect(await clone('after-kill')).toEqual([first]);
    expect(await git.push({ ...remote, dir, ref: 'main' })).toMatchObject({
      ok: true,
    });
    expect(await clone('after-push')).toEqual([second, first]);
    expect(fs.readFileSync(join(scratch.path, 'after-push/file-7'))).toEqual(
      fs.readFileSync(join(dir, 'file-7')),
    );
  });
});
