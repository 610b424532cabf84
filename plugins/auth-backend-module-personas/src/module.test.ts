import {
  request,
  type IncomingMessage,
  type OutgoingHttpHeaders,
} from 'node:http';
import { json } from 'node:stream/consumers';
import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { type Entity } from '@backstage/catalog-model';
import authPlugin from '@backstage/plugin-auth-backend';
import { authProvidersExtensionPoint } from '@backstage/plugin-auth-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { type JsonObject } from '@backstage/types';
import { z } from 'zod';
import authModulePersonas from './index';

const OLENA = 'user:default/olena.kovalenko';
const ANDRII = 'user:default/andrii.shevchenko';

const people = [
  { id: 'platform-engineer', name: 'Olena Kovalenko', userEntityRef: OLENA },
  { id: 'developer', userEntityRef: 'User:andrii.shevchenko' },
];

function createUser(name: string, groups: string[]): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'User',
    metadata: { name },
    relations: groups.map(targetRef => ({ type: 'memberOf', targetRef })),
  };
}

const users = [
  createUser('olena.kovalenko', ['group:default/platform-engineers']),
  createUser('andrii.shevchenko', [
    'group:default/developers',
    'group:default/orders',
  ]),
];

function createConfig(options: {
  personas?: JsonObject;
  backendUrl?: string;
  appUrl?: string;
}) {
  return mockServices.rootConfig.factory({
    data: {
      app: { baseUrl: options.appUrl ?? 'http://localhost:3000' },
      backend: { baseUrl: options.backendUrl ?? 'http://localhost:7007' },
      auth: {
        omitIdentityTokenOwnershipClaim: false,
        keyStore: { provider: 'memory' },
        providers: { personas: options.personas },
      },
    },
  });
}

async function startPortal(options: {
  personas?: JsonObject;
  entities?: Entity[];
}) {
  const { server } = await startTestBackend({
    features: [
      authPlugin,
      authModulePersonas,
      catalogServiceMock.factory({ entities: options.entities ?? users }),
      createConfig(options),
    ],
  });

  return async function refresh(headers: OutgoingHttpHeaders) {
    // Unlike fetch, this may name any host.
    const response = await new Promise<IncomingMessage>((resolve, reject) =>
      request({
        port: server.port(),
        path: '/api/auth/personas/refresh',
        headers: { host: 'localhost:7007', ...headers },
      })
        .on('response', resolve)
        .on('error', reject)
        .end(),
    );
    return { status: response.statusCode, body: await json(response) };
  };
}

const signedInSchema = z.object({
  profile: z.object({ displayName: z.string().optional() }),
  backstageIdentity: z.object({ token: z.string() }),
});
const refusalSchema = z.object({
  error: z.object({ name: z.string(), message: z.string() }),
});

function readClaims(token: string) {
  const [, payload] = token.split('.');
  return z
    .object({ sub: z.string(), ent: z.array(z.string()) })
    .parse(JSON.parse(Buffer.from(payload, 'base64url').toString()));
}

