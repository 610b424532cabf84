import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { googleServiceAccount } from './credentials';

const TOKEN = '/computeMetadata/v1/instance/service-accounts/default/token';

/** Google's metadata server, as a pod with workload identity has it. */
describe('googleServiceAccount', () => {
  const before = { ...process.env };
  let server: Server;
  let scratch: string;
  let asked: URLSearchParams[];
  let lifetimes: number[];
  let isBroken: boolean;

  beforeEach(async () => {
    asked = [];
    lifetimes = [];
    isBroken = false;
    server = createServer((request, response) => {
      const { pathname, searchParams } = new URL(
        request.url ?? '/',
        'http://m',
      );
      response.setHeader('metadata-flavor', 'Google');
      if (pathname !== TOKEN) {
        response.writeHead(pathname.includes('universe') ? 404 : 200).end();
        return;
      }
      asked.push(searchParams);
      if (isBroken) {
        response.writeHead(403).end('no workload identity for this account');
        return;
      }
      response.setHeader('content-type', 'application/json');
      response.end(
        JSON.stringify({
          access_token: `token-${asked.length}`,
          expires_in: lifetimes.shift() ?? 3_600,
          token_type: 'Bearer',
        }),
      );
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') {
      throw new Error('The server listens on no port');
    }
    scratch = mkdtempSync(join(tmpdir(), 'credentials-'));
    delete process.env.GOOGLE_APPLICATION_CREDENTIALS;
    Object.assign(process.env, {
      GCE_METADATA_HOST: `127.0.0.1:${address.port}`,
      METADATA_SERVER_DETECTION: 'assume-present',
      // No key of whoever runs this.
      CLOUDSDK_CONFIG: scratch,
      HOME: scratch,
      NO_PROXY: '127.0.0.1',
    });
  });

  afterEach(async () => {
    process.env = { ...before };
    rmSync(scratch, { recursive: true, force: true });
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });

  it('has a token of the metadata server, and another one before that runs out', async () => {
    // It still holds for more than four minutes, and is not waited for.
    lifetimes = [280, 3_600];
    const credential = googleServiceAccount();

    expect(await credential.token()).toBe('token-1');
    expect(await credential.token()).toBe('token-2');
    expect(await credential.token()).toBe('token-2');
    expect(asked).toHaveLength(2);
    expect(asked[0].get('scopes')).toBe(
      'https://www.googleapis.com/auth/cloud-platform',
    );
  });

  it('says why there is none, and has one as soon as it can', async () => {
    isBroken = true;
    const credential = googleServiceAccount();
    await expect(credential.token()).rejects.toThrow(/403|identity/);

    isBroken = false;
    expect(await credential.token()).toMatch(/^token-/);
  });
});
