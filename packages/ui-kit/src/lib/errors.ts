import { type ResponseError } from '@backstage/errors';

/** What went wrong, as far as it changes what a person can do about it. */
export type ErrorKind =
  | 'forbidden'
  | 'signedOut'
  | 'notFound'
  | 'invalid'
  | 'conflict'
  | 'busy'
  | 'slow'
  | 'unreachable'
  | 'failed';

/** Errors that another try without a change would only repeat. */
const FINAL: ReadonlySet<ErrorKind> = new Set([
  'forbidden',
  'signedOut',
  'notFound',
  'invalid',
  'conflict',
  'slow',
]);

const KIND_BY_NAME: Partial<Record<string, ErrorKind>> = {
  NotAllowedError: 'forbidden',
  AuthenticationError: 'signedOut',
  NotFoundError: 'notFound',
  InputError: 'invalid',
  ConflictError: 'conflict',
};

const KIND_BY_STATUS: Partial<Record<number, ErrorKind>> = {
  400: 'invalid',
  401: 'signedOut',
  403: 'forbidden',
  404: 'notFound',
  409: 'conflict',
  410: 'notFound',
  413: 'invalid',
  422: 'invalid',
  429: 'busy',
  504: 'slow',
};

/**
 * Whether the back end refused, with what it said.
 *
 * @remarks
 * By name: a page may hold several copies of the class.
 *
 * @public
 */
export function isResponseError(error: Error): error is ResponseError {
  return (
    error.name === 'ResponseError' && 'body' in error && 'statusCode' in error
  );
}

export function errorKind(error: Error): ErrorKind {
  if (isResponseError(error)) {
    return KIND_BY_STATUS[error.statusCode] ?? 'failed';
  }
  // The name fetch gives to "no answer at all", in every browser.
  if (error.name === 'TypeError' && /fetch|network|load/i.test(error.message)) {
    return 'unreachable';
  }
  return KIND_BY_NAME[error.name] ?? 'failed';
}

/**
 * Whether one may not see it, or not do it.
 *
 * @public
 */
export function isForbidden(error: Error): boolean {
  return errorKind(error) === 'forbidden';
}

/**
 * Whether the back end knows no such thing.
 *
 * @public
 */
export function isNotFound(error: Error): boolean {
  return errorKind(error) === 'notFound';
}

export function isRetryable(error: Error): boolean {
  return !FINAL.has(errorKind(error));
}

/**
 * What the server said, or else the error itself; never a stack.
 *
 * @public
 */
export function errorMessage(error: Error): string {
  return (isResponseError(error) && error.body.error.message) || error.message;
}

/** What somebody who has to find the cause wants to know, line by line. */
export function errorDetails(error: Error): string[] {
  if (!isResponseError(error)) {
    return [`${error.name}: ${error.message}`];
  }
  const { request, error: remote } = error.body;
  return [
    `${error.statusCode} ${error.statusText}`.trim(),
    ...(request ? [`${request.method} ${request.url}`] : []),
    `${remote.name}: ${remote.message}`,
  ];
}
