import { Attributes, Rbac } from '../auth/Rbac';
import { Tokens } from '../auth/Tokens';
import { User } from '../auth/User';
import { badRequest } from '../model/ApiError';
import { asObject, asString, asStrings, at } from '../model/json';
import { Call } from './Call';
import { Answer } from './resourceRoutes';
import { Target } from './requestInfo';

const AUTHORIZATION = 'authorization.k8s.io';
const AUTHENTICATION = 'authentication.k8s.io';

/** Questions that are asked by creating something; undefined for what is none of them. */
export async function serveReview(
  call: Call,
  { group, version, plural, namespace }: Target,
  rbac: Rbac,
  tokens: Tokens,
): Promise<Answer | undefined> {
  if (
    call.info.verb !== 'create' ||
    version !== 'v1' ||
    (group !== AUTHORIZATION && group !== AUTHENTICATION)
  ) {
    return undefined;
  }
  const answer = (body: unknown, kind: string, status: object): Answer => ({
    code: 201,
    body: {
      kind,
      apiVersion: `${group}/${version}`,
      metadata: {},
      spec: at(body, 'spec') ?? {},
      status,
    },
  });
  switch (`${group}/${plural}`) {
    case `${AUTHORIZATION}/selfsubjectaccessreviews`: {
      const body = await call.readBody();
      return answer(
        body,
        'SelfSubjectAccessReview',
        decide(rbac, call.user, at(body, 'spec')),
      );
    }
    case `${AUTHORIZATION}/subjectaccessreviews`:
    case `${AUTHORIZATION}/localsubjectaccessreviews`: {
      const body = await call.readBody();
      const spec = asObject(at(body, 'spec'));
      if (!spec.user && asStrings(spec.groups).length === 0) {
        throw badRequest(
          'spec.user: at least one of user or group must be specified',
        );
      }
      const user: User = {
        name: asString(spec.user) ?? '',
        groups: asStrings(spec.groups),
      };
      return answer(
        body,
        namespace ? 'LocalSubjectAccessReview' : 'SubjectAccessReview',
        decide(rbac, user, spec),
      );
    }
    case `${AUTHORIZATION}/selfsubjectrulesreviews`: {
      const body = await call.readBody();
      const where = asString(at(body, 'spec', 'namespace'));
      const rules = call.user.groups.includes('system:masters')
        ? [
            { apiGroups: ['*'], resources: ['*'], verbs: ['*'] },
            { nonResourceURLs: ['*'], verbs: ['*'] },
          ]
        : rbac.rulesFor(call.user, where);
      const isPath = (rule: object) => 'nonResourceURLs' in rule;
      return answer(body, 'SelfSubjectRulesReview', {
        incomplete: false,
        resourceRules: rules.filter(rule => !isPath(rule)),
        nonResourceRules: rules.filter(isPath),
      });
    }
    case `${AUTHENTICATION}/tokenreviews`: {
      const body = await call.readBody();
      const token = asString(at(body, 'spec', 'token')) ?? '';
      const user = tokens.authenticate(token);
      return answer(
        body,
        'TokenReview',
        user
          ? { authenticated: true, user: userInfo(user) }
          : { authenticated: false, error: 'invalid bearer token' },
      );
    }
    case `${AUTHENTICATION}/selfsubjectreviews`: {
      const body = await call.readBody();
      return answer(body, 'SelfSubjectReview', {
        userInfo: userInfo(call.user),
      });
    }
    default:
      return undefined;
  }
}

function userInfo({ name, uid, groups, extra }: User): object {
  return {
    username: name,
    ...(uid && { uid }),
    groups,
    ...(extra && { extra }),
  };
}

function decide(rbac: Rbac, user: User, spec: unknown): object {
  const wanted = asObject(at(spec, 'resourceAttributes'));
  const path = at(spec, 'nonResourceAttributes');
  const attributes: Attributes = path
    ? {
        user,
        verb: asString(at(path, 'verb')) ?? '',
        path: asString(at(path, 'path')) ?? '',
      }
    : {
        user,
        verb: asString(wanted.verb) ?? '',
        group: asString(wanted.group) ?? '',
        resource: asString(wanted.resource) ?? '',
        subresource: asString(wanted.subresource) || undefined,
        namespace: asString(wanted.namespace),
        name: asString(wanted.name),
      };
  const allowed = rbac.allows(attributes);
  return { allowed, ...(allowed && { reason: 'RBAC: allowed by a binding' }) };
}
