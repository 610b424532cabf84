import { ApiError, Cause, Named } from '../model/ApiError';
import { equals, isObject } from '../model/json';
import { KubeObject, ManagedFields } from '../model/KubeObject';
import { Schema } from '../schema/Schema';
import { FieldSet, leaves } from './FieldSet';
import { entryOf, isEntryOf, withFields, Writer } from './managers';
import { mergeApplied, removePaths } from './merge';

export type Apply = {
  resource: Named;
  schema: Schema;
  writer: Writer;
  force: boolean;
};

export type Applied = { object: KubeObject; managers: ManagedFields[] };

/**
 * Lays what a manager applies over the live object: takes over what nobody else
 * owns, drops what it applied before and does not any more, and refuses to
 * change what others own unless it is forced.
 */
export function serverSideApply(
  live: KubeObject | undefined,
  applied: KubeObject,
  { resource, schema, writer, force }: Apply,
): Applied {
  const before = live?.metadata.managedFields ?? [];
  const own = before.find(entry => isEntryOf(entry, 'Apply', writer));
  const others = before.filter(entry => entry !== own);
  const wanted = leaves(applied, schema);
  const owned = new FieldSet(wanted.keys());
  const present = live ? leaves(live, schema) : new Map<string, unknown>();
  const changed = owned.filter(
    path => !present.has(path) || !equals(present.get(path), wanted.get(path)),
  );
  const conflicts = others.flatMap(entry => {
    const fields = FieldSet.parse(entry.fieldsV1).filter(path =>
      changed.has(path),
    );
    return fields.size > 0 ? [{ entry, fields }] : [];
  });
  if (conflicts.length > 0 && !force) {
    throw conflictError(resource, conflicts);
  }
  const lost = new FieldSet(conflicts.flatMap(({ fields }) => [...fields]));
  const kept = others.flatMap(entry => {
    const fields = FieldSet.parse(entry.fieldsV1);
    const rest = fields.minus(lost);
    return rest.size === fields.size ? [entry] : withFields(entry, rest);
  });
  const dropped = FieldSet.parse(own?.fieldsV1).filter(
    path =>
      !owned.reaches(path) &&
      !kept.some(entry => FieldSet.parse(entry.fieldsV1).reaches(path)),
  );
  const pruned = live ? removePaths(live, dropped, schema) : undefined;
  const object = mergeApplied(pruned, applied, schema);
  if (!isKubeObject(object)) {
    throw new Error('An applied object stays one');
  }
  const isSame = own && FieldSet.parse(own.fieldsV1).equals(owned);
  return {
    object,
    managers: [
      ...kept,
      entryOf(
        'Apply',
        writer,
        owned,
        isSame && changed.size === 0 ? own.time : undefined,
      ),
    ],
  };
}

function isKubeObject(value: unknown): value is KubeObject {
  return isObject(value) && isObject(value.metadata);
}

function conflictError(
  resource: Named,
  conflicts: Array<{ entry: ManagedFields; fields: FieldSet }>,
): ApiError {
  const causes: Cause[] = conflicts.flatMap(({ entry, fields }) =>
    [...fields].map(path => ({
      reason: 'FieldManagerConflict',
      message: `conflict with ${describe(entry)}`,
      field: readable(path),
    })),
  );
  const groups = conflicts.map(({ entry, fields }) => {
    const paths = [...fields].map(readable);
    return { manager: describe(entry), paths };
  });
  const [first] = groups;
  const message =
    causes.length === 1
      ? `Apply failed with 1 conflict: conflict with ${first.manager}: ${first.paths[0]}`
      : `Apply failed with ${causes.length} conflicts: ${groups
          .map(
            ({ manager, paths }) =>
              `conflict${
                paths.length === 1 ? '' : 's'
              } with ${manager}:\n${paths.map(path => `- ${path}`).join('\n')}`,
          )
          .join('\n')}`;
  return new ApiError(409, 'Conflict', message, {
    ...(resource.group && { group: resource.group }),
    kind: resource.plural,
    causes,
  });
}

function describe(entry: ManagedFields): string {
  const name = JSON.stringify(entry.manager ?? '');
  const where = entry.subresource
    ? ` with subresource ${JSON.stringify(entry.subresource)}`
    : '';
  return entry.operation === 'Update'
    ? `${name}${where} using ${entry.apiVersion}`
    : `${name}${where}`;
}

/** A path as kubectl shows it: `.spec.template.spec.containers[name="app"].image`. */
function readable(path: string): string {
  return FieldSet.steps(path)
    .map(step => {
      const rest = step.slice(2);
      if (step.startsWith('f:')) {
        return `.${rest}`;
      }
      if (step.startsWith('v:')) {
        return `[=${rest}]`;
      }
      const keys: unknown = JSON.parse(rest);
      return `[${Object.entries(isObject(keys) ? keys : {})
        .map(([key, value]) => `${key}=${JSON.stringify(value)}`)
        .join(',')}]`;
    })
    .join('');
}
