import { asArray, at, isObject } from '../model/json';

type Step = (value: unknown) => unknown[];

const STEP =
  /\.?\['([^']+)'\]|\.([^.[\]]+)|\[\?\(@\.([\w.]+)\s*==\s*["']([^"']*)["']\)\]|\[(\d+|\*)\]/g;

/**
 * Compiles the simple paths of printer columns: `.spec.hosts`, `['a.b/c']`,
 * `.status.conditions[?(@.type=="Ready")].status`, `[0]`, `[*]`.
 */
export function jsonPath(path: string): (object: unknown) => unknown {
  const steps = [...path.matchAll(STEP)].map(
    ([, quoted, name, field, wanted, index]): Step => {
      if (field) {
        const below = field.split('.');
        return value =>
          asArray(value).filter(item => String(at(item, ...below)) === wanted);
      }
      if (index === '*') {
        return value => asArray(value);
      }
      if (index) {
        return value => asArray(value).slice(Number(index), Number(index) + 1);
      }
      const key = (quoted ?? name).replace(/\\/g, '');
      return value =>
        isObject(value) && value[key] !== undefined ? [value[key]] : [];
    },
  );
  return object =>
    steps.reduce<unknown[]>((found, step) => found.flatMap(step), [object])[0];
}
