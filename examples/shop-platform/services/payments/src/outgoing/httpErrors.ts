/** Another system answered, with a status that means failure. */
export class HttpStatusError extends Error {
  readonly status: number;

  constructor(url: URL, status: number) {
    super(`${url.host} answered ${status}`);
    this.name = 'HttpStatusError';
    this.status = status;
  }
}

/** No answer within the time limit. */
export function isTimeout(error: unknown): boolean {
  return error instanceof Error && error.name === 'TimeoutError';
}

/** The other system was not reached, not in time, or was not able to answer: another attempt may help. */
export function isTransient(error: unknown): boolean {
  if (error instanceof HttpStatusError) {
    return error.status === 429 || error.status >= 500;
  }
  // `fetch` reports a connection that failed as a TypeError.
  return isTimeout(error) || error instanceof TypeError;
}
