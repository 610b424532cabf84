import { badRequest } from '../model/ApiError';
import { KubeObject } from '../model/KubeObject';
import { parseFieldSelector, parseLabelSelector } from '../model/selectors';
import { Selection } from './options';
import { Resource } from './Resource';

export type ObjectMatcher = (object: KubeObject) => boolean;

/** What a list or a watch shows of a resource. */
export function compileSelection(
  resource: Resource,
  { namespace, labelSelector, fieldSelector }: Selection,
): ObjectMatcher {
  const labels = labelSelector ? parseLabelSelector(labelSelector) : undefined;
  const fields = parseFieldSelector(fieldSelector ?? '').map(
    ({ field, value, not }) => {
      const read = fieldReader(resource, field);
      return (object: KubeObject) => (read(object) === value) !== not;
    },
  );
  return object =>
    (!namespace || object.metadata.namespace === namespace) &&
    (!labels || labels(object.metadata.labels ?? {})) &&
    fields.every(matches => matches(object));
}

function fieldReader(
  resource: Resource,
  field: string,
): (object: KubeObject) => string {
  if (field === 'metadata.name') {
    return object => object.metadata.name ?? '';
  }
  if (field === 'metadata.namespace') {
    return object => object.metadata.namespace ?? '';
  }
  const read = resource.selectable?.[field];
  if (!read) {
    throw badRequest(
      `Unable to find ${JSON.stringify(
        `${resource.group ? `${resource.group}/` : ''}${
          resource.version
        }, Resource=${resource.plural}`,
      )} that match label selector "", field selector ${JSON.stringify(
        field,
      )}: field label not supported: ${field}`,
    );
  }
  return read;
}
