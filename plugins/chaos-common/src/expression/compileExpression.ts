import { ExpressionError } from './ExpressionError';
import { ExpressionParser } from './ExpressionParser';
import { TaskOutcome } from './values';

/** Far more than anybody reads; what is nested more deeply is refused with it. */
const LONGEST = 1_000;

/**
 * Reads an expression of a conditional branch: `exitCode` and `stdout` with
 * `== != < > <= >=`, `in`, `contains`, `startsWith`, `endsWith`, `matches`,
 * `and`, `or`, `not`, `len()` and `? :`, as Chaos Mesh evaluates them.
 *
 * @returns what evaluates it
 * @throws ExpressionError for everything that would have no answer
 * @public
 */
export function compileExpression(
  text: string,
): (outcome: TaskOutcome) => boolean {
  if (text.length > LONGEST) {
    throw new ExpressionError(
      `an expression has no more than ${LONGEST} characters`,
      LONGEST + 1,
    );
  }
  const value = new ExpressionParser(text).parse();
  if (value.type !== 'boolean') {
    throw new ExpressionError(
      `it is a ${value.type}, and a branch is taken or not: compare it with something`,
      value.column,
    );
  }
  return outcome => value.read(outcome);
}
