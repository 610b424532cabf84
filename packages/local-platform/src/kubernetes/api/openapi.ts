import { apiVersionOf, Resource } from '../registry/Resource';
import { wholeSchema } from '../registry/decode';
import { closure, Schema } from '../schema/Schema';

export const OPENAPI_PREFIX = '#/components/schemas/';
const DEFINITIONS_PREFIX = '#/definitions/';

function pathOf(group: string, version: string): string {
  return group ? `apis/${group}/${version}` : `api/${version}`;
}

/** `/openapi/v3`: where the document of each group and version is. */
export function openApiIndex(resources: Resource[], revision: number): object {
  const served = new Set(
    resources.map(({ group, version }) => pathOf(group, version)),
  );
  return {
    paths: Object.fromEntries(
      [...served].map(path => [
        path,
        { serverRelativeURL: `/openapi/v3/${path}?hash=${revision}` },
      ]),
    ),
  };
}

/** The document of one group and version; undefined where there is none. */
export function openApiV3(
  resources: Resource[],
  path: string,
): object | undefined {
  const found = resources.filter(
    ({ group, version }) => pathOf(group, version) === path,
  );
  if (found.length === 0) {
    return undefined;
  }
  return {
    openapi: '3.0.0',
    info: { title: 'Kubernetes', version: 'v1.34.0' },
    paths: Object.fromEntries(found.flatMap(paths)),
    components: { schemas: schemasOf(found, OPENAPI_PREFIX) },
  };
}

/** `/openapi/v2`: all of it in one document. */
export function openApiV2(resources: Resource[]): object {
  return {
    swagger: '2.0',
    info: { title: 'Kubernetes', version: 'v1.34.0' },
    paths: {},
    definitions: schemasOf(resources, DEFINITIONS_PREFIX),
  };
}

function kindOf({ group, version, kind }: Resource): object {
  return { group, version, kind };
}

/** The paths of one kind, with the parameters by which clients know what can be asked. */
function paths(resource: Resource): Array<[string, object]> {
  const { group, version, plural, namespaced } = resource;
  const root = `/${pathOf(group, version)}/${
    namespaced ? 'namespaces/{namespace}/' : ''
  }${plural}`;
  const parameter = (name: string) => ({
    name,
    in: 'query',
    schema: { type: 'string', uniqueItems: true },
  });
  const operation = (action: string, names: string[]) => ({
    'x-kubernetes-action': action,
    'x-kubernetes-group-version-kind': kindOf(resource),
    parameters: names.map(parameter),
    responses: { 200: { description: 'OK' } },
  });
  const writing = ['dryRun', 'fieldManager', 'fieldValidation'];
  return [
    [
      root,
      {
        get: operation('list', ['labelSelector', 'fieldSelector', 'limit']),
        post: operation('post', writing),
      },
    ],
    [
      `${root}/{name}`,
      {
        get: operation('get', []),
        put: operation('put', writing),
        patch: operation('patch', [...writing, 'force']),
        delete: operation('delete', ['dryRun']),
      },
    ],
  ];
}

function schemasOf(resources: Resource[], prefix: string): object {
  const needed = closure([
    'io.k8s.api.v1.ObjectMeta',
    'io.k8s.api.v1.DeleteOptions',
    ...resources.filter(one => !one.custom).map(one => one.schemaName),
  ]);
  const all: Array<[string, object]> = Object.entries(needed);
  for (const resource of resources) {
    const { kind, custom, schemaName } = resource;
    all.push([
      schemaName,
      {
        ...(custom ? wholeSchema(resource) : needed[schemaName]),
        'x-kubernetes-group-version-kind': [kindOf(resource)],
      },
    ]);
    all.push([
      `${schemaName}List`,
      {
        description: `A list of ${kind} (${apiVersionOf(resource)}).`,
        type: 'object',
        properties: {
          apiVersion: { type: 'string' },
          kind: { type: 'string' },
          metadata: { type: 'object' },
          items: { type: 'array', items: { $ref: schemaName } },
        },
        'x-kubernetes-group-version-kind': [
          { ...kindOf(resource), kind: `${kind}List` },
        ],
      },
    ]);
  }
  return Object.fromEntries(
    all.map(([name, schema]) => [name, withReferences(schema, prefix)]),
  );
}

/** References as the document writes them, with the default beside them kept. */
function withReferences(value: unknown, prefix: string): unknown {
  if (Array.isArray(value)) {
    return value.map(item => withReferences(item, prefix));
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const schema: Schema = value;
  const { $ref, ...rest } = schema;
  const others = Object.fromEntries(
    Object.entries(rest)
      .filter(([key, item]) => !(key === 'format' && item === 'quantity'))
      .map(([key, item]) => [key, withReferences(item, prefix)]),
  );
  return typeof $ref === 'string'
    ? { ...others, allOf: [{ $ref: `${prefix}${$ref}` }] }
    : others;
}
