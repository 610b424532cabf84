import { badRequest } from './ApiError';
import { asObjects, asString, asStringMap, asStrings, at } from './json';
import { checkLabelValue, checkQualifiedName } from './names';

type Labels = Record<string, string>;

export type Matcher = (labels: Labels) => boolean;

const EXPRESSION =
  /^(!)?\s*([^\s!=,()]+)\s*(?:(==|=|!=)\s*([^\s=,()]*)|\s(in|notin)\s*\(([^)]*)\))?$/;

/** Splits at commas that are not within parentheses. */
function split(selector: string): string[] {
  return selector.split(/,(?![^(]*\))/).map(part => part.trim());
}

function check(problem: string | undefined, selector: string): void {
  if (problem) {
    throw badRequest(
      `unable to parse requirement: ${problem} (in ${JSON.stringify(
        selector,
      )})`,
    );
  }
}

/** Reads `app=core,tier in (a,b),!old`. */
export function parseLabelSelector(selector: string): Matcher {
  if (selector.trim() === '') {
    return () => true;
  }
  const requirements = split(selector).map(part => {
    const match = EXPRESSION.exec(part);
    if (!match) {
      throw badRequest(
        `unable to parse requirement: found '${part}', expected: a label selector`,
      );
    }
    const [, not, key, operator, value = '', set, values = ''] = match;
    check(checkQualifiedName(key), part);
    check(checkLabelValue(value), part);
    if (set) {
      const wanted = values.split(',').map(item => item.trim());
      return requirement(key, set === 'in' ? 'In' : 'NotIn', wanted);
    }
    if (operator) {
      return requirement(key, operator === '!=' ? 'NotIn' : 'In', [value]);
    }
    return requirement(key, not ? 'DoesNotExist' : 'Exists', []);
  });
  return labels => requirements.every(matches => matches(labels));
}

function requirement(key: string, operator: string, values: string[]): Matcher {
  switch (operator) {
    case 'In':
      return labels =>
        Object.hasOwn(labels, key) && values.includes(labels[key]);
    case 'NotIn':
      return labels =>
        !Object.hasOwn(labels, key) || !values.includes(labels[key]);
    case 'Exists':
      return labels => Object.hasOwn(labels, key);
    case 'DoesNotExist':
      return labels => !Object.hasOwn(labels, key);
    default:
      throw badRequest(`"${operator}" is not a valid label selector operator`);
  }
}

/** The selector of an object (`matchLabels`, `matchExpressions`); absent matches nothing, empty everything. */
export function compileLabelSelector(selector: unknown): Matcher {
  if (selector === undefined || selector === null) {
    return () => false;
  }
  const requirements = [
    ...Object.entries(asStringMap(at(selector, 'matchLabels'))).map(
      ([key, value]) => requirement(key, 'In', [value]),
    ),
    ...asObjects(at(selector, 'matchExpressions')).map(expression =>
      requirement(
        asString(expression.key) ?? '',
        asString(expression.operator) ?? '',
        asStrings(expression.values),
      ),
    ),
  ];
  return labels => requirements.every(matches => matches(labels));
}

export type FieldRequirement = { field: string; value: string; not: boolean };

/** Reads `metadata.name=core,status.phase!=Running`. */
export function parseFieldSelector(selector: string): FieldRequirement[] {
  if (selector.trim() === '') {
    return [];
  }
  return selector.split(',').map(part => {
    const match = /^\s*([^=!\s]+)\s*(==|=|!=)\s*(.*?)\s*$/.exec(part);
    if (!match) {
      throw badRequest(
        `invalid selector: '${part}'; can't understand '${part}'`,
      );
    }
    return { field: match[1], value: match[3], not: match[2] === '!=' };
  });
}
