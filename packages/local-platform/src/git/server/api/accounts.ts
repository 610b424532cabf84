import { json, notFound } from '../http/answers';
import { Router } from '../http/Router';
import { Host } from './Host';

const LIMIT = 5_000;

/** The organisation and the technical user: the only accounts of this host. */
export function addAccountRoutes(router: Router, host: Host): void {
  router.add('GET /user', async () =>
    json(presentAccount(host, host.user), 200),
  );
  router.add('GET /users/{username}', async ({ parameters }) => {
    const login = findAccount(host, parameters.username);
    if (!login) {
      throw notFound();
    }
    return json(presentAccount(host, login));
  });
  router.add('GET /orgs/{org}', async ({ parameters }) => {
    if (findAccount(host, parameters.org) !== host.organization) {
      throw notFound();
    }
    return json(presentAccount(host, host.organization));
  });
  router.add('GET /user/orgs', async () =>
    json([presentAccount(host, host.organization)]),
  );
  router.add('GET /rate_limit', async () => {
    const core = { ...rateLimit(), used: 0 };
    return json({ resources: { core }, rate: core });
  });
}

/** There is no limit; clients read these numbers before they wait. */
export function rateLimit(): {
  limit: number;
  remaining: number;
  reset: number;
} {
  return {
    limit: LIMIT,
    remaining: LIMIT,
    reset: Math.floor(Date.now() / 1_000) + 3_600,
  };
}

/** The account of that name as it is written; names ignore case. */
export function findAccount(host: Host, name: string): string | undefined {
  return [host.organization, host.user].find(
    login => login.toLowerCase() === name.toLowerCase(),
  );
}

export function presentAccount(host: Host, login: string) {
  const isOrganization = login === host.organization;
  return {
    login,
    id: isOrganization ? 1 : 2,
    node_id: isOrganization ? 'O_1' : 'U_2',
    avatar_url: '',
    url: `${host.apiUrl}/users/${login}`,
    html_url: `${host.baseUrl}/${login}`,
    repos_url: `${host.apiUrl}/users/${login}/repos`,
    type: isOrganization ? 'Organization' : 'User',
    site_admin: false,
    name: login,
  };
}
