/**
 * Why an expression cannot be evaluated, and from where on.
 *
 * @public
 */
export class ExpressionError extends Error {
  /** From 1. */
  readonly column: number;

  constructor(why: string, column: number) {
    super(`${why} (column ${column})`);
    this.name = 'ExpressionError';
    this.column = column;
  }
}
