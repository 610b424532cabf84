/** A build that went wrong by what was pushed; the message is for who pushed. */
export class BuildError extends Error {
  readonly name = 'BuildError';
}
