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
  | 'down'
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

/** How the class words what a back end did not, with all of the answer after it. */
const NOT_A_BACK_END = /^Request failed with status \d/;

/** More of an answer helps nobody to find the cause. */
const MAX_DETAIL = 300;

/**
 * Whether something on the way answered for the back end, as a gateway does for
 * one that is down: with a page of its own and none of the portal's words.
 */
function isOfGateway({ body }: ResponseError): boolean {
  return !body.request && NOT_A_BACK_END.test(body.error.message);
}

/** How browsers, and Node, say of `fetch` that nothing answered; other mistakes have the name, too. */
const NO_ANSWER = /^(failed to fetch|networkerror|load failed|fetch failed)/i;

export function errorKind(error: Error): ErrorKind {
  if (isResponseError(error)) {
    if ([502, 503, 504].includes(error.statusCode) && isOfGateway(error)) {
      return 'down';
    }
    return KIND_BY_STATUS[error.statusCode] ?? 'failed';
  }
  if (error.name === 'TypeError' && NO_ANSWER.test(error.message)) {
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

/**
 * Whether nothing of the portal's back end answered at all.
 *
 * @public
 */
export function isUnanswered(error: Error): boolean {
  return ['unreachable', 'down'].includes(errorKind(error));
}

/** Whether nobody of the portal said what is wrong, so that the page has to. */
export function isWordless(error: Error): boolean {
  return isUnanswered(error) || (isResponseError(error) && isOfGateway(error));
}

export function isRetryable(error: Error): boolean {
  return !FINAL.has(errorKind(error));
}

/**
 * What the server said, or else the error itself; never a stack, and never the
 * page of a gateway.
 *
 * @public
 */
export function errorMessage(error: Error): string {
  return isResponseError(error) && !isOfGateway(error)
    ? error.body.error.message || error.message
    : error.message;
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
    cut(`${remote.name}: ${remote.message}`),
  ];
}

function cut(text: string): string {
  return text.length > MAX_DETAIL ? `${text.slice(0, MAX_DETAIL)}…` : text;
}
