import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { eventually } from '../../__testUtils__/scratch';
import { findFreePort } from '../../ports';
import {
  createRepository,
  HOST_TOKEN,
  RunningHost,
  startHost,
} from '../__testUtils__/startHost';
import { WorkingCopy } from '../__testUtils__/workingCopy';
import { EmbeddedGitHost } from '../server/EmbeddedGitHost';

jest.setTimeout(120_000);

const hasNpm = spawnSync('npm', ['--version']).status === 0;
const describeWithNpm = hasNpm ? describe : describe.skip;
const whyNoNpm = hasNpm ? '' : ' (there is no npm on this machine)';

const statusSchema = z.object({
  state: z.string(),
  statuses: z.array(
    z.object({
      context: z.string(),
      description: z.string(),
      target_url: z.string().nullable(),
    }),
  ),
});

/** A service that builds with what every machine has. */
function service(build: string): Record<string, string> {
  const manifest = {
    name: 'orders',
    version: '1.0.0',
    scripts: { build, start: 'node dist/main.js' },
  };
  const { name, version } = manifest;
  return {
    'package.json': JSON.stringify(manifest),
    'package-lock.json': JSON.stringify({
      name,
      version,
      lockfileVersion: 3,
      requires: true,
      packages: { '': { name, version } },
    }),
    'build.mjs': [
      "import { mkdirSync, writeFileSync } from 'node:fs';",
      "mkdirSync('dist', { recursive: true });",
      "writeFileSync('dist/main.js', JSON.stringify(process.env));",
    ].join('\n'),
  };
}

