import { isMap, isScalar, isSeq, YAMLMap } from 'yaml';
import { expand, Values } from './pinnedImages';

/**
 * What a workflow, a job or a step sets, over what is set around it. What a run
 * computes is left out: it is no word for an image.
 */
export function readScope(around: Values, part: YAMLMap): Values {
  const values = new Map(around);
  const strategy = part.get('strategy');
  if (isMap(strategy)) {
    readMatrix(strategy.get('matrix'), values);
  }
  const variables = part.get('env');
  for (const { key, value } of isMap(variables) ? variables.items : []) {
    const name = nameOf(key);
    const all = expand(isScalar(value) ? String(value.value) : '', values);
    if (all.some(each => each.includes('${{'))) {
      values.delete(name);
    } else {
      values.set(name, all);
    }
  }
  return values;
}

/** Each name of a matrix with all that it is in one of its jobs. */
function readMatrix(matrix: unknown, values: Map<string, readonly string[]>) {
  if (!isMap(matrix)) {
    return;
  }
  const add = (name: string, value: unknown) => {
    if (isSeq(value)) {
      value.items.forEach(item => add(name, item));
    } else if (isMap(value)) {
      value.items.forEach(({ key, value: inside }) =>
        add(`${name}.${nameOf(key)}`, inside),
      );
    } else if (isScalar(value)) {
      values.set(name, [...(values.get(name) ?? []), String(value.value)]);
    }
  };
  for (const { key, value } of matrix.items) {
    const name = nameOf(key);
    if (name === 'include' && isSeq(value)) {
      // Each adds names of the same kind.
      value.items
        .filter(isMap)
        .forEach(({ items }) =>
          items.forEach(pair => add(`matrix.${nameOf(pair.key)}`, pair.value)),
        );
    } else if (name !== 'exclude') {
      add(`matrix.${name}`, value);
    }
  }
}

function nameOf(key: unknown) {
  return isScalar(key) ? String(key.value) : '';
}
