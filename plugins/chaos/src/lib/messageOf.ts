import { type ResponseError } from '@backstage/errors';

/** By name: a page may hold several copies of the class. */
function isResponseError(error: Error): error is ResponseError {
  return error.name === 'ResponseError' && 'body' in error;
}

/** What the back end said, or else the error itself. */
export function messageOf(error: Error): string {
  return (isResponseError(error) && error.body.error.message) || error.message;
}
