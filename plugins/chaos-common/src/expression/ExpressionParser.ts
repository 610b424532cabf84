import { ExpressionError } from './ExpressionError';
import {
  areEqual,
  booleanAt,
  combine,
  matching,
  NOT_PRECEDENCE,
  PRECEDENCE,
} from './operators';
import { Token, tokensOf } from './tokens';
import {
  asBoolean,
  asNumber,
  asText,
  BooleanValue,
  TaskOutcome,
  Value,
} from './values';

/** Reads an expression, from its first word to its last. */
export class ExpressionParser {
  readonly #tokens: Token[];
  #at = 0;

  constructor(text: string) {
    this.#tokens = tokensOf(text);
  }

  parse(): Value {
    const value = this.#expression();
    if (this.#next.kind !== 'end') {
      throw unexpected(this.#next);
    }
    return value;
  }

  get #next(): Token {
    return this.#tokens[this.#at];
  }

  #isNext(...operators: string[]): boolean {
    const { kind, value } = this.#next;
    return kind === 'operator' && operators.includes(value);
  }

  #take(): Token {
    const token = this.#next;
    if (token.kind !== 'end') {
      this.#at += 1;
    }
    return token;
  }

  #expect(operator: string): void {
    if (!this.#isNext(operator)) {
      throw new ExpressionError(
        `${shown(this.#next)} stands where ${JSON.stringify(operator)} belongs`,
        this.#next.column,
      );
    }
    this.#take();
  }

  #expression(): Value {
    let value = this.#binary(0);
    while (this.#isNext('?')) {
      this.#take();
      value = this.#choice(asBoolean(value, '"?"'));
    }
    return value;
  }

  /** What follows `?`: `a : b`, or `: b` for what is true itself. */
  #choice(condition: BooleanValue): Value {
    const first = this.#isNext(':') ? condition : this.#expression();
    this.#expect(':');
    const second = this.#expression();
    const { column } = first;
    const pick = <T>(one: Reads<T>, other: Reads<T>): Reads<T> => ({
      read: it => (condition.read(it) ? one.read(it) : other.read(it)),
    });
    switch (first.type) {
      case 'number': {
        const other = asNumber(second, '":" after a number');
        return { type: 'number', column, ...pick(first, other) };
      }
      case 'text': {
        const other = asText(second, '":" after a text');
        return { type: 'text', column, ...pick(first, other) };
      }
      default: {
        const other = asBoolean(second, '":" after true or false');
        return { type: 'boolean', column, ...pick(first, other) };
      }
    }
  }

  #binary(lowest: number): Value {
    let left = this.#unary();
    for (;;) {
      const isNegated = this.#isNext('not') && this.#isWordAfter('in');
      const precedence =
        this.#next.kind === 'operator'
          ? PRECEDENCE.get(isNegated ? 'in' : this.#next.value)
          : undefined;
      if (precedence === undefined || precedence < lowest) {
        return left;
      }
      if (isNegated) {
        this.#take();
      }
      left = this.#compared(left, precedence, isNegated);
    }
  }

  #compared(left: Value, precedence: number, isNegated: boolean): Value {
    const operator = this.#take();
    if (operator.value === 'in') {
      const isIn = this.#isIn(left);
      return isNegated
        ? booleanAt(operator.column, it => !isIn.read(it))
        : isIn;
    }
    if (operator.value === 'matches') {
      const pattern = this.#take();
      if (pattern.kind !== 'text') {
        throw new ExpressionError(
          '"matches" takes a text in quotes',
          pattern.column,
        );
      }
      return matching(left, pattern);
    }
    return combine(operator, left, this.#binary(precedence + 1));
  }

  #isWordAfter(word: string): boolean {
    const after = this.#tokens.at(this.#at + 1);
    return after?.kind === 'operator' && after.value === word;
  }

  /** A list, `[0, 2]`, or a range with both its ends, `0..2`. */
  #isIn(value: Value): BooleanValue {
    if (this.#isNext('[')) {
      this.#take();
      const members: BooleanValue[] = [];
      while (!this.#isNext(']')) {
        members.push(areEqual(value, this.#expression(), '"in"'));
        if (!this.#isNext(']')) {
          this.#expect(',');
        }
      }
      this.#take();
      return booleanAt(value.column, it => members.some(is => is.read(it)));
    }
    const one = asNumber(value, '"in" with a range');
    const first = this.#end();
    this.#expect('..');
    const last = this.#end();
    return booleanAt(value.column, it => {
      const number = one.read(it);
      return number >= first && number <= last && Number.isInteger(number);
    });
  }

  /** One end of a range. */
  #end(): number {
    const isNegative = this.#isNext('-');
    if (isNegative) {
      this.#take();
    }
    const { kind, value, column } = this.#take();
    if (kind !== 'number' || !Number.isSafeInteger(Number(value))) {
      throw new ExpressionError(
        '"in" takes a list, as [0, 1], or a range of whole numbers, as 0..1',
        column,
      );
    }
    return isNegative ? -Number(value) : Number(value);
  }

  #unary(): Value {
    const token = this.#next;
    const { column } = token;
    if (this.#isNext('not', '!')) {
      this.#take();
      const value = asBoolean(
        this.#binary(NOT_PRECEDENCE),
        `"${token.value}", which wants parentheses around a comparison,`,
      );
      return booleanAt(column, it => !value.read(it));
    }
    if (this.#isNext('-')) {
      this.#take();
      const value = asNumber(this.#primary(), '"-"');
      return { type: 'number', column, read: it => -value.read(it) };
    }
    return this.#primary();
  }

  #primary(): Value {
    const token = this.#take();
    const { kind, value, column } = token;
    if (kind === 'operator' && value === '(') {
      const inner = this.#expression();
      this.#expect(')');
      return inner;
    }
    if (kind === 'number') {
      return { type: 'number', column, read: numberIn(token) };
    }
    if (kind === 'text') {
      return { type: 'text', column, read: () => value };
    }
    if (kind === 'name') {
      return this.#named(token);
    }
    throw unexpected(token);
  }

  #named({ value, column }: Token): Value {
    switch (value) {
      case 'exitCode':
        return { type: 'number', column, read: it => it.exitCode };
      case 'stdout':
        return { type: 'text', column, read: it => it.stdout };
      case 'true':
      case 'false':
        return booleanAt(column, () => value === 'true');
      case 'len': {
        this.#expect('(');
        const text = asText(this.#expression(), 'len()');
        this.#expect(')');
        const bytes = new TextEncoder();
        return {
          type: 'number',
          column,
          read: it => bytes.encode(text.read(it)).length,
        };
      }
      default:
        throw new ExpressionError(
          `${JSON.stringify(
            value,
          )} is not known; there are exitCode and stdout`,
          column,
        );
    }
  }
}

type Reads<T> = { read(outcome: TaskOutcome): T };

function numberIn({ value, column }: Token): () => number {
  const number = Number(value);
  if (!Number.isFinite(number) || Math.abs(number) > Number.MAX_SAFE_INTEGER) {
    throw new ExpressionError(`${value} is no number that can be`, column);
  }
  return () => number;
}

function shown({ kind, value }: Token): string {
  return kind === 'end' ? 'the end' : JSON.stringify(value);
}

function unexpected(token: Token): ExpressionError {
  return new ExpressionError(`${shown(token)} cannot stand here`, token.column);
}
