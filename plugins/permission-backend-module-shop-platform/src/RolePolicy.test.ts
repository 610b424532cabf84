import { readdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import {
  AuthorizeResult,
  createPermission,
  type Permission,
} from '@backstage/plugin-permission-common';
import { readRoles } from '@shop-platform/backstage-plugin-permission-common';
import { type JsonObject } from '@backstage/types';
import { z } from 'zod';
import {
  readPermissionTable,
  readRecommendedConfig,
} from './__testUtils__/readme';
import { DecisionMetrics } from './DecisionMetrics';
import { knownPermissions } from './knownPermissions';
import { RolePolicy } from './RolePolicy';

const platformEngineer = [
  'user:default/olena.kovalenko',
  'group:default/platform-engineers',
];
const developer = [
  'user:default/andrii.shevchenko',
  'group:default/developers',
];
const viewer = ['user:default/iryna.bondar', 'group:default/finance'];
const guest = ['user:development/guest'];

function createPolicy(config = readRecommendedConfig()) {
  const logger = mockServices.logger.mock();
  const policy = new RolePolicy({
    roles: readRoles(config),
    logger,
    metrics: DecisionMetrics.create(),
  });
  const decide = (permission: Permission, refs?: string[]) =>
    policy.handle(
      { permission },
      refs && {
        credentials: mockCredentials.user(refs[0]),
        info: { userEntityRef: refs[0], ownershipEntityRefs: refs },
      },
    );
  return { decide, logger };
}

function createRoles(roles: JsonObject) {
  return new ConfigReader({ permission: { roles } });
}

/** The folders of the installed common packages, Backstage's and this repository's. */
function findCommonPackages(): string[] {
  const modules = resolve(
    dirname(
      require.resolve('@backstage/plugin-permission-common/package.json'),
    ),
    '../..',
  );
  return [
    { scope: '@backstage', common: /^plugin-.*-common$/ },
    { scope: '@shop-platform', common: /^backstage-plugin-.*-common$/ },
  ].flatMap(({ scope, common }) =>
    readdirSync(resolve(modules, scope))
      .filter(name => common.test(name))
      .map(name => `${scope}/${name}`),
  );
}

/** Every permission that an installed common package exports. */
function gatherInstalledPermissions(): string[] {
  const entryPoints = findCommonPackages().flatMap(name => {
    const manifest = z
      .object({
        exports: z.record(z.string(), z.unknown()).default({ '.': {} }),
      })
      .parse(jest.requireActual(`${name}/package.json`));
    return Object.keys(manifest.exports)
      .filter(entry => !entry.endsWith('.json'))
      .map(entry => `${name}${entry.slice(1)}`);
  });
  const permissionSchema = z.object({
    name: z.string(),
    type: z.enum(['basic', 'resource']),
    attributes: z.object({}),
  });
  const names = entryPoints.flatMap(entryPoint =>
    Object.values(z.object({}).loose().parse(jest.requireActual(entryPoint)))
      .flat()
      .flatMap(value => permissionSchema.safeParse(value).data?.name ?? []),
  );
  return [...new Set(names)].sort();
}

describe('the recommended roles', () => {
  const table = readPermissionTable();
  const byName = knownPermissions.map(
    permission => [permission.name, permission] as const,
  );

  it('cover every permission of the installed plugins', () => {
    const installed = gatherInstalledPermissions();

    expect(installed.length).toBeGreaterThan(20);
    expect(knownPermissions.map(({ name }) => name).sort()).toEqual(installed);
    expect([...table.keys()].sort()).toEqual(installed);
  });

  it.each(byName)('decide %s as the table says', async (name, permission) => {
    const { decide, logger } = createPolicy();
    const words = {
      [AuthorizeResult.ALLOW]: 'yes',
      [AuthorizeResult.DENY]: 'no',
      [AuthorizeResult.CONDITIONAL]: 'own',
    };
    const decided = await Promise.all(
      [platformEngineer, developer, viewer, guest].map(
        async refs => words[(await decide(permission, refs)).result],
      ),
    );

    const [engineerCell, developerCell, viewerCell] = table.get(name) ?? [];
    expect(decided).toEqual([
      engineerCell,
      developerCell,
      viewerCell,
      viewerCell,
    ]);
    expect(await decide(permission)).toEqual({ result: AuthorizeResult.DENY });
    expect(logger.warn).not.toHaveBeenCalled();
  });
});

describe('RolePolicy', () => {
  const find = (name: string) => {
    const permission = knownPermissions.find(known => known.name === name);
    if (!permission) {
      throw new Error(`No permission ${name}`);
    }
    return permission;
  };

  it('limits allowOwned to what the person or their groups own', async () => {
    const { decide } = createPolicy();

    expect(await decide(find('catalog.entity.delete'), developer)).toEqual({
      result: AuthorizeResult.CONDITIONAL,
      pluginId: 'catalog',
      resourceType: 'catalog-entity',
      conditions: {
        rule: 'IS_ENTITY_OWNER',
        resourceType: 'catalog-entity',
        params: { claims: developer },
      },
    });
    expect(await decide(find('scaffolder.task.cancel'), developer)).toEqual({
      result: AuthorizeResult.CONDITIONAL,
      pluginId: 'scaffolder',
      resourceType: 'scaffolder-task',
      conditions: {
        rule: 'IS_TASK_OWNER',
        resourceType: 'scaffolder-task',
        params: { createdBy: [developer[0]] },
      },
    });
  });

  it('lets the widest grant of all roles win', async () => {
    const { decide } = createPolicy(
      createRoles({
        owner: { everyone: true, allowOwned: ['catalog.entity.*'] },
        operator: {
          groups: ['group:default/operators'],
          allow: ['catalog.entity.delete'],
        },
      }),
    );
    const deletion = find('catalog.entity.delete');

    expect((await decide(deletion, guest)).result).toBe(
      AuthorizeResult.CONDITIONAL,
    );
    expect(
      await decide(deletion, ['user:default/a', 'group:default/operators']),
    ).toEqual({ result: AuthorizeResult.ALLOW });
  });

  it('denies allowOwned on what has no owner, and warns once', async () => {
    const { decide, logger } = createPolicy(
      createRoles({
        tester: { everyone: true, allowOwned: ['chaos.*', 'catalog.entity.*'] },
      }),
    );
    const run = createPermission({
      name: 'chaos.run.start',
      attributes: { action: 'create' },
      resourceType: 'chaos-run',
    });
    const list = createPermission({
      name: 'chaos.run.list',
      attributes: { action: 'read' },
    });
    const onEntity = createPermission({
      name: 'chaos.target.read',
      attributes: { action: 'read' },
      resourceType: 'catalog-entity',
    });

    for (const permission of [run, list, run]) {
      expect(await decide(permission, guest)).toEqual({
        result: AuthorizeResult.DENY,
      });
    }
    expect(logger.warn).toHaveBeenCalledTimes(1);
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringMatching(/Denied 'chaos\.run\.start': 'chaos\.\*'.*owner/),
    );
    expect((await decide(onEntity, guest)).result).toBe(
      AuthorizeResult.CONDITIONAL,
    );
  });
});
