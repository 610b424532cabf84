import { adviseOn, identityOf, type Impersonation } from './impersonation';

const olena = {
  ref: 'user:default/olena',
  email: 'olena@example.com',
  groups: ['group:default/team-chaos'],
};
const settings: Impersonation = {
  userFrom: 'entityRef',
  userPrefix: '',
  groups: false,
  groupPrefix: 'portal:',
};

describe('identityOf', () => {
  it('names a person by the ref or the e-mail, and the groups where they are told', () => {
    expect(identityOf(olena, settings, 'west')).toEqual({
      user: 'user:default/olena',
      groups: [],
    });
    expect(
      identityOf(
        olena,
        { ...settings, userFrom: 'email', userPrefix: 'sso:', groups: true },
        'west',
      ),
    ).toEqual({
      user: 'sso:olena@example.com',
      groups: ['portal:group:default/team-chaos'],
    });
  });

  it.each([
    [{ email: undefined }, {}, /user:default\/olena has none.*spec\.profile/],
    [{ email: 'system:masters' }, {}, /'system:masters'/],
    [{ email: 'o@x.com\r\nimpersonate-group: root' }, {}, /printable ASCII/],
    [{ email: 'олена@example.com' }, {}, /printable ASCII/],
    [
      { groups: ['system:masters'] },
      { groups: true, groupPrefix: '' },
      /'system:masters'/,
    ],
  ])('refuses a person that is %j', (person, changes, reason) => {
    expect(() =>
      identityOf(
        { ...olena, ...person },
        { ...settings, userFrom: 'email', ...changes },
        'west',
      ),
    ).toThrow(reason);
  });
});

describe('adviseOn', () => {
  const identity = { user: 'olena@example.com', groups: ['portal:team'] };

  it.each([
    [
      'podchaos.chaos-mesh.org is forbidden: User "olena@example.com" cannot create resource "podchaos" in API group "chaos-mesh.org" in the namespace "shop"',
      "olena@example.com needs a Role in shop with the rule {apiGroups: ['chaos-mesh.org'], resources: [podchaos], verbs: [create]}, for the person or for a group: portal:team",
    ],
    [
      'users "olena@example.com" is forbidden: User "portal" cannot impersonate resource "users" in API group "" at the cluster scope',
      "The portal's account portal needs a ClusterRole with the rule {apiGroups: [''], resources: [users], verbs: [impersonate]} for the user olena@example.com",
    ],
    [
      'groups "portal:team" is forbidden: User "portal" cannot impersonate resource "groups" in API group "" at the cluster scope',
      "The portal's account portal needs a ClusterRole with the rule {apiGroups: [''], resources: [groups], verbs: [impersonate]} for the groups portal:team",
    ],
    // Its admission, which no role changes.
    ['everything was halted by Olena: fire', undefined],
  ])('of %s says what is missing', (message, advice) => {
    expect(adviseOn(message, identity)).toBe(advice);
  });
});
