import { z } from 'zod';
import {
  createRepository,
  HOST_TOKEN,
  RunningHost,
  startHost,
} from '../../__testUtils__/startHost';
import { WorkingCopy } from '../../__testUtils__/workingCopy';
import { readingPassword } from '../http/Access';

jest.setTimeout(60_000);

const conflict = [
  '<<<<<<< yours',
  'ours',
  '||||||| page 1.0.0',
  'old',
  '=======',
  'theirs',
  '>>>>>>> page 1.1.0',
  '',
].join('\n');

describe('the pages of pull requests', () => {
  let running: RunningHost;
  let copy: WorkingCopy;
  let repo: string;

  beforeAll(async () => {
    running = await startHost();
  });

  afterAll(async () => {
    await running?.stop();
  });

  /** A repository with a pull request from `topic`, which has these files otherwise. */
  async function propose(
    name: string,
    files: Record<string, string>,
    body = 'What changes',
  ) {
    repo = `/repos/shop-platform/${name}`;
    await createRepository(running, name);
    copy = await WorkingCopy.create(running, name, name);
    await copy.commit({ 'a.txt': 'ours\n', 'b.txt': 'b\n', 'c.txt': 'c\n' });
    await copy.push();
    await copy.push({ remoteRef: 'topic' });
    const other = await WorkingCopy.clone(running, name, `${name}-other`);
    await other.commit(files);
    await other.push({ remoteRef: 'topic' });
    await call('POST', '/pulls', {
      title: 'Upgrade <page>',
      head: 'topic',
      base: 'main',
      body,
    });
    return other;
  }

  async function call(method: string, path: string, body?: unknown) {
    const response = await running.api(`${repo}${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    expect(response.status).toBeLessThan(300);
    return z.looseObject({}).parse(await response.json());
  }

  /** The page without what only the browser reads. */
  async function read(path: string): Promise<string> {
    const password = Buffer.from(`reader:${readingPassword(HOST_TOKEN)}`);
    const response = await fetch(
      `${running.url}${repo.replace('/repos', '')}${path}`,
      { headers: { authorization: `Basic ${password.toString('base64')}` } },
    );
    expect(response.status).toBe(200);
    const content = await response.text();
    return content.slice(content.indexOf('<main>')).replace(/\s+/g, ' ');
  }

  it('shows what it says and what it changes, escaped', async () => {
    await propose(
      'changes',
      {
        'a.txt': '<script>alert(1)</script>\n',
        'new/d.txt': 'd\n',
        'image.bin': '\0',
      },
      '## New in 1.1.0\n\n- [ ] `a.txt`: <b>decide</b>\n\n[x](javascript:alert(1)) ![y](https://x.test/y.png)',
    );

    const content = await read('/pull/1');

    expect(content).toContain('Upgrade &#60;page&#62; #1');
    expect(content).toContain('<h3>New in 1.1.0</h3>');
    expect(content).toContain(
      '<li>☐ <code>a.txt</code>: &lt;b&gt;decide&lt;/b&gt;</li>',
    );
    expect(content).not.toMatch(/<script|<b>|<img|href="javascript/);
    expect(content).toContain('✓ Can be merged');
    expect(content).toContain('<code>a.txt</code> changed, +1 -1');
    expect(content).toContain('<code>- ours</code>');
    expect(content).toContain(
      '<code>+ &#60;script&#62;alert(1)&#60;/script&#62;</code>',
    );
    expect(content).toContain('<code>new/d.txt</code> added, +1 -0');
    expect(content).toContain('Not shown: binary');
    // Of the others of the repository it says nothing.
    expect(content).not.toContain('b.txt');
    expect(content).toMatch(/A change, Olena/);
  });

  it('leads to what is to be decided, until it is', async () => {
    const other = await propose('decisions', { 'a.txt': conflict });

    const content = await read('/pull/1');
    expect(content).toContain('▲ To decide before merging');
    expect(content).not.toContain('Can be merged');
    const [, id] = /<a href="#([^"]+)">a.txt, line 1<\/a>/.exec(content) ?? [];
    expect(content).toContain(
      `<div class="added undecided" id="${id}"> <span class="number">1</span> <code>+ &#60;&#60;&#60;&#60;&#60;&#60;&#60; yours</code>`,
    );
    expect(content).toMatch(
      /class="same undecided"[^/]*<\/span> <code> ours<\/code>/,
    );

    await other.commit({ 'a.txt': 'both\n' });
    await other.push({ remoteRef: 'topic' });
    const decided = await read('/pull/1');
    expect(decided).toContain('✓ Can be merged');
    expect(decided).not.toContain('undecided');
  });

  it('says that the base has moved', async () => {
    await propose('moved', { 'a.txt': 'theirs\n' });
    await copy.commit({ 'a.txt': 'ours again\n' });
    await copy.push();

    const content = await read('/pull/1');
    expect(content).toContain('▲ Cannot be merged yet');
    // Against what both come from, and not against what the base is now.
    expect(content).toContain('<code>- ours</code>');
    expect(content).not.toContain('ours again');
  });

  it.each(['merge', 'squash'])(
    'goes on to show what it changed after a %s',
    async merge_method => {
      await propose(`done-by-${merge_method}`, { 'a.txt': 'theirs\n' });
      await call('PUT', '/pulls/1/merge', { merge_method });

      const content = await read('/pull/1');
      expect(content).toMatch(/✓ Merged<\/strong> into main as/);
      expect(content).toContain('<code>+ theirs</code>');
      expect(content).not.toContain('How to decide');
    },
  );

  it('is merged by a push that has its branch', async () => {
    const other = await propose('pushed', { 'a.txt': 'theirs\n' });
    expect(await call('GET', '/pulls/1')).toMatchObject({ state: 'open' });
    await other.push();

    await waitUntil(async () => (await call('GET', '/pulls/1')).merged);
    expect(await call('GET', '/pulls/1')).toMatchObject({ state: 'closed' });
    expect(await read('/pull/1')).toContain('✓ Merged');
  });

  it('lists the open ones and those that are closed', async () => {
    await propose('list', { 'a.txt': 'theirs\n' });
    expect(await read('/pulls')).toMatch(
      /Open pull requests<\/h2> <ul> <li> <a href="\/shop-platform\/list\/pull\/1">Upgrade &#60;page&#62; #1<\/a>, open, topic → main .*None was closed/,
    );
    await call('PATCH', '/pulls/1', { state: 'closed' });
    expect(await read('/pulls')).toMatch(/None is open.*#1<\/a>, closed,/);
    expect(await read('/pull/1')).toMatch(/Closed<\/strong> and not merged/);
    expect(await read('')).toContain('href="/shop-platform/list/pulls"');
  });
});

/** Asks again until it is so; the test's own limit ends it otherwise. */
async function waitUntil(isSo: () => Promise<unknown>): Promise<void> {
  while (!(await isSo())) {
    await new Promise(setImmediate);
  }
}
