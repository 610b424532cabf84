import { z } from 'zod';
import {
  createRepository,
  HOST_TOKEN,
  RunningHost,
  startHost,
} from '../../__testUtils__/startHost';
import { WorkingCopy } from '../../__testUtils__/workingCopy';

jest.setTimeout(60_000);

const bearer = { authorization: `Bearer ${HOST_TOKEN}` };

describe('the resources of the API', () => {
  let running: RunningHost;
  let head: string;

  beforeAll(async () => {
    running = await startHost();
    await createRepository(running, 'orders');
    const copy = await WorkingCopy.create(running, 'orders', 'copy');
    await copy.commit({
      'README.md': '# <script>alert(1)</script>',
      'src/a.txt': 'one',
      'page.html': '<script>alert(1)</script>',
    });
    head = await copy.commit({ 'src/a.txt': 'two' });
    await copy.push();
  });

  afterAll(async () => {
    await running?.stop();
  });

  const post = async (path: string, body: unknown, method = 'POST') => {
    const response = await running.api(path, {
      method,
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    const text = await response.text();
    return {
      status: response.status,
      body: z.looseObject({}).parse(JSON.parse(text || '{}')),
    };
  };

  it('pages lists with links', async () => {
    const first = await running.api(
      '/repos/shop-platform/orders/commits?per_page=1',
    );
    expect(await first.json()).toEqual([
      expect.objectContaining({ sha: head }),
    ]);
    const link = first.headers.get('link') ?? '';
    const next = /<([^>]+)>; rel="next"/.exec(link)?.[1] ?? '';
    const second = await fetch(next, { headers: bearer });
    expect(await second.json()).toHaveLength(1);
    expect(second.headers.get('link')).toContain('rel="prev"');
    expect(second.headers.get('link')).not.toContain('rel="next"');
    const touching = await running.api(
      '/repos/shop-platform/orders/commits?path=README.md',
    );
    expect(await touching.json()).toHaveLength(1);
  });

  it('answers 304 to who has it already', async () => {
    const path = '/repos/shop-platform/orders/contents/src/a.txt';
    const first = await running.api(path);
    const etag = first.headers.get('etag') ?? '';
    const again = await running.api(path, {
      headers: { 'if-none-match': etag },
    });
    expect(again.status).toBe(304);
    expect(await again.text()).toBe('');
    const since = async (date: string) =>
      (await running.api(path, { headers: { 'if-modified-since': date } }))
        .status;
    expect(await since(new Date(Date.now() + 60_000).toUTCString())).toBe(304);
    expect(await since(new Date(0).toUTCString())).toBe(200);
    expect(await first.json()).toMatchObject({
      encoding: 'base64',
      content: 'dHdv\n',
    });
  });

  it('changes files by their path', async () => {
    const path = '/repos/shop-platform/orders/contents/docs/new.md';
    const content = Buffer.from('new').toString('base64');
    const made = await post(
      path,
      { message: 'New', content, branch: 'main' },
      'PUT',
    );
    expect(made.status).toBe(201);
    expect(
      (await post(path, { message: 'Again', content }, 'PUT')).status,
    ).toBe(422);
    expect(
      (await post(path, { message: 'Again', content, sha: head }, 'PUT'))
        .status,
    ).toBe(409);
    const { sha } = z.object({ sha: z.string() }).parse(made.body.content);
    expect((await post(path, { message: 'Gone', sha }, 'DELETE')).status).toBe(
      200,
    );
    expect(
      (await running.api('/repos/shop-platform/orders/contents/docs')).status,
    ).toBe(404);
    expect(
      (
        await post(
          '/repos/shop-platform/orders/contents/.git%2Fconfig',
          { message: 'x', content },
          'PUT',
        )
      ).status,
    ).toBe(422);
  });

  it('moves refs after the rules', async () => {
    const refs = '/repos/shop-platform/orders/git/refs';
    const create = async (ref: string, sha = head) =>
      (await post(refs, { ref, sha })).status;
    expect(await create('refs/heads/topic')).toBe(201);
    expect(await create('refs/heads/topic')).toBe(422);
    expect(await create('refs/heads/topic/below')).toBe(422);
    expect(await create('refs/heads/../x')).toBe(422);
    expect(await create('refs/heads/other', '1'.repeat(40))).toBe(422);
    const commits = z
      .array(z.object({ sha: z.string() }))
      .parse(
        await (
          await running.api('/repos/shop-platform/orders/commits?sha=topic')
        ).json(),
      );
    const older = commits[1].sha;
    const back = await post(`${refs}/heads%2Ftopic`, { sha: older }, 'PATCH');
    expect(back).toMatchObject({
      status: 422,
      body: { message: 'Update is not a fast forward' },
    });
    expect(
      (await post(`${refs}/heads/topic`, { sha: older, force: true }, 'PATCH'))
        .status,
    ).toBe(200);
    expect((await post(`${refs}/heads/topic`, '', 'DELETE')).status).toBe(204);
    expect((await post(`${refs}/heads/main`, '', 'DELETE')).status).toBe(422);
  });

  it('adds up what builds say', async () => {
    const say = async (context: string, state: string) =>
      await post(`/repos/shop-platform/orders/statuses/${head}`, {
        context,
        state,
        target_url: 'http://x',
      });
    const combined = async () =>
      z
        .looseObject({})
        .parse(
          await (
            await running.api(
              `/repos/shop-platform/orders/commits/${head}/status`,
            )
          ).json(),
        );
    expect(await combined()).toMatchObject({
      state: 'pending',
      total_count: 0,
    });
    await say('build', 'pending');
    await say('lint', 'success');
    expect(await combined()).toMatchObject({
      state: 'pending',
      total_count: 2,
    });
    await say('build', 'success');
    expect(await combined()).toMatchObject({ state: 'success', sha: head });
    await say('build', 'failure');
    expect(await combined()).toMatchObject({ state: 'failure' });
    expect(
      (
        await post(`/repos/shop-platform/orders/statuses/${'1'.repeat(40)}`, {
          state: 'success',
        })
      ).status,
    ).toBe(422);
    const { body } = await post('/repos/shop-platform/orders/check-runs', {
      name: 'ci',
      head_sha: head,
    });
    await post(
      `/repos/shop-platform/orders/check-runs/${body.id}`,
      { conclusion: 'failure', output: { title: 'No', summary: 'no' } },
      'PATCH',
    );
    const runs = await (
      await running.api(
        `/repos/shop-platform/orders/commits/${head}/check-runs`,
      )
    ).json();
    expect(runs).toMatchObject({
      total_count: 1,
      check_runs: [{ status: 'completed', conclusion: 'failure' }],
    });
  });

  it('does not merge what both sides changed', async () => {
    await createRepository(running, 'conflict');
    const copy = await WorkingCopy.create(running, 'conflict', 'conflict');
    const base = await copy.commit({ 'a.txt': 'base', 'b.txt': 'b' });
    await copy.push();
    const repo = '/repos/shop-platform/conflict';
    await post(`${repo}/git/refs`, { ref: 'refs/heads/topic', sha: base });
    const { body: file } = await post(
      `${repo}/contents/c.txt`,
      { message: 'c', content: 'Yw==', branch: 'topic' },
      'PUT',
    );
    expect(file).toBeDefined();
    const change = async (branch: string, content: string) => {
      const sha = z
        .object({ sha: z.string() })
        .parse(
          await (
            await running.api(`${repo}/contents/a.txt?ref=${branch}`)
          ).json(),
        ).sha;
      return await post(
        `${repo}/contents/a.txt`,
        { message: 'a', content, branch, sha },
        'PUT',
      );
    };
    expect(
      (await post(`${repo}/pulls`, { title: 'T', head: 'main', base: 'main' }))
        .status,
    ).toBe(422);
    expect(
      (await post(`${repo}/pulls`, { title: 'T', head: 'topic', base: 'main' }))
        .status,
    ).toBe(201);
    expect(
      (await post(`${repo}/pulls`, { title: 'T', head: 'topic', base: 'main' }))
        .status,
    ).toBe(422);
    await change('topic', 'dG9waWM=');
    await change('main', 'bWFpbg==');
    expect((await post(`${repo}/pulls/1/merge`, {}, 'PUT')).status).toBe(405);
  });

  it('removes a repository', async () => {
    await createRepository(running, 'short-lived');
    expect(
      (await post('/repos/shop-platform/short-lived', '', 'DELETE')).status,
    ).toBe(204);
    expect((await running.api('/repos/shop-platform/short-lived')).status).toBe(
      404,
    );
    await createRepository(running, 'short-lived');
  });
});
