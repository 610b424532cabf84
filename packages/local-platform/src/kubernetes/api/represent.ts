import { ApiError } from '../model/ApiError';
import { KubeObject } from '../model/KubeObject';
import { Listed } from '../registry/listing';
import { apiVersionOf, Resource } from '../registry/Resource';

/** How a client wants objects: whole, as rows of a table, or their metadata. */
export type Representation = 'object' | 'table' | 'metadata';

/** The first of the types that a client accepts which is one of ours. */
export function negotiate(accept: string): Representation {
  for (const entry of accept.split(',')) {
    const [type, ...parameters] = entry.split(';').map(part => part.trim());
    if (!['application/json', 'application/*', '*/*'].includes(type)) {
      continue;
    }
    const as = parameters.find(part => part.startsWith('as='))?.slice(3);
    if (as === undefined) {
      return 'object';
    }
    if (as === 'Table') {
      return 'table';
    }
    if (as === 'PartialObjectMetadata' || as === 'PartialObjectMetadataList') {
      return 'metadata';
    }
  }
  throw new ApiError(
    406,
    'NotAcceptable',
    'only the following media types are accepted: application/json',
  );
}

type TableOptions = {
  includeObject: string | undefined;
  withColumns: boolean;
};

function partial(object: KubeObject): object {
  return {
    kind: 'PartialObjectMetadata',
    apiVersion: 'meta.k8s.io/v1',
    metadata: object.metadata,
  };
}

export function tableOf(
  resource: Resource,
  objects: KubeObject[],
  metadata: object,
  { includeObject, withColumns }: TableOptions,
): object {
  const now = Date.now();
  const { columns, row } = resource.columns;
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata,
    columnDefinitions: withColumns
      ? columns.map(column => ({
          name: column.name,
          type: column.type,
          format: column.format ?? '',
          description: column.description ?? '',
          priority: column.priority ?? 0,
        }))
      : null,
    rows: objects.map(object => ({
      cells: row(object, now),
      ...(includeObject !== 'None' && {
        object: includeObject === 'Object' ? object : partial(object),
      }),
    })),
  };
}

export function representList(
  resource: Resource,
  { items, ...listed }: Listed,
  as: Representation,
  includeObject: string | undefined,
): object {
  if (as === 'table') {
    return tableOf(resource, items, listed, {
      includeObject,
      withColumns: true,
    });
  }
  if (as === 'metadata') {
    return {
      kind: 'PartialObjectMetadataList',
      apiVersion: 'meta.k8s.io/v1',
      metadata: listed,
      items: items.map(partial),
    };
  }
  return {
    kind: `${resource.kind}List`,
    apiVersion: apiVersionOf(resource),
    metadata: listed,
    items,
  };
}

export function representObject(
  resource: Resource,
  object: KubeObject,
  as: Representation,
  includeObject: string | undefined,
  withColumns = true,
): object {
  if (as === 'table') {
    const { resourceVersion } = object.metadata;
    return tableOf(
      resource,
      [object],
      { resourceVersion },
      { includeObject, withColumns },
    );
  }
  return as === 'metadata' ? partial(object) : object;
}
