import { type ResponseError } from '@backstage/errors';

/** By name: a page may hold several copies of the class. */
export function isResponseError(error: Error): error is ResponseError {
  return (
    error.name === 'ResponseError' && 'body' in error && 'statusCode' in error
  );
}

/** @returns what the server said, or else what the error itself says */
export function messageOf(error: Error): string {
  return (isResponseError(error) && error.body.error.message) || error.message;
}

/** @returns the same with the status, for people who have to find the cause */
export function detailedMessageOf(error: Error): string {
  const message = messageOf(error);
  return isResponseError(error) ? `${message} (${error.statusCode})` : message;
}
