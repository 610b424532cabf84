import { equals, JsonObject } from '../model/json';
import { KubeObject, ManagedFields, timestamp } from '../model/KubeObject';
import { Schema } from '../schema/Schema';
import { FieldSet, leaves } from './FieldSet';

/** Who writes, and through which door. */
export type Writer = {
  manager: string;
  apiVersion: string;
  subresource: string;
};

export type Operation = 'Apply' | 'Update';

export function isEntryOf(
  entry: ManagedFields,
  operation: Operation,
  { manager, apiVersion, subresource }: Writer,
): boolean {
  return (
    entry.manager === manager &&
    entry.operation === operation &&
    (entry.subresource ?? '') === subresource &&
    // A version of its own for each Update; an Apply goes on in a new version.
    (operation === 'Apply' || entry.apiVersion === apiVersion)
  );
}

export function entryOf(
  operation: Operation,
  { manager, apiVersion, subresource }: Writer,
  fields: FieldSet,
  time = timestamp(),
): ManagedFields {
  return {
    manager,
    operation,
    apiVersion,
    time,
    fieldsType: 'FieldsV1',
    fieldsV1: fields.toFields(),
    ...(subresource && { subresource }),
  };
}

/** The entry with other fields; nothing where it owns nothing any more. */
export function withFields(
  entry: ManagedFields,
  fields: FieldSet,
): ManagedFields[] {
  return fields.size === 0 ? [] : [{ ...entry, fieldsV1: fields.toFields() }];
}

/** Two objects without the fields in which they are equal: most writes change one of few. */
function differing(a: KubeObject, b: KubeObject): [JsonObject, JsonObject] {
  const fields = Object.keys({ ...a, ...b }).filter(
    field => field === 'metadata' || !equals(a[field], b[field]),
  );
  const of = (object: KubeObject) =>
    Object.fromEntries(
      fields
        .filter(field => object[field] !== undefined)
        .map(field => [field, object[field]]),
    );
  return [of(a), of(b)];
}

/**
 * The managers of an object after a write that is no apply: who writes owns
 * what it changed, and nobody owns what is gone.
 */
export function trackManagers(
  next: KubeObject,
  old: KubeObject | undefined,
  schema: Schema,
  writer: Writer,
): ManagedFields[] {
  // An empty list is how a client says that it wants no managers any more.
  const before =
    next.metadata.managedFields?.length === 0 && old
      ? []
      : old?.metadata.managedFields ?? [];
  const [was, is] = old
    ? differing(old, next).map(one => leaves(one, schema))
    : [new Map<string, unknown>(), leaves(next, schema)];
  const changed = new FieldSet(
    [...is]
      .filter(
        ([path, value]) => !was.has(path) || !equals(was.get(path), value),
      )
      .map(([path]) => path),
  );
  const gone = new FieldSet([...was.keys()].filter(path => !is.has(path)));
  if (changed.size === 0 && gone.size === 0) {
    return before;
  }
  const lost = changed.union(gone);
  const own = before.find(entry => isEntryOf(entry, 'Update', writer));
  const others = before.flatMap(entry => {
    if (entry === own) {
      return [];
    }
    const fields = FieldSet.parse(entry.fieldsV1);
    const rest = fields.minus(lost);
    return rest.size === fields.size ? [entry] : withFields(entry, rest);
  });
  const fields = FieldSet.parse(own?.fieldsV1).union(changed).minus(gone);
  return fields.size === 0
    ? others
    : [
        ...others,
        entryOf(
          'Update',
          writer,
          fields,
          changed.size === 0 ? own?.time : undefined,
        ),
      ];
}
