/** Thrown by a read whose source cannot tell, and never will as it is set up. */
export class AbsentError extends Error {
  readonly name = 'AbsentError';
}

/** Thrown by a read whose source knows itself since when it is silent. */
export class SilentError extends Error {
  readonly name = 'SilentError';
  readonly since: Date;

  constructor(reason: string, since: Date) {
    super(reason);
    this.since = since;
  }
}
