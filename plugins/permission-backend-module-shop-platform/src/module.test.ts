import {
  coreServices,
  createBackendPlugin,
  createServiceFactory,
  type BackstageUserInfo,
} from '@backstage/backend-plugin-api';
import { permissionsRegistryServiceFactory } from '@backstage/backend-defaults/permissionsRegistry';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { type Entity } from '@backstage/catalog-model';
import { permissionRules } from '@backstage/plugin-catalog-backend/alpha';
import { catalogPermissions } from '@backstage/plugin-catalog-common/alpha';
import { catalogEntityPermissionResourceRef } from '@backstage/plugin-catalog-node/alpha';
import permissionPlugin from '@backstage/plugin-permission-backend';
import {
  isResourcePermission,
  type Permission,
} from '@backstage/plugin-permission-common';
import { type JsonObject } from '@backstage/types';
import { createNoopMeter, metrics } from '@opentelemetry/api';
import { z } from 'zod';
import { readRecommendedConfig } from './__testUtils__/readme';
import permissionModuleShopPlatform from './index';
import { knownPermissions } from './knownPermissions';

const DEVELOPER = 'user:default/andrii.shevchenko';

const groupsOf: Record<string, string[]> = {
  'user:default/olena.kovalenko': ['group:default/platform-engineers'],
  [DEVELOPER]: ['group:default/developers', 'group:default/orders'],
};

const userInfo = createServiceFactory({
  service: coreServices.userInfo,
  deps: { auth: coreServices.auth },
  factory: ({ auth }) => ({
    async getUserInfo(credentials): Promise<BackstageUserInfo> {
      if (!auth.isPrincipal(credentials, 'user')) {
        throw new Error('Not a user');
      }
      const { userEntityRef } = credentials.principal;
      const groups = groupsOf[userEntityRef] ?? [];
      return { userEntityRef, ownershipEntityRefs: [userEntityRef, ...groups] };
    },
  }),
});

// The mock forgets which plugin acts for the person; the permissions registry insists on one.
const auth = createServiceFactory({
  service: coreServices.auth,
  deps: { plugin: coreServices.pluginMetadata },
  factory: ({ plugin }) => {
    const service = mockServices.auth({
      pluginId: plugin.getId(),
      disableDefaultAuthPolicy: false,
    });
    service.getPluginRequestToken = async ({ onBehalfOf }) => {
      if (!service.isPrincipal(onBehalfOf, 'user')) {
        throw new Error('Not a user');
      }
      return {
        token: mockCredentials.user.token(onBehalfOf.principal.userEntityRef, {
          actor: { subject: `plugin:${plugin.getId()}` },
        }),
      };
    };
    return service;
  },
});

function createComponent(name: string, owner: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name },
    relations: [{ type: 'ownedBy', targetRef: owner }],
  };
}

const entities = new Map([
  [
    'component:default/orders',
    createComponent('orders', 'group:default/orders'),
  ],
  [
    'component:default/ledger',
    createComponent('ledger', 'group:default/finance'),
  ],
]);

/** As much of the catalog as it takes to apply its own rules. */
const catalogPlugin = createBackendPlugin({
  pluginId: 'catalog',
  register(reg) {
    reg.registerInit({
      deps: { permissionsRegistry: coreServices.permissionsRegistry },
      async init({ permissionsRegistry }) {
        permissionsRegistry.addResourceType({
          resourceRef: catalogEntityPermissionResourceRef,
          permissions: catalogPermissions.filter(permission =>
            isResourcePermission(permission),
          ),
          rules: Object.values(permissionRules),
          getResources: async refs => refs.map(ref => entities.get(ref)),
        });
      },
    });
  },
});

const recommended = readRecommendedConfig().get<JsonObject>();

function start(
  data: JsonObject = recommended,
  logger = mockServices.logger.mock(),
) {
  return startTestBackend({
    features: [
      permissionPlugin,
      permissionModuleShopPlatform,
      catalogPlugin,
      auth,
      userInfo,
      permissionsRegistryServiceFactory,
      mockServices.rootConfig.factory({ data }),
      createServiceFactory({
        service: coreServices.logger,
        deps: {},
        factory: () => logger,
      }),
    ],
  });
}

const answerSchema = z.object({
  items: z.array(z.object({ id: z.string(), result: z.string() })),
});

type Question = [name: string, resourceRef?: string];

function findPermission(name: string): Permission {
  const permission = knownPermissions.find(known => known.name === name);
  if (!permission) {
    throw new Error(`No permission ${name}`);
  }
  return permission;
}

