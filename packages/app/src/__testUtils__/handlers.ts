import { http, HttpResponse, type JsonBodyType } from 'msw';
import { BACKEND_URL } from './renderPortal';

const api = (path: string) => `${BACKEND_URL}/api${path}`;
const answer = (body: JsonBodyType) => () => HttpResponse.json(body);

const component = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'core-service',
    namespace: 'default',
  },
  spec: {
    type: 'service',
    lifecycle: 'production',
    owner: 'group:default/team-orders',
  },
  relations: [],
};

/** What the auth back end answers for a person. */
export function sessionOf(name: string, options = { expiresInSeconds: 3600 }) {
  const userEntityRef = `user:default/${name}`;
  return {
    profile: { displayName: name },
    backstageIdentity: {
      ...options,
      token: `token-of-${name}`,
      identity: {
        type: 'user',
        userEntityRef,
        ownershipEntityRefs: [userEntityRef],
      },
    },
  };
}

/** A back end with one component, where everything is allowed. */
export const portalHandlers = [
  http.get(api('/auth/personas/refresh'), ({ request }) =>
    HttpResponse.json(sessionOf(request.headers.get('X-Persona') ?? 'nobody')),
  ),
  http.get(
    api('/catalog/entity-facets'),
    answer({ facets: { kind: [{ value: 'Component', count: 1 }] } }),
  ),
  http.get(
    api('/catalog/entities/by-query'),
    answer({ items: [component], totalItems: 1, pageInfo: {} }),
  ),
  http.get(api('/search/query'), answer({ results: [] })),
  http.get(api('/techdocs/metadata/*'), answer({})),
  http.get(api('/notifications/*'), answer({ unread: 0, read: 0 })),
  http.post<never, { items: { id: string }[] }>(
    api('/permission/authorize'),
    async ({ request }) => {
      const { items } = await request.json();
      return HttpResponse.json({
        items: items.map(({ id }) => ({ id, result: 'ALLOW' })),
      });
    },
  ),
  // Everything else that Backstage's own pages ask is beside the point.
  http.all(api('/*'), answer({ items: [], entities: [] })),
];
