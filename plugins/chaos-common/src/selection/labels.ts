import { PodSelectorSpec } from '../model/selector';
import { SelectionError } from './SelectionError';

export type Labels = Record<string, string>;
export type Match = (labels: Labels) => boolean;

const VALUE = /^(?:[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/;

/** As a selector has them, they have to be values that a label can have. */
export function exactly(wanted: Labels = {}): Match {
  const pairs = Object.entries(wanted);
  for (const [key, value] of pairs) {
    if (!VALUE.test(value)) {
      throw new SelectionError(
        `${JSON.stringify(
          value,
        )} of ${key} is not a value that a label can have`,
      );
    }
  }
  return labels =>
    pairs.every(
      ([key, value]) => Object.hasOwn(labels, key) && labels[key] === value,
    );
}

type Expression = NonNullable<PodSelectorSpec['expressionSelectors']>[number];

export function matching(expressions: Expression[] = []): Match {
  const matches = expressions.map(readExpression);
  return labels => matches.every(match => match(labels));
}

function readExpression({ key, operator, values = [] }: Expression): Match {
  const has = (labels: Labels) => Object.hasOwn(labels, key);
  const isIn = (labels: Labels) => has(labels) && values.includes(labels[key]);
  const needsValues = operator === 'In' || operator === 'NotIn';
  if (needsValues === (values.length === 0)) {
    throw new SelectionError(
      `values of the expression for ${key}: ${
        needsValues ? 'must be given' : 'may not be given'
      } with the operator ${operator}`,
    );
  }
  switch (operator) {
    case 'In':
      return isIn;
    case 'NotIn':
      return labels => !isIn(labels);
    case 'Exists':
      return has;
    case 'DoesNotExist':
      return labels => !has(labels);
    default:
      throw new SelectionError(
        `${JSON.stringify(operator)} is not a valid label selector operator`,
      );
  }
}
