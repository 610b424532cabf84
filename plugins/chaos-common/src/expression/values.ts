import { ExpressionError } from './ExpressionError';

/**
 * What a task of a Workflow came to, by the names that expressions have for it.
 *
 * @public
 */
export type TaskOutcome = {
  exitCode: number;
  /** Without the white space at its ends. */
  stdout: string;
};

type ValueOf<N extends string, T> = {
  type: N;
  column: number;
  read(outcome: TaskOutcome): T;
};

export type NumberValue = ValueOf<'number', number>;
export type TextValue = ValueOf<'text', string>;
export type BooleanValue = ValueOf<'boolean', boolean>;

/** A part of an expression, whose type is known before anything is evaluated. */
export type Value = NumberValue | TextValue | BooleanValue;

export function asNumber(value: Value, who: string): NumberValue {
  return value.type === 'number' ? value : wrongType(value, who, 'a number');
}

export function asText(value: Value, who: string): TextValue {
  return value.type === 'text' ? value : wrongType(value, who, 'a text');
}

export function asBoolean(value: Value, who: string): BooleanValue {
  return value.type === 'boolean'
    ? value
    : wrongType(value, who, 'true or false');
}

function wrongType(
  { type, column }: Value,
  who: string,
  wanted: string,
): never {
  const found = type === 'boolean' ? 'true or false' : `a ${type}`;
  throw new ExpressionError(
    `${who} takes ${wanted}, and this is ${found}`,
    column,
  );
}
