import {
  CelInput,
  CelValue,
  celEnv,
  isCelError,
  isCelList,
  parse,
  plan,
} from '@bufbuild/cel';
import { library } from './library';

export type Bindings = Record<string, CelInput>;

type Planned = (bindings?: Bindings) => CelValue | { message: string };

const env = celEnv({ funcs: library });
const compiled = new Map<string, Expression>();

/** A rule that could not be evaluated. */
export class CelFailure extends Error {}

/** An expression of CEL, compiled when it is first needed. */
export class Expression {
  readonly #source: string;
  #planned: Planned | undefined;

  private constructor(source: string) {
    this.#source = source;
  }

  /** The same text is compiled once, however many schemas hold it. */
  static of(source: string): Expression {
    const found = compiled.get(source) ?? new Expression(source);
    compiled.set(source, found);
    return found;
  }

  evaluate(bindings: Bindings): CelValue {
    try {
      this.#planned ??= plan(env, parse(this.#source));
    } catch (error) {
      throw new CelFailure(`compilation failed: ${messageOf(error)}`);
    }
    const result = this.#planned(bindings);
    if (isCelError(result)) {
      throw new CelFailure(result.message);
    }
    return result as CelValue;
  }

  /** @returns whether it is true; anything but true and false is a failure */
  holds(bindings: Bindings): boolean {
    const result = this.evaluate(bindings);
    if (typeof result !== 'boolean') {
      throw new CelFailure('the expression is neither true nor false');
    }
    return result;
  }

  text(bindings: Bindings): string {
    const result = this.evaluate(bindings);
    return isCelList(result) ? '' : String(result);
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