async function post(authorization: string, questions: Question[]) {
  const { server } = await start();
  return fetch(`http://localhost:${server.port()}/api/permission/authorize`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify({
      items: questions.map(([name, resourceRef], index) => ({
        id: String(index),
        permission: findPermission(name),
        resourceRef,
      })),
    }),
  });
}

async function ask(user: string, questions: Question[]) {
  const response = await post(mockCredentials.user.header(user), questions);
  expect(response.status).toBe(200);
  const { items } = answerSchema.parse(await response.json());
  return items.map(item => item.result);
}

const questions: Question[] = [
  ['catalog.entity.read', 'component:default/ledger'],
  ['catalog.entity.delete', 'component:default/orders'],
  ['catalog.entity.delete', 'component:default/ledger'],
  ['scaffolder.task.create'],
  ['catalog.location.delete'],
];

afterEach(() => metrics.disable());

describe('POST /api/permission/authorize', () => {
  it.each([
    ['user:default/olena.kovalenko', 'ALLOW ALLOW ALLOW ALLOW ALLOW'],
    [DEVELOPER, 'ALLOW ALLOW DENY ALLOW DENY'],
    ['user:default/iryna.bondar', 'ALLOW DENY DENY DENY DENY'],
    ['user:development/guest', 'ALLOW DENY DENY DENY DENY'],
  ])('answers %s with %s', async (user, expected) => {
    expect((await ask(user, questions)).join(' ')).toBe(expected);
  });

  it('gives nothing to callers without a person', async () => {
    const basic: Question[] = [['scaffolder.task.create']];

    const anonymous = await post(mockCredentials.none.header(), basic);
    expect(anonymous.status).toBe(401);

    const service = await post(mockCredentials.service.header(), basic);
    expect(service.status).toBe(403);
  });

  it('counts decisions by permission and result, without identities', async () => {
    const add = jest.fn();
    const meter = createNoopMeter();
    const createCounter = jest
      .spyOn(meter, 'createCounter')
      .mockReturnValue({ add });
    metrics.setGlobalMeterProvider({ getMeter: () => meter });

    await ask(DEVELOPER, questions.slice(0, 3));

    expect(createCounter).toHaveBeenCalledWith(
      'permission.policy.decisions',
      expect.objectContaining({ unit: '{decision}' }),
    );
    expect(add.mock.calls).toEqual([
      [
        1,
        {
          'permission.name': 'catalog.entity.read',
          'permission.result': 'allow',
        },
      ],
      [
        1,
        {
          'permission.name': 'catalog.entity.delete',
          'permission.result': 'conditional',
        },
      ],
      [
        1,
        {
          'permission.name': 'catalog.entity.delete',
          'permission.result': 'conditional',
        },
      ],
    ]);
  });
});

describe('start', () => {
  it.each<[string, JsonObject, RegExp]>([
    [
      'no roles while permissions are enabled',
      { enabled: true },
      /permission\.enabled is true and permission\.roles is empty/,
    ],
    [
      'a mistake in a role',
      { enabled: true, roles: { viewer: { everyone: true, alow: [] } } },
      /permission\.roles\.viewer: Unrecognized key/,
    ],
    [
      'allowOwned on a basic permission',
      {
        roles: {
          viewer: { everyone: true, allowOwned: ['scaffolder.task.create'] },
        },
      },
      /permission\.roles\.viewer\.allowOwned\[0\]: 'scaffolder\.task\.create' is about nothing that has an owner/,
    ],
    [
      'allowOwned on a whole plugin without owners',
      { roles: { viewer: { everyone: true, allowOwned: ['kubernetes.*'] } } },
      /'kubernetes\.\*' is about nothing that has an owner/,
    ],
  ])('refuses %s', async (_, permission, message) => {
    await expect(start({ permission })).rejects.toThrow(message);
  });

  it('goes without roles while permissions are off', async () => {
    await expect(start({ permission: {} })).resolves.toBeDefined();
  });

  it('warns about a pattern that covers nothing of a known plugin', async () => {
    const logger = mockServices.logger.mock();
    const viewer = {
      everyone: true,
      allow: ['catalog.entitiy.read', 'previews.environment.read', '*'],
    };
    await start({ permission: { enabled: true, roles: { viewer } } }, logger);

    const warnings = logger.warn.mock.calls.map(([message]) => message);
    expect(warnings).toEqual([
      "permission.roles.viewer: 'catalog.entitiy.read' covers no permission of its plugin; is the name right?",
    ]);
  });
});
