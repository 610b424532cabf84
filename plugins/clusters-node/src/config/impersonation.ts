import { NotAllowedError } from '@backstage/errors';
import { z } from 'zod';
import { type Person } from '../types';

/** In whose name a request is made. */
export type Identity = { user: string; groups: string[] };

export const impersonationSchema = z.array(
  z.object({
    cluster: z.string().min(1),
    userFrom: z.enum(['entityRef', 'email']).default('entityRef'),
    userPrefix: z.string().default(''),
    groups: z.boolean().default(false),
    groupPrefix: z.string().default('portal:'),
  }),
);

export type Impersonation = Omit<
  z.infer<typeof impersonationSchema>[number],
  'cluster'
>;

/** Of Kubernetes itself: nobody of the catalog is one of its parts. */
const RESERVED = 'system:';
/** What may stand in a header and in a binding. */
const NAME = /^[\x21-\x7e]{1,253}$/;

/**
 * The name of a person in a cluster, and of the groups that the person is in.
 *
 * @throws NotAllowedError for a person without such a name
 */
export function identityOf(
  person: Person,
  { userFrom, userPrefix, groups, groupPrefix }: Impersonation,
  cluster: string,
): Identity {
  const name = userFrom === 'email' ? person.email : person.ref;
  if (!name) {
    throw new NotAllowedError(
      `Cluster ${cluster} wants to know who does this by the e-mail, and ${person.ref} has none: give the User entity one in spec.profile.email`,
    );
  }
  return {
    user: checked(`${userPrefix}${name}`, person, cluster),
    groups: groups
      ? person.groups.map(group =>
          checked(`${groupPrefix}${group}`, person, cluster),
        )
      : [],
  };
}

function checked(name: string, { ref }: Person, cluster: string): string {
  if (!NAME.test(name) || name.startsWith(RESERVED)) {
    throw new NotAllowedError(
      `Nothing is done in cluster ${cluster} for ${ref} by the name '${name}': a name there is of printable ASCII without spaces, and does not begin with '${RESERVED}'`,
    );
  }
  return name;
}

/** The headers by which Kubernetes does something as somebody else. */
export function headersOf({
  user,
  groups,
}: Identity): Record<string, string | string[]> {
  return {
    'impersonate-user': user,
    ...(groups.length > 0 ? { 'impersonate-group': groups } : {}),
  };
}

/** `User "olena" cannot create resource "podchaos" in API group "chaos-mesh.org" …` */
const REFUSAL =
  /User "([^"]*)" cannot (\S+) resource "([^"]*)"(?: in API group "([^"]*)")?(?: in the namespace "([^"]*)")?/;

/** What has to be allowed so that a request in somebody's name is not refused again. */
export function adviseOn(
  message: string,
  { user, groups }: Identity,
): string | undefined {
  const [, who, verb, resource, group = '', namespace] =
    REFUSAL.exec(message) ?? [];
  if (!who || !verb || !resource) {
    return undefined;
  }
  if (verb === 'impersonate') {
    return `The portal's account ${who} needs a ClusterRole with the rule {apiGroups: [''], resources: [${resource}], verbs: [impersonate]} for the ${
      resource === 'groups' ? `groups ${groups.join(', ')}` : `user ${user}`
    }`;
  }
  return `${user} needs a ${
    namespace ? `Role in ${namespace}` : 'ClusterRole'
  } with the rule {apiGroups: ['${group}'], resources: [${resource}], verbs: [${verb}]}, for the person or for a group${
    groups.length > 0 ? `: ${groups.join(', ')}` : ''
  }`;
}
