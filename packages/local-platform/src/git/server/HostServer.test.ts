import { request } from 'node:http';
import { z } from 'zod';
import {
  createRepository,
  HOST_TOKEN,
  RunningHost,
  startHost,
} from '../__testUtils__/startHost';
import { WorkingCopy } from '../__testUtils__/workingCopy';
import { readingPassword } from './http/Access';

jest.setTimeout(60_000);

const bearer = { authorization: `Bearer ${HOST_TOKEN}` };
const basic = (password: string) => ({
  authorization: `Basic ${Buffer.from(`anyone:${password}`).toString(
    'base64',
  )}`,
});

describe('HostServer', () => {
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

  /** Sends a path and a Host header exactly as they are. */
  async function getRaw(path: string, host: string): Promise<number> {
    const { port } = new URL(running.url);
    return await new Promise((resolve, reject) => {
      request(
        { host: '127.0.0.1', port, path, headers: { ...bearer, host } },
        response => {
          response.resume();
          resolve(response.statusCode ?? 0);
        },
      )
        .on('error', reject)
        .end();
    });
  }

  describe('access', () => {
    it.each([
      ['nobody', {}, 'Requires authentication'],
      ['a wrong token', { authorization: 'Bearer wrong' }, 'Bad credentials'],
      ['a wrong password', basic('wrong'), 'Bad credentials'],
    ])('refuses %s everywhere', async (_, headers, message) => {
      for (const path of [
        '/api/v3/user',
        '/api/v3/repos/shop-platform/orders',
        '/api/v3/nothing',
      ]) {
        const response = await fetch(running.url + path, { headers });
        expect(response.status).toBe(401);
        expect(await response.json()).toMatchObject({
          message,
          documentation_url: expect.any(String),
        });
      }
      for (const path of [
        '/shop-platform/orders.git/info/refs?service=git-upload-pack',
        '/shop-platform/orders',
        '/shop-platform/orders/raw/main/src/a.txt',
      ]) {
        const response = await fetch(running.url + path, { headers });
        expect(response.status).toBe(401);
        expect(response.headers.get('www-authenticate')).toMatch(/^Basic /);
      }
    });

    it.each([
      ['a bearer', bearer],
      ['a token', { authorization: `token ${HOST_TOKEN}` }],
      ['a password', basic(HOST_TOKEN)],
    ])('takes the credential as %s', async (_, headers) => {
      const response = await fetch(`${running.url}/api/v3/user`, { headers });
      expect(await response.json()).toMatchObject({ login: 'portal' });
      expect(response.headers.get('x-ratelimit-remaining')).toBe('5000');
      expect(response.headers.get('x-github-request-id')).toBeTruthy();
    });

    it('answers to its own names only', async () => {
      const { port } = new URL(running.url);
      expect(await getRaw('/api/v3/user', `localhost:${port}`)).toBe(200);
      expect(await getRaw('/api/v3/user', `attacker.example:${port}`)).toBe(
        403,
      );
      expect(await getRaw('/api/v3/user', '127.0.0.1')).toBe(403);
    });

    it('lets no foreign page use what a browser remembers', async () => {
      const foreign: Record<string, string>[] = [
        { origin: 'http://localhost:3000' },
        { 'sec-fetch-site': 'cross-site' },
      ];
      for (const headers of foreign) {
        const response = await running.api('/orgs/shop-platform/repos', {
          method: 'POST',
          headers,
          body: '{"name":"theirs"}',
        });
        expect(response.status).toBe(403);
        expect(response.headers.get('access-control-allow-origin')).toBeNull();
      }
      expect((await running.api('/repos/shop-platform/theirs')).status).toBe(
        404,
      );
    });
  });

  describe('names', () => {
    it.each([
      '..',
      '.',
      'a/b',
      'замовлення',
      'a b',
      '',
      'x'.repeat(101),
      'orders.git',
      '%2e%2e',
      'a\0b',
    ])('creates nothing called %j', async name => {
      const { status, body } = await post('/orgs/shop-platform/repos', {
        name,
      });
      expect(status).toBe(422);
      expect(body).toMatchObject({
        message: 'Repository creation failed.',
        errors: [{ resource: 'Repository', field: 'name' }],
      });
    });

    it('tells a taken name, whatever its case', async () => {
      const { status, body } = await post('/orgs/shop-platform/repos', {
        name: 'Orders',
      });
      expect(status).toBe(422);
      expect(body.errors).toEqual([
        {
          resource: 'Repository',
          code: 'custom',
          field: 'name',
          message: 'name already exists on this account',
        },
      ]);
    });

    it.each([
      '/api/v3/repos/shop-platform/none',
      '/api/v3/repos/..%2f..%2fetc/passwd',
      '/api/v3/repos/%2e%2e/orders',
      '/api/v3/repos/shop-platform/%2e%2e%2forders',
      '/api/v3/repos/shop-platform/../../../etc/passwd',
      '/api/v3/repos/shop-platform/orders/contents/..%2f..%2fsettings.json',
      '/api/v3/repos/shop-platform/orders/contents/%2e%2e/HEAD',
      '/api/v3/repos/shop-platform/orders/git/ref/..%2f..%2fHEAD',
      '/shop-platform/%2e%2e/blob/main/x',
      '/shop-platform/orders/raw/main/..%2f..%2fsettings.json',
      '/shop-platform/..%2forders.git/info/refs?service=git-upload-pack',
    ])('finds nothing at %s', async path => {
      const { port } = new URL(running.url);
      expect(await getRaw(path, `127.0.0.1:${port}`)).toBe(404);
    });

    it('refuses a path that is not UTF-8', async () => {
      const { port } = new URL(running.url);
      expect(
        await getRaw('/api/v3/repos/shop-platform/%ff', `127.0.0.1:${port}`),
      ).toBe(400);
    });
  });

  it('names the route that it does not answer', async () => {
    const response = await running.api(
      '/repos/shop-platform/orders/actions/secrets',
    );
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ message: 'Not Found' });
    expect(running.log.at(-1)).toBe(
      'Not answered by this host: GET /api/v3/repos/shop-platform/orders/actions/secrets',
    );
  });

  it('says what is wrong with a body', async () => {
    expect((await post('/orgs/shop-platform/repos', '{')).body.message).toBe(
      'Problems parsing JSON',
    );
    expect((await post('/orgs/shop-platform/repos', { name: 1 })).status).toBe(
      422,
    );
    expect((await post('/orgs/nobody/repos', { name: 'x' })).status).toBe(404);
  });

  describe('pages', () => {
    const open = async (path: string) =>
      await fetch(running.url + path, {
        headers: { ...basic(readingPassword(HOST_TOKEN)), accept: 'text/html' },
      });

    it.each([
      ['/', 'shop-platform/orders'],
      ['/shop-platform/orders', '# &#60;script&#62;'],
      ['/shop-platform/orders/tree/main/src', 'a.txt'],
      ['/shop-platform/orders/blob/main/page.html', '&#60;script&#62;'],
    ])('shows %s, escaped', async (path, text) => {
      const response = await open(path);
      const content = await response.text();
      expect(response.status).toBe(200);
      expect(content).toContain(text);
      expect(content).not.toContain('<script');
      expect(response.headers.get('content-security-policy')).toContain(
        "default-src 'none'",
      );
    });

    it('shows how the builds of a commit are going, there and among all builds', async () => {
      const say = (state: string, description: string, target_url: string) =>
        post(`/repos/shop-platform/orders/statuses/${head}`, {
          state,
          description,
          target_url,
          context: 'deploy',
        });
      const paths = [
        `/shop-platform/orders/commit/${head}`,
        '/shop-platform/orders/actions',
      ];
      const read = async (path: string) => await (await open(path)).text();

      await say('pending', 'Waiting', ['javascript', 'alert(1)'].join(':'));
      for (const path of paths) {
        expect(await read(path)).toMatch(/Not finished: deploy, Waiting/);
        expect(await read(path)).toContain('Reload this page');
      }
      await say(
        'success',
        'Done',
        `${running.url}/shop-platform/orders/runs/7`,
      );
      for (const path of paths) {
        const content = await read(path);
        expect(content).toMatch(/Passed: <a href=".*\/runs\/7">deploy<\/a>/);
        expect(content).not.toMatch(/Waiting|Reload this page/);
      }
    });

    it('says where the password is to those who did not give it', async () => {
      const response = await fetch(`${running.url}/shop-platform/orders`, {
        headers: { accept: 'text/html' },
      });
      expect(response.status).toBe(401);
      expect(await response.text()).toContain('gitPages');
    });

    it('shows raw files as text, in a sandbox', async () => {
      const response = await open('/shop-platform/orders/raw/main/page.html');
      expect(await response.text()).toBe('<script>alert(1)</script>');
      expect(response.headers.get('content-type')).toBe(
        'text/plain; charset=utf-8',
      );
      expect(response.headers.get('content-security-policy')).toContain(
        'sandbox',
      );
      expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    });

    it('shows refusals as a page', async () => {
      const response = await open('/shop-platform/none');
      expect(response.status).toBe(404);
      expect(await response.text()).toContain('<h1>404</h1>');
    });

    it('opens nothing else with the password for pages', async () => {
      expect((await open('/api/v3/user')).status).toBe(401);
      expect(
        (
          await open(
            '/shop-platform/orders.git/info/refs?service=git-receive-pack',
          )
        ).status,
      ).toBe(401);
    });
  });
});
