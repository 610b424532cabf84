import { IncomingMessage } from 'node:http';
import { describeRefusal, Rbac } from '../auth/Rbac';
import { serviceAccountUser } from '../auth/Tokens';
import { Tokens } from '../auth/Tokens';
import { User } from '../auth/User';
import { badRequest, forbidden, unauthorized } from '../model/ApiError';

/** Who asks, by the token, and in whose place, by the impersonation headers. */
export function authenticate(
  request: IncomingMessage,
  tokens: Tokens,
  rbac: Rbac,
): User {
  const match = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '');
  const user = match ? tokens.authenticate(match[1]) : undefined;
  if (!user) {
    throw unauthorized();
  }
  const groups = new Set([...user.groups, 'system:authenticated']);
  return impersonated(request, { ...user, groups: [...groups] }, rbac);
}

function impersonated(request: IncomingMessage, user: User, rbac: Rbac): User {
  const name = request.headers['impersonate-user'];
  const groups = request.headersDistinct['impersonate-group'] ?? [];
  if (typeof name !== 'string') {
    if (groups.length > 0) {
      throw badRequest('requested groups without impersonating a user');
    }
    return user;
  }
  const check = (resource: string, wanted: string, namespace?: string) => {
    const attributes = {
      user,
      verb: 'impersonate',
      resource,
      name: wanted,
      namespace,
    };
    if (!rbac.allows(attributes)) {
      throw forbidden(
        { group: '', plural: resource, kind: '' },
        wanted,
        describeRefusal(attributes),
      );
    }
  };
  const [, namespace, account] =
    /^system:serviceaccount:([^:]+):([^:]+)$/.exec(name) ?? [];
  if (account) {
    check('serviceaccounts', account, namespace);
  } else {
    check('users', name);
  }
  groups.forEach(group => check('groups', group));
  const base = account
    ? serviceAccountUser(namespace, { name: account })
    : { name, groups: [] };
  return {
    ...base,
    groups: [...new Set([...base.groups, ...groups, 'system:authenticated'])],
  };
}
