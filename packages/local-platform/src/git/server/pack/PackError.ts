/** A pack that cannot be taken; the message goes to who pushed it. */
export class PackError extends Error {
  readonly name = 'PackError';
}
