import { RE2JS } from 're2js';
import { ExpressionError } from './ExpressionError';
import { Token } from './tokens';
import {
  asBoolean,
  asNumber,
  asText,
  BooleanValue,
  TextValue,
  Value,
} from './values';

/** Who binds more tightly has the higher number. */
export const PRECEDENCE: ReadonlyMap<string, number> = new Map([
  ...(['or', '||'] as const).map(word => [word, 10] as const),
  ...(['and', '&&'] as const).map(word => [word, 15] as const),
  ...[
    ...['==', '!=', '<', '>', '<=', '>='],
    ...['in', 'matches', 'contains', 'startsWith', 'endsWith'],
  ].map(word => [word, 20] as const),
]);

/** `not` and `!` bind more tightly than what compares. */
export const NOT_PRECEDENCE = 50;

const TEXT_TESTS: Record<string, (text: string, part: string) => boolean> = {
  contains: (text, part) => text.includes(part),
  startsWith: (text, part) => text.startsWith(part),
  endsWith: (text, part) => text.endsWith(part),
};
const ORDERS: Record<string, (order: number) => boolean> = {
  '<': order => order < 0,
  '>': order => order > 0,
  '<=': order => order <= 0,
  '>=': order => order >= 0,
};

/** Two values and what stands between them. */
export function combine(
  { value: operator, column }: Token,
  left: Value,
  right: Value,
): BooleanValue {
  const who = `"${operator}"`;
  if (operator === 'or' || operator === '||') {
    const [one, other] = [asBoolean(left, who), asBoolean(right, who)];
    return booleanAt(column, it => one.read(it) || other.read(it));
  }
  if (operator === 'and' || operator === '&&') {
    const [one, other] = [asBoolean(left, who), asBoolean(right, who)];
    return booleanAt(column, it => one.read(it) && other.read(it));
  }
  if (operator === '==' || operator === '!=') {
    const equal = areEqual(left, right, who);
    return operator === '==' ? equal : booleanAt(column, it => !equal.read(it));
  }
  if (Object.hasOwn(ORDERS, operator)) {
    return booleanAt(column, ordered(left, right, operator));
  }
  const text = asText(left, who);
  const part = asText(right, who);
  const test = TEXT_TESTS[operator];
  return booleanAt(column, it => test(text.read(it), part.read(it)));
}

/** Two values of one type: those of two are never equal, which nobody means. */
export function areEqual(left: Value, right: Value, who: string): BooleanValue {
  switch (left.type) {
    case 'number': {
      const other = asNumber(right, `${who} after a number`);
      return booleanAt(left.column, it => left.read(it) === other.read(it));
    }
    case 'text': {
      const other = asText(right, `${who} after a text`);
      return booleanAt(left.column, it => left.read(it) === other.read(it));
    }
    default: {
      const other = asBoolean(right, `${who} after true or false`);
      return booleanAt(left.column, it => left.read(it) === other.read(it));
    }
  }
}

function ordered(
  left: Value,
  right: Value,
  operator: string,
): BooleanValue['read'] {
  const holds = ORDERS[operator];
  const who = `"${operator}"`;
  if (left.type === 'text') {
    const other = asText(right, `${who} after a text`);
    return it => holds(compareTexts(left.read(it), other.read(it)));
  }
  const one = asNumber(left, who);
  const other = asNumber(right, `${who} after a number`);
  return it => holds(one.read(it) - other.read(it));
}

/** By code points, which is the order of their bytes in UTF-8 as well. */
function compareTexts(one: string, other: string): number {
  const [a, b] = [[...one], [...other]];
  const at = a.findIndex((letter, index) => letter !== b[index]);
  if (at < 0) {
    return a.length - b.length;
  }
  return (a[at].codePointAt(0) ?? 0) - (b[at]?.codePointAt(0) ?? -1);
}

/** A pattern of RE2, which takes no longer than its text is long. */
export function matching(text: Value, pattern: Token): BooleanValue {
  const subject: TextValue = asText(text, '"matches"');
  const compiled = compilePattern(pattern);
  return booleanAt(subject.column, it =>
    compiled.matcher(subject.read(it)).find(),
  );
}

function compilePattern({ value, column }: Token): RE2JS {
  try {
    return RE2JS.compile(value);
  } catch (error) {
    throw new ExpressionError(
      `the pattern is none of RE2: ${
        error instanceof Error ? error.message : String(error)
      }`,
      column,
    );
  }
}

export function booleanAt(
  column: number,
  read: BooleanValue['read'],
): BooleanValue {
  return { type: 'boolean', column, read };
}
