/** What the back end said about a deed that it refused, or what kept the browser from asking. */
export function failureText(error: unknown): string {
  if (!(error instanceof Error)) {
    return String(error);
  }
  // The refusal itself is the cause of the error of the request.
  return error.cause instanceof Error ? error.cause.message : error.message;
}
