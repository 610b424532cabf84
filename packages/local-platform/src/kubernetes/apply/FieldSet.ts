import { isObject, JsonObject } from '../model/json';
import { resolve, Schema, fieldSchema } from '../schema/Schema';

const SEPARATOR = '\u0000';

/** One step of a path, as `fieldsV1` writes it: `f:spec`, `k:{"name":"app"}`, `v:"a"`. */
export type Step = string;

/** A set of paths of fields: what a manager owns. */
export class FieldSet {
  readonly #paths: Set<string>;

  constructor(paths: Iterable<string> = []) {
    this.#paths = new Set(paths);
  }

  static key(steps: Step[]): string {
    return steps.join(SEPARATOR);
  }

  static steps(path: string): Step[] {
    return path.split(SEPARATOR);
  }

  /** Reads `fieldsV1`. */
  static parse(fields: unknown): FieldSet {
    const paths: string[] = [];
    const visit = (node: JsonObject, steps: Step[]) => {
      const below = Object.entries(node).filter(([step]) => step !== '.');
      if (steps.length > 0 && (below.length === 0 || node['.'])) {
        paths.push(FieldSet.key(steps));
      }
      for (const [step, child] of below) {
        visit(isObject(child) ? child : {}, [...steps, step]);
      }
    };
    visit(isObject(fields) ? fields : {}, []);
    return new FieldSet(paths);
  }

  get size(): number {
    return this.#paths.size;
  }

  [Symbol.iterator](): Iterator<string> {
    return this.#paths[Symbol.iterator]();
  }

  has(path: string): boolean {
    return this.#paths.has(path);
  }

  /** Whether a path, or one below it, is in the set. */
  reaches(path: string): boolean {
    const prefix = `${path}${SEPARATOR}`;
    return this.has(path) || [...this].some(item => item.startsWith(prefix));
  }

  union(other: FieldSet): FieldSet {
    return new FieldSet([...this, ...other]);
  }

  minus(other: FieldSet): FieldSet {
    return new FieldSet([...this].filter(path => !other.has(path)));
  }

  filter(keeps: (path: string) => boolean): FieldSet {
    return new FieldSet([...this].filter(keeps));
  }

  equals(other: FieldSet): boolean {
    return this.size === other.size && [...this].every(path => other.has(path));
  }

  toFields(): JsonObject {
    const root: JsonObject = {};
    for (const path of [...this].sort()) {
      let node = root;
      for (const step of FieldSet.steps(path)) {
        const next = node[step];
        if (isObject(next)) {
          node = next;
        } else {
          const made: JsonObject = {};
          node[step] = made;
          node = made;
        }
      }
      node['.'] = {};
    }
    return withoutLonelyDots(root);
  }
}

/** A leaf is written `{}`; the dot stands only where there is more below. */
function withoutLonelyDots(node: JsonObject): JsonObject {
  const entries = Object.entries(node).flatMap(([step, child]) =>
    step !== '.' && isObject(child)
      ? [[step, withoutLonelyDots(child)] as const]
      : [],
  );
  return Object.fromEntries(
    node['.'] && entries.length > 0
      ? [['.', {}] as const, ...entries]
      : entries,
  );
}

const UNOWNED = new Set([
  'f:apiVersion',
  'f:kind',
  ...[
    'name',
    'namespace',
    'generateName',
    'uid',
    'resourceVersion',
    'generation',
    'creationTimestamp',
    'deletionTimestamp',
    'deletionGracePeriodSeconds',
    'managedFields',
    'selfLink',
  ].map(name => `f:metadata${SEPARATOR}f:${name}`),
]);

/** How a list is merged: by keys, as a set of values, or as a whole. */
export function listSteps(list: unknown[], schema: Schema): Step[] | undefined {
  const known = resolve(schema);
  const keys = known['x-kubernetes-list-map-keys'];
  if (known['x-kubernetes-list-type'] === 'set') {
    return list.map(item => `v:${JSON.stringify(item)}`);
  }
  if (known['x-kubernetes-list-type'] !== 'map' || !keys) {
    return undefined;
  }
  return list.map(item => {
    const entries = [...keys].sort().flatMap(key => {
      const value = isObject(item) ? item[key] ?? fallback(known, key) : null;
      return value === undefined ? [] : [[key, value] as const];
    });
    return `k:${JSON.stringify(Object.fromEntries(entries))}`;
  });
}

/** Keys that are left out have their default: a port's protocol. */
function fallback(schema: Schema, key: string): unknown {
  const property = schema.items && fieldSchema(schema.items, key);
  return property?.default ?? (key === 'protocol' ? 'TCP' : undefined);
}

export function isAtomic(schema: Schema): boolean {
  return resolve(schema)['x-kubernetes-map-type'] === 'atomic';
}

const UNKNOWN: Schema = {};

/** The values of an object by the paths at which they are owned. */
export function leaves(value: unknown, schema: Schema): Map<string, unknown> {
  const found = new Map<string, unknown>();
  const visit = (item: unknown, known: Schema, steps: Step[]) => {
    const path = FieldSet.key(steps);
    if (UNOWNED.has(path)) {
      return;
    }
    if (Array.isArray(item)) {
      const itemSteps = listSteps(item, known);
      if (!itemSteps || item.length === 0) {
        found.set(path, item);
        return;
      }
      itemSteps.forEach((step, i) => {
        found.set(FieldSet.key([...steps, step]), null);
        if (step.startsWith('k:')) {
          visit(item[i], resolve(known).items ?? UNKNOWN, [...steps, step]);
        }
      });
    } else if (
      isObject(item) &&
      !isAtomic(known) &&
      (Object.keys(item).length > 0 || steps.length === 0)
    ) {
      for (const [field, below] of Object.entries(item)) {
        if (below !== undefined) {
          visit(below, fieldSchema(known, field) ?? UNKNOWN, [
            ...steps,
            `f:${field}`,
          ]);
        }
      }
    } else {
      found.set(path, item);
    }
  };
  visit(value, schema, []);
  return found;
}
