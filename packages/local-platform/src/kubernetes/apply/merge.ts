import { clone, isObject, JsonObject } from '../model/json';
import { fieldSchema, resolve, Schema } from '../schema/Schema';
import { FieldSet, isAtomic, listSteps, Step } from './FieldSet';

/** What stands in an object with what is applied laid over it. */
export function mergeApplied(
  live: unknown,
  applied: unknown,
  schema: Schema,
): unknown {
  if (Array.isArray(applied)) {
    const steps = listSteps(applied, schema);
    if (!steps || !Array.isArray(live)) {
      return clone(applied);
    }
    return mergeLists(live, applied, steps, schema);
  }
  if (isObject(applied) && isObject(live) && !isAtomic(schema)) {
    const result: JsonObject = { ...live };
    for (const [field, value] of Object.entries(applied)) {
      result[field] = mergeApplied(
        live[field],
        value,
        fieldSchema(schema, field) ?? {},
      );
    }
    return result;
  }
  return clone(applied);
}

/** In the order of what is applied; what only the live list has stays where it stood. */
function mergeLists(
  live: unknown[],
  applied: unknown[],
  steps: Step[],
  schema: Schema,
): unknown[] {
  const items = resolve(schema).items ?? {};
  const liveSteps = listSteps(live, schema) ?? [];
  const merged = applied.map((item, i) => {
    const at = liveSteps.indexOf(steps[i]);
    return at < 0 ? clone(item) : mergeApplied(live[at], item, items);
  });
  const result: unknown[] = [];
  let next = 0;
  liveSteps.forEach((step, i) => {
    const position = steps.indexOf(step);
    if (position < 0) {
      result.push(live[i]);
    } else if (position >= next) {
      result.push(...merged.slice(next, position + 1));
      next = position + 1;
    }
  });
  return [...result, ...merged.slice(next)];
}

/** The object without what stands at some paths. */
export function removePaths(
  value: unknown,
  paths: FieldSet,
  schema: Schema,
  steps: Step[] = [],
): unknown {
  const isGone = (step: Step) => paths.has(FieldSet.key([...steps, step]));
  if (Array.isArray(value)) {
    const itemSteps = listSteps(value, schema);
    const items = resolve(schema).items ?? {};
    return (
      itemSteps?.flatMap((step, i) =>
        isGone(step)
          ? []
          : [removePaths(value[i], paths, items, [...steps, step])],
      ) ?? value
    );
  }
  if (!isObject(value) || isAtomic(schema)) {
    return value;
  }
  const result: JsonObject = {};
  for (const [field, item] of Object.entries(value)) {
    const step = `f:${field}`;
    if (!isGone(step)) {
      const rest = removePaths(item, paths, fieldSchema(schema, field) ?? {}, [
        ...steps,
        step,
      ]);
      // A map or a list that lost its last entry to this apply goes, too.
      if (!isEmptied(item, rest)) {
        result[field] = rest;
      }
    }
  }
  return result;
}

function isEmptied(before: unknown, after: unknown): boolean {
  const size = (value: unknown) =>
    typeof value === 'object' && value !== null
      ? Object.keys(value).length
      : undefined;
  return size(after) === 0 && size(before) !== 0;
}