describe('GET /api/auth/personas/refresh', () => {
  let refresh: Awaited<ReturnType<typeof startPortal>>;

  beforeAll(async () => {
    refresh = await startPortal({ personas: { people } });
  });

  it.each([
    [
      'platform-engineer',
      'Olena Kovalenko',
      OLENA,
      [OLENA, 'group:default/platform-engineers'],
    ],
    [
      'developer',
      undefined,
      ANDRII,
      [ANDRII, 'group:default/developers', 'group:default/orders'],
    ],
  ])(
    'signs in as %s, with the groups of the catalog',
    async (id, name, sub, ent) => {
      const { status, body } = await refresh({ 'x-persona': id });

      expect(status).toBe(200);
      const { profile, backstageIdentity } = signedInSchema.parse(body);
      expect(profile).toEqual({ displayName: name });
      expect(readClaims(backstageIdentity.token)).toEqual({ sub, ent });
    },
  );

  it.each<[string, OutgoingHttpHeaders]>([
    ['another name of this machine', { host: '127.0.0.1:7007' }],
    ['IPv6', { host: '[::1]:7007', origin: 'http://[::1]:7007' }],
    ["the app's page", { origin: 'http://localhost:3000' }],
    ["the backend's page", { origin: 'http://127.0.0.1:7007' }],
  ])('lets in %s', async (_, headers) => {
    const { status } = await refresh({ 'x-persona': 'developer', ...headers });
    expect(status).toBe(200);
  });

  it.each<[string, OutgoingHttpHeaders, number, RegExp]>([
    [
      'a request without a persona',
      {},
      400,
      /No persona was named: set the header X-Persona to one of platform-engineer, developer$/,
    ],
    [
      'an unknown persona',
      { 'x-persona': 'admin' },
      400,
      /There is no persona 'admin': .* platform-engineer, developer$/,
    ],
    [
      'a foreign host name',
      { 'x-persona': 'developer', host: 'rebound.example.com:7007' },
      403,
      /at localhost:7007, 127\.0\.0\.1:7007, \[::1\]:7007 only/,
    ],
    [
      'another port',
      { 'x-persona': 'developer', host: 'localhost:8080' },
      403,
      /only$/,
    ],
    [
      'a page of another site',
      { 'x-persona': 'developer', origin: 'https://example.com' },
      403,
      /from the pages of this portal only/,
    ],
    [
      'a page of another local server',
      { 'x-persona': 'developer', origin: 'http://localhost:8080' },
      403,
      /from the pages of this portal only/,
    ],
    [
      'a page without an origin',
      { 'x-persona': 'developer', origin: 'null' },
      403,
      /from the pages of this portal only/,
    ],
  ])('refuses %s', async (_, headers, expected, message) => {
    const { status, body } = await refresh(headers);

    expect(status).toBe(expected);
    expect(refusalSchema.parse(body).error.message).toMatch(message);
  });

  it('asks to try again while the catalog does not have the person', async () => {
    const refreshTooEarly = await startPortal({
      personas: { people },
      entities: [],
    });
    const { status, body } = await refreshTooEarly({
      'x-persona': 'developer',
    });

    expect(status).toBe(503);
    const { name, message } = refusalSchema.parse(body).error;
    expect(name).toBe('ServiceUnavailableError');
    expect(message).toBe(
      `The catalog does not have ${ANDRII} yet: it may still be loading, try again in a moment`,
    );
  });

  it('is not there without configuration', async () => {
    const refreshNothing = await startPortal({});
    const { status } = await refreshNothing({ 'x-persona': 'developer' });
    expect(status).toBe(404);
  });
});

describe('start', () => {
  const { NODE_ENV } = process.env;
  afterEach(() => {
    process.env.NODE_ENV = NODE_ENV;
  });

  async function startModule(options: Parameters<typeof createConfig>[0]) {
    const logger = mockServices.logger.mock();
    const registerProvider = jest.fn();
    await startTestBackend({
      extensionPoints: [[authProvidersExtensionPoint, { registerProvider }]],
      features: [
        authModulePersonas,
        createConfig(options),
        createServiceFactory({
          service: coreServices.logger,
          deps: {},
          factory: () => logger,
        }),
      ],
    });
    return { logger, registerProvider };
  }

  it('registers nothing without configuration, whatever the URLs are', async () => {
    const { logger, registerProvider } = await startModule({
      backendUrl: 'https://portal.example.com',
      appUrl: 'https://portal.example.com',
    });

    expect(registerProvider).not.toHaveBeenCalled();
    expect(logger.debug).toHaveBeenCalledWith(
      expect.stringContaining('No auth.providers.personas'),
    );
  });

  it('takes a production build only when told to', async () => {
    process.env.NODE_ENV = 'production';

    await expect(startModule({ personas: { people } })).rejects.toThrow(
      /NODE_ENV is production.*dangerouslyAllowOutsideDevelopment/,
    );
    const { registerProvider } = await startModule({
      personas: { people, dangerouslyAllowOutsideDevelopment: true },
    });
    expect(registerProvider).toHaveBeenCalledTimes(1);
  });

  it.each([
    ['backend.baseUrl', { backendUrl: 'https://portal.example.com' }],
    ['backend.baseUrl', { backendUrl: 'http://localhost.example.com:7007' }],
    ['backend.baseUrl', { backendUrl: 'http://0.0.0.0:7007' }],
    ['app.baseUrl', { appUrl: 'https://portal.example.com' }],
  ])('refuses a portal for others: %s of %j', async (key, urls) => {
    process.env.NODE_ENV = 'development';
    const personas = { people, dangerouslyAllowOutsideDevelopment: true };

    await expect(startModule({ personas, ...urls })).rejects.toThrow(
      new RegExp(`one machine only, and ${key} is`),
    );
  });
});
