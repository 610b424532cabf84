/**
 * Why no target can be selected, in the words of Chaos Mesh where it has some.
 *
 * @public
 */
export class SelectionError extends Error {
  /** Where nothing is wrong with the selector, and no pod is as it wants it. */
  readonly isEmpty: boolean;

  constructor(message: string, options: { isEmpty?: boolean } = {}) {
    super(message);
    this.name = 'SelectionError';
    this.isEmpty = options.isEmpty ?? false;
  }
}