describeWithNpm(`Runner${whyNoNpm}`, () => {
  let running: RunningHost;

  beforeAll(async () => {
    process.env.GIT_HOST_OPTIONS = HOST_TOKEN;
    running = await startHost({ buildTimeoutMs: 60_000 });
  });

  afterAll(async () => {
    delete process.env.GIT_HOST_OPTIONS;
    await running?.stop();
  });

  async function statusOf(name: string, commit: string, host = running) {
    const response = await host.api(
      `/repos/shop-platform/${name}/commits/${commit}/status`,
    );
    return statusSchema.parse(await response.json());
  }

  async function finished(name: string, commit: string, host = running) {
    let status = await statusOf(name, commit, host);
    await eventually(async () => {
      status = await statusOf(name, commit, host);
      return status.statuses.length > 0 && status.state !== 'pending';
    });
    return status;
  }

  async function start(name: string, host = running): Promise<WorkingCopy> {
    await createRepository(host, name);
    return await WorkingCopy.create(host, name, name);
  }

  /** Pushes a service that builds so, and answers what came of it. */
  async function outcomeOf(host: RunningHost, name: string, build: string) {
    const copy = await start(name, host);
    const commit = await copy.commit(service(build));
    await copy.push();

    const { state, statuses } = await finished(name, commit, host);
    const page = await fetch(statuses[0].target_url ?? '', {
      headers: { authorization: `Bearer ${HOST_TOKEN}` },
    });
    const checks = await host.api(
      `/repos/shop-platform/${name}/commits/${commit}/check-runs`,
    );
    return {
      state,
      page: await page.text(),
      checks: await checks.json(),
      images: await host.host.images.list(name),
      unfinished: readdirSync(join(host.scratch, 'images/.building')),
    };
  }

  const failure = (words: string) => ({
    state: 'failure',
    page: expect.stringContaining(words),
    checks: {
      total_count: 1,
      check_runs: [{ status: 'completed', conclusion: 'failure' }],
    },
    images: [],
    unfinished: [],
  });

  it('builds what is pushed into an image, without a credential in sight', async () => {
    const copy = await start('Orders');
    const commit = await copy.commit({
      ...service('node build.mjs'),
      Dockerfile:
        'FROM node:24\nENV PORT=8080\nEXPOSE 8080\nCMD ["node", "dist/main.js"]\n',
    });
    await copy.push();

    expect(await finished('Orders', commit)).toMatchObject({
      state: 'success',
      statuses: [{ context: 'build' }],
    });
    const [image, ...others] = await running.host.images.list('orders');
    expect(others).toEqual([]);
    expect(image).toEqual({
      name: 'orders',
      tag: commit,
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
      created: expect.any(String),
      command: ['node', 'dist/main.js'],
      env: { PORT: '8080' },
      port: 8080,
    });
    const seen = await readFile(
      join(running.host.images.filesOf(image), 'dist/main.js'),
      'utf8',
    );
    expect(seen).not.toContain(HOST_TOKEN);
    expect(seen).not.toContain('GIT_HOST_OPTIONS');
  });

  it('keeps the last five images of a name', async () => {
    const copy = await start('products');
    const commits: string[] = [];
    for (let index = 0; index < 6; index++) {
      const files = index === 0 ? service('node build.mjs') : {};
      commits.push(await copy.commit({ ...files, version: `${index}` }));
      await copy.push();
    }
    for (const commit of commits) {
      expect(await finished('products', commit)).toMatchObject({
        state: 'success',
      });
    }

    const images = await running.host.images.list('products');
    expect(images.map(({ tag }) => tag)).toEqual(commits.slice(1).reverse());
    expect(images[0].command).toEqual(['node', 'dist/main.js']);
  });

  it('reports a build that fails, and leaves no image', async () => {
    const build = 'node -e "console.log(\'the last words\'); process.exit(3)"';
    expect(await outcomeOf(running, 'fails', build)).toMatchObject(
      failure('the last words'),
    );
  });

  it('reports a build that does not end, and leaves no image', async () => {
    // Nothing that has to succeed is built under its limit.
    const impatient = await startHost({ buildTimeoutMs: 8_000 });
    try {
      const build = 'node -e "setInterval(() => {}, 1000)"';
      expect(await outcomeOf(impatient, 'endless', build)).toMatchObject(
        failure('took longer than'),
      );
    } finally {
      await impatient.stop();
    }
  });

  it('leaves other branches and other repositories alone', async () => {
    const ignored = {
      library: '{"name":"library"}',
      monorepo: '{"scripts":{"start":"x"},"workspaces":["packages/*"]}',
    };
    const commits = new Map<string, string>();
    for (const [name, manifest] of Object.entries(ignored)) {
      const copy = await start(name);
      commits.set(name, await copy.commit({ 'package.json': manifest }));
      await copy.push();
    }
    const other = await start('branches');
    const { 'package-lock.json': _, ...unlocked } = service('node build.mjs');
    const first = await other.commit(unlocked);
    await other.push();
    expect(await finished('branches', first)).toMatchObject({
      state: 'success',
    });
    const topic = await other.commit({ a: 'a' });
    await other.push({ remoteRef: 'refs/heads/topic' });

    for (const [name, commit] of commits) {
      expect((await statusOf(name, commit)).statuses).toEqual([]);
    }
    expect((await statusOf('branches', topic)).statuses).toEqual([]);
  });

  it('refuses a link that leads out, which came through the API', async () => {
    const copy = await start('links');
    const first = await copy.commit(service('node build.mjs'));
    await copy.push();
    await finished('links', first);
    const send = async (path: string, body: unknown, method = 'POST') => {
      const response = await running.api(
        `/repos/shop-platform/links/git${path}`,
        {
          method,
          body: JSON.stringify(body),
        },
      );
      return z
        .looseObject({ sha: z.string().optional() })
        .parse(await response.json());
    };
    const tree = await send('/trees', {
      base_tree: first,
      tree: [{ path: 'out', mode: '120000', content: '../../../etc/passwd' }],
    });
    const { sha } = await send('/commits', {
      message: 'Out',
      tree: tree.sha,
      parents: [first],
    });
    await send('/refs/heads/main', { sha }, 'PATCH');

    expect(await finished('links', sha ?? '')).toMatchObject({
      state: 'failure',
      statuses: [{ description: 'The link out leads out of the repository' }],
    });
  });

  it('begins again what the end of the host interrupted', async () => {
    const folder = join(running.scratch, 'second');
    const options = {
      folder: join(folder, 'git'),
      imagesFolder: join(folder, 'images'),
      token: HOST_TOKEN,
    };
    const marker = join(folder, 'marker');
    const begin = async () => {
      const host = await EmbeddedGitHost.start(
        { ...options, port: await findFreePort() },
        () => undefined,
      );
      return { ...running, host, url: host.baseUrl };
    };
    const first = await begin();
    await first.host.repositories.add({
      name: 'slow',
      owner: 'shop-platform',
      visibility: 'private',
    });
    const copy = await WorkingCopy.create(first, 'slow', 'slow');
    const script = `const fs = require('fs'); if (!fs.existsSync('${marker}')) { fs.writeFileSync('${marker}', ''); setInterval(() => {}, 1000); }`;
    const commit = await copy.commit({
      ...service('node wait.cjs'),
      'wait.cjs': script,
    });
    await copy.push();
    await eventually(() => existsSync(marker));
    await first.host.close();
    expect(await first.host.images.list('slow')).toEqual([]);

    const second = await begin();
    await eventually(
      async () => (await second.host.images.list('slow')).length === 1,
    );
    expect(await second.host.images.list('slow')).toMatchObject([
      { tag: commit },
    ]);
    await second.host.close();
  });
});
