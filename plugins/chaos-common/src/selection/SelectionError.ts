/**
 * Why no target can be selected, in the words of Chaos Mesh where it has some.
 *
 * @public
 */
export class SelectionError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'SelectionError';
  }
}
