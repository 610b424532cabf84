import { ConfigReader } from '@backstage/config';
import { type JsonValue } from '@backstage/types';
import {
  groupsAllowing,
  matchesPermission,
  readRoles,
  roleMatches,
  rolesOf,
} from './index';

function read(...roles: JsonValue[]) {
  return readRoles(
    ConfigReader.fromConfigs(
      roles.map((value, index) => ({
        context: `config-${index}`,
        data: { permission: { roles: value } },
      })),
    ),
  );
}

const shop = {
  admin: { groups: ['group:default/platform'], allow: ['*'] },
  developer: {
    title: 'Developers',
    groups: ['Group:Team-Orders', 'group:default/platform'],
    allow: ['catalog.entity.read'],
    allowOwned: ['catalog.entity.*'],
  },
  viewer: { everyone: true, allow: ['catalog.entity.read'] },
};

describe('readRoles', () => {
  it('reads roles in order, with defaults and normalized group refs', () => {
    expect(read(shop)).toEqual([
      {
        id: 'admin',
        groups: ['group:default/platform'],
        everyone: false,
        allow: ['*'],
        allowOwned: [],
      },
      {
        id: 'developer',
        title: 'Developers',
        groups: ['group:default/team-orders', 'group:default/platform'],
        everyone: false,
        allow: ['catalog.entity.read'],
        allowOwned: ['catalog.entity.*'],
      },
      {
        id: 'viewer',
        groups: [],
        everyone: true,
        allow: ['catalog.entity.read'],
        allowOwned: [],
      },
    ]);
  });

  it('has no roles when none are configured', () => {
    expect(readRoles(new ConfigReader({}))).toEqual([]);
    expect(readRoles(new ConfigReader({ permission: {} }))).toEqual([]);
  });

  it('merges configuration files by role, and lets one remove a role', () => {
    const roles = read(shop, {
      admin: { groups: ['group:default/sre'] },
      viewer: null,
    });
    expect(roles.map(role => [role.id, role.groups])).toEqual([
      ['admin', ['group:default/sre']],
      ['developer', ['group:default/team-orders', 'group:default/platform']],
    ]);
    expect(read({ viewer: null })).toEqual([]);
  });

  it.each<[string, JsonValue, RegExp]>([
    ['a list', [], /permission\.roles: .*expected record/],
    ['a role that is text', { a: 'x' }, /permission\.roles\.a: .*object/],
    [
      'an unknown key',
      { a: { everyone: true, alow: ['*'] } },
      /permission\.roles\.a: Unrecognized key: "alow"/,
    ],
    [
      'a role nobody can hold',
      { a: { allow: ['*'] } },
      /permission\.roles\.a: nobody can hold this role/,
    ],
    [
      'a user in place of a group',
      { a: { groups: ['group:default/b', 'user:default/c'] } },
      /permission\.roles\.a\.groups\[1\]: 'user:default\/c' is not the ref of a group.*kind 'user'/,
    ],
    [
      'a group without its kind',
      { a: { groups: ['developers'] } },
      /permission\.roles\.a\.groups\[0\]: 'developers' is not the ref/,
    ],
    [
      'a group with a space',
      { a: { groups: ['group:default/dev elopers'] } },
      /groups\[0\].*characters that no entity may have/,
    ],
    [
      'an empty pattern',
      { a: { everyone: true, allow: [' '] } },
      /permission\.roles\.a\.allow\[0\]: a pattern must not be empty/,
    ],
    [
      'a partial star',
      { a: { everyone: true, allowOwned: ['catalog.ent*'] } },
      /permission\.roles\.a\.allowOwned\[0\]: 'catalog\.ent\*' is not a permission name/,
    ],
    [
      'two dots',
      { a: { everyone: true, allow: ['catalog..read'] } },
      /'catalog\.\.read' is not a permission name/,
    ],
    [
      'a leading star',
      { a: { everyone: true, allow: ['*.read'] } },
      /'\*\.read' begins with '\*'/,
    ],
    [
      'a number for a switch',
      { a: { everyone: 1 } },
      /permission\.roles\.a\.everyone: .*boolean/,
    ],
  ])('refuses %s and names the key', (_, roles, message) => {
    expect(() => read(roles)).toThrow(message);
  });

  it('reports every mistake at once', () => {
    expect(() =>
      read({ a: { everyone: true, allow: [''] }, b: { groups: ['x'] } }),
    ).toThrow(/roles\.a\.allow\[0\].*; permission\.roles\.b\.groups\[0\]/);
  });
});

describe('matchesPermission', () => {
  it.each([
    ['*', 'kubernetes.proxy', true],
    ['catalog.entity.read', 'catalog.entity.read', true],
    ['catalog.entity.read', 'catalog.entity.readall', false],
    ['catalog.entity', 'catalog.entity.read', false],
    ['catalog.*', 'catalog.entity.read', true],
    ['catalog.*', 'catalog', false],
    ['catalog.*', 'catalogue.read', false],
    ['kubernetes.*.read', 'kubernetes.clusters.read', true],
    ['kubernetes.*.read', 'kubernetes.clusters.nodes.read', false],
    ['kubernetes.*.read', 'kubernetes.read', false],
    ['scaffolder.*.parameter.*', 'scaffolder.template.parameter.read', true],
  ])('%s against %s: %s', (pattern, name, expected) => {
    expect(matchesPermission(pattern, name)).toBe(expected);
  });
});

describe('roles of a person', () => {
  const roles = read(shop);

  it('finds roles by the groups a person belongs to', () => {
    const idsOf = (...refs: string[]) =>
      rolesOf(roles, refs).map(role => role.id);

    expect(idsOf('user:default/ann', 'group:default/platform')).toEqual([
      'admin',
      'developer',
      'viewer',
    ]);
    expect(idsOf('group:default/Team-Orders')).toEqual(['developer', 'viewer']);
    expect(idsOf('user:development/guest')).toEqual(['viewer']);
  });

  it('tells which grant a role gives and which groups have one', () => {
    const [, developer, viewer] = roles;
    expect(roleMatches(developer, 'catalog.entity.read')).toBe('always');
    expect(roleMatches(developer, 'catalog.entity.delete')).toBe('owned');
    expect(roleMatches(viewer, 'catalog.entity.delete')).toBe('never');

    expect(groupsAllowing(roles, 'catalog.entity.delete')).toEqual([
      'group:default/platform',
      'group:default/team-orders',
    ]);
    expect(groupsAllowing(roles, 'chaos.run.create')).toEqual([
      'group:default/platform',
    ]);
    expect(groupsAllowing([viewer], 'catalog.entity.read')).toEqual([]);
  });
});
