import { badRequest } from '../model/ApiError';
import { clone, equals, isObject, JsonObject } from '../model/json';
import { fieldSchema, resolve, Schema } from '../schema/Schema';
import { mergePatch } from './mergePatch';

const DIRECTIVES =
  /^\$(patch|retainKeys|deleteFromPrimitiveList\/|setElementOrder\/)/;

/** Kubernetes' own kind of patch, which knows how lists are merged. */
export function strategicMerge(
  target: unknown,
  patch: unknown,
  schema: Schema,
): unknown {
  if (!isObject(patch)) {
    return clone(patch);
  }
  if (patch.$patch === 'replace') {
    return withoutDirectives(patch);
  }
  if (patch.$patch === 'delete') {
    return undefined;
  }
  let result: JsonObject = isObject(target) ? { ...target } : {};
  if (Array.isArray(patch.$retainKeys)) {
    const kept = patch.$retainKeys;
    result = Object.fromEntries(
      Object.entries(result).filter(([field]) => kept.includes(field)),
    );
  }
  for (const [field, value] of Object.entries(patch)) {
    const below = fieldSchema(schema, field) ?? {};
    if (field.startsWith('$deleteFromPrimitiveList/')) {
      const name = field.slice(field.indexOf('/') + 1);
      const list = result[name];
      if (Array.isArray(list) && Array.isArray(value)) {
        result[name] = list.filter(
          item => !value.some(gone => equals(gone, item)),
        );
      }
    } else if (DIRECTIVES.test(field)) {
      continue;
    } else if (value === null) {
      delete result[field];
    } else if (Array.isArray(value)) {
      result[field] = mergeList(
        result[field],
        value,
        below,
        patch[`$setElementOrder/${field}`],
      );
    } else if (isObject(value)) {
      const merged = strategicMerge(result[field], value, below);
      if (merged === undefined) {
        delete result[field];
      } else {
        result[field] = merged;
      }
    } else {
      result[field] = value;
    }
  }
  reorderOnly(result, patch, schema);
  return result;
}

/** An order for a list that the patch itself leaves alone. */
function reorderOnly(
  result: JsonObject,
  patch: JsonObject,
  schema: Schema,
): void {
  for (const [field, order] of Object.entries(patch)) {
    const name = field.startsWith('$setElementOrder/')
      ? field.slice(field.indexOf('/') + 1)
      : undefined;
    const list = name ? result[name] : undefined;
    if (
      name &&
      Array.isArray(list) &&
      Array.isArray(order) &&
      patch[name] === undefined
    ) {
      const key = mergeKey(fieldSchema(schema, name) ?? {});
      result[name] = inOrder(list, order, list, key);
    }
  }
}

function mergeKey(schema: Schema): string | undefined {
  return resolve(schema)['x-kubernetes-patch-merge-key'];
}

function isMerged(schema: Schema): boolean {
  return (
    resolve(schema)
      ['x-kubernetes-patch-strategy']?.split(',')
      .includes('merge') ?? false
  );
}

function mergeList(
  target: unknown,
  patch: unknown[],
  schema: Schema,
  order: unknown,
): unknown[] {
  const replaces = patch.some(
    item => isObject(item) && item.$patch === 'replace',
  );
  if (!isMerged(schema) || replaces) {
    return patch
      .filter(item => !isObject(item) || item.$patch !== 'replace')
      .map(withoutDirectives);
  }
  const key = mergeKey(schema);
  const live = Array.isArray(target) ? target : [];
  const wanted = Array.isArray(order) ? order : patch;
  if (!key) {
    const added = patch.filter(item => !live.some(one => equals(one, item)));
    return inOrder([...live, ...clone(added)], wanted, live, undefined);
  }
  const items = resolve(schema).items ?? {};
  const result = [...live];
  for (const change of patch) {
    if (!isObject(change) || change[key] === undefined) {
      throw badRequest(
        `map: ${JSON.stringify(
          change,
        )} does not contain declared merge key: ${key}`,
      );
    }
    const index = result.findIndex(
      item => isObject(item) && equals(item[key], change[key]),
    );
    if (change.$patch === 'delete') {
      if (index >= 0) {
        result.splice(index, 1);
      }
    } else if (index >= 0) {
      result[index] = strategicMerge(result[index], change, items);
    } else {
      result.push(withoutDirectives(change));
    }
  }
  return inOrder(result, wanted, live, key);
}

/**
 * Elements that the patch names in its order, and the others among them where
 * they lay before; what is new comes as early as it can.
 */
function inOrder(
  list: unknown[],
  order: unknown[],
  live: unknown[],
  key: string | undefined,
): unknown[] {
  const read = (item: unknown) => (key && isObject(item) ? item[key] : item);
  const place = (items: unknown[], item: unknown) =>
    items.findIndex(other => equals(read(other), read(item)));
  const named = list
    .filter(item => place(order, item) >= 0)
    .sort((a, b) => place(order, a) - place(order, b));
  const others = list.filter(item => place(order, item) < 0);
  const merged: unknown[] = [];
  while (named.length > 0 && others.length > 0) {
    const [other, next] = [place(live, others[0]), place(live, named[0])];
    const lay = other >= 0 && next >= 0 && other < next;
    merged.push(lay ? others.shift() : named.shift());
  }
  return [...merged, ...named, ...others];
}

function withoutDirectives(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(withoutDirectives);
  }
  if (!isObject(value)) {
    return value;
  }
  const plain = Object.fromEntries(
    Object.entries(value)
      .filter(([field]) => !DIRECTIVES.test(field))
      .map(([field, item]) => [field, withoutDirectives(item)]),
  );
  // Nulls in what is new delete nothing.
  return mergePatch({}, plain);
}
