/** What a path and a method mean, before it is known whether there is such a thing. */
export type RequestInfo = {
  path: string;
  verb: string;
  /** Absent for paths that are no resources: `/version`, `/openapi/v3`. */
  target?: Target;
};

export type Target = {
  group: string;
  version: string;
  plural: string;
  namespace: string;
  name: string;
  subresource: string;
};

const VERBS: Record<string, string> = {
  POST: 'create',
  PUT: 'update',
  PATCH: 'patch',
};

/** Reads `/apis/apps/v1/namespaces/shop/deployments/core/scale`. */
export function readRequest(method: string, url: URL): RequestInfo {
  const path = url.pathname;
  const parts = path
    .split('/')
    .filter(part => part !== '')
    .map(decodeURIComponent);
  const target = readTarget(parts);
  if (!target) {
    return { path, verb: method.toLowerCase() };
  }
  return { path, verb: verbOf(method, url, target), target };
}

function readTarget(parts: string[]): Target | undefined {
  const isCore = parts[0] === 'api';
  if (!isCore && parts[0] !== 'apis') {
    return undefined;
  }
  const [group, version] = isCore ? ['', parts[1]] : [parts[1], parts[2]];
  let rest = parts.slice(isCore ? 2 : 3);
  if (!version || rest.length === 0) {
    return undefined;
  }
  let namespace = '';
  if (
    rest[0] === 'namespaces' &&
    rest.length >= 3 &&
    !['status', 'finalize'].includes(rest[2])
  ) {
    namespace = rest[1];
    rest = rest.slice(2);
  }
  const [plural, name = '', subresource = ''] = rest;
  // `/namespaces/shop` itself is asked for in its own namespace.
  return { group, version, plural, namespace, name, subresource };
}

function verbOf(method: string, url: URL, { name }: Target): string {
  switch (method) {
    case 'GET':
    case 'HEAD':
      if (isTrue(url.searchParams.get('watch'))) {
        return 'watch';
      }
      return name ? 'get' : 'list';
    case 'DELETE':
      return name ? 'delete' : 'deletecollection';
    default:
      return VERBS[method] ?? method.toLowerCase();
  }
}

export function isTrue(value: string | null): boolean {
  return value === 'true' || value === '1';
}
