import { Resource } from '../registry/Resource';

type Described = Pick<
  Resource,
  'group' | 'version' | 'kind' | 'plural' | 'singular' | 'namespaced'
> & {
  shortNames?: string[];
  categories?: string[];
  verbs: string[];
  subresources: Subresource[];
};

type Subresource = {
  name: string;
  kind: string;
  group?: string;
  version?: string;
  verbs: string[];
};

const ALL = [
  ...['create', 'delete', 'deletecollection', 'get', 'list', 'patch'],
  ...['update', 'watch'],
];
const CHANGE = ['get', 'patch', 'update'];

function subresourcesOf(resource: Resource): Subresource[] {
  const { group, kind } = resource;
  return [
    ...(resource.status ? [{ name: 'status', kind, verbs: CHANGE }] : []),
    ...(resource.scale
      ? [
          {
            name: 'scale',
            kind: 'Scale',
            group: 'autoscaling',
            version: 'v1',
            verbs: CHANGE,
          },
        ]
      : []),
    ...(group === '' && kind === 'Pod'
      ? [
          { name: 'log', kind: 'Pod', verbs: ['get'] },
          {
            name: 'eviction',
            kind: 'Eviction',
            group: 'policy',
            version: 'v1',
            verbs: ['create'],
          },
        ]
      : []),
    ...(group === '' && kind === 'ServiceAccount'
      ? [
          {
            name: 'token',
            kind: 'TokenRequest',
            group: 'authentication.k8s.io',
            version: 'v1',
            verbs: ['create'],
          },
        ]
      : []),
  ];
}

/** What is answered but not stored. */
const VIRTUAL: Described[] = [
  ...[
    ['authorization.k8s.io', 'SelfSubjectAccessReview', false],
    ['authorization.k8s.io', 'SubjectAccessReview', false],
    ['authorization.k8s.io', 'LocalSubjectAccessReview', true],
    ['authorization.k8s.io', 'SelfSubjectRulesReview', false],
    ['authentication.k8s.io', 'TokenReview', false],
    ['authentication.k8s.io', 'SelfSubjectReview', false],
  ].map(([group, kind, namespaced]) => ({
    group: String(group),
    version: 'v1',
    kind: String(kind),
    plural: `${String(kind).toLowerCase()}s`,
    singular: String(kind).toLowerCase(),
    namespaced: namespaced === true,
    verbs: ['create'],
    subresources: [],
  })),
  ...[
    ['NodeMetrics', 'nodes', false],
    ['PodMetrics', 'pods', true],
  ].map(([kind, plural, namespaced]) => ({
    group: 'metrics.k8s.io',
    version: 'v1beta1',
    kind: String(kind),
    plural: String(plural),
    singular: '',
    namespaced: namespaced === true,
    verbs: ['get', 'list'],
    subresources: [],
  })),
];

function describe(resources: Resource[]): Described[] {
  return [
    ...resources.map(resource => ({
      ...resource,
      verbs: ALL,
      subresources: subresourcesOf(resource),
    })),
    ...VIRTUAL,
  ];
}

/** Groups with their versions, the best first, in the order in which they were found. */
function versionsByGroup(all: Described[]): Map<string, string[]> {
  const groups = new Map<string, Set<string>>();
  for (const { group, version } of all) {
    groups.set(group, (groups.get(group) ?? new Set()).add(version));
  }
  return new Map(
    [...groups].map(([group, versions]) => [
      group,
      [...versions].sort((a, b) => rank(b) - rank(a)),
    ]),
  );
}

/** v2 before v1, v1 before v1beta2, that before v1alpha3. */
function rank(version: string): number {
  const [, major = '0', stage, minor = '0'] =
    /^v(\d+)(alpha|beta)?(\d+)?$/.exec(version) ?? [];
  const stages: Record<string, number> = { alpha: 0, beta: 1 };
  return (
    (stage ? stages[stage] : 2) * 1e6 + Number(major) * 1e3 + Number(minor)
  );
}

/** `/api` or `/apis` as `APIGroupDiscoveryList`: everything at once. */
export function aggregated(resources: Resource[], core: boolean): object {
  const all = describe(resources);
  const items = [...versionsByGroup(all)]
    .filter(([group]) => (group === '') === core)
    .map(([group, versions]) => ({
      metadata: { ...(group && { name: group }), creationTimestamp: null },
      versions: versions.map(version => ({
        version,
        resources: all
          .filter(one => one.group === group && one.version === version)
          .map(aggregatedResource),
        freshness: 'Current',
      })),
    }));
  return {
    kind: 'APIGroupDiscoveryList',
    apiVersion: 'apidiscovery.k8s.io/v2',
    metadata: {},
    items,
  };
}

function aggregatedResource(one: Described): object {
  const kindOf = ({
    group,
    version,
    kind,
  }: {
    group?: string;
    version?: string;
    kind: string;
  }) => ({ group: group ?? one.group, version: version ?? one.version, kind });
  return {
    resource: one.plural,
    responseKind: kindOf(one),
    scope: one.namespaced ? 'Namespaced' : 'Cluster',
    singularResource: one.singular,
    verbs: one.verbs,
    ...(one.shortNames?.length && { shortNames: one.shortNames }),
    ...(one.categories?.length && { categories: one.categories }),
    ...(one.subresources.length > 0 && {
      subresources: one.subresources.map(sub => ({
        subresource: sub.name,
        responseKind: kindOf(sub),
        verbs: sub.verbs,
      })),
    }),
  };
}

export function apiVersions(): object {
  return { kind: 'APIVersions', apiVersion: 'v1', versions: ['v1'] };
}

/** `/apis`, as clients of old ask for it. */
export function groupList(resources: Resource[]): object {
  const groups = [...versionsByGroup(describe(resources)).keys()].filter(
    group => group !== '',
  );
  return {
    kind: 'APIGroupList',
    apiVersion: 'v1',
    groups: groups.map(group => groupOf(resources, group)),
  };
}

/** `/apis/<group>`; undefined where there is none. */
export function groupOf(
  resources: Resource[],
  name: string,
): object | undefined {
  const versions = versionsByGroup(describe(resources)).get(name);
  const entries = versions?.map(version => ({
    groupVersion: `${name}/${version}`,
    version,
  }));
  return (
    entries && {
      kind: 'APIGroup',
      apiVersion: 'v1',
      name,
      versions: entries,
      preferredVersion: entries[0],
    }
  );
}

/** `/apis/<group>/<version>`; undefined where there is none. */
export function resourceList(
  resources: Resource[],
  group: string,
  version: string,
): object | undefined {
  const found = describe(resources).filter(
    one => one.group === group && one.version === version,
  );
  if (found.length === 0) {
    return undefined;
  }
  return {
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion: group ? `${group}/${version}` : version,
    resources: found.flatMap(one => [
      {
        name: one.plural,
        singularName: one.singular,
        namespaced: one.namespaced,
        kind: one.kind,
        verbs: one.verbs,
        ...(one.shortNames?.length && { shortNames: one.shortNames }),
        ...(one.categories?.length && { categories: one.categories }),
      },
      ...one.subresources.map(sub => ({
        name: `${one.plural}/${sub.name}`,
        singularName: '',
        namespaced: one.namespaced,
        ...(sub.group && { group: sub.group, version: sub.version }),
        kind: sub.kind,
        verbs: sub.verbs,
      })),
    ]),
  };
}
