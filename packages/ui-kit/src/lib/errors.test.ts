import {
  ConflictError,
  NotAllowedError,
  NotFoundError,
  ResponseError,
} from '@backstage/errors';
import {
  errorDetails,
  errorKind,
  errorMessage,
  isForbidden,
  isNotFound,
  isResponseError,
  isRetryable,
  isUnanswered,
} from './errors';

async function refusal(status: number): Promise<Error> {
  return ResponseError.fromResponse(
    Response.json(
      {
        error: { name: 'SomeError', message: 'Not for you' },
        response: { statusCode: status },
      },
      { status },
    ),
  );
}

it('tells refusals by status, and errors by name', async () => {
  const refusals = await Promise.all([403, 404, 410, 409, 503].map(refusal));
  expect(refusals.map(isForbidden)).toEqual([true, false, false, false, false]);
  expect(refusals.map(isNotFound)).toEqual([false, true, true, false, false]);
  expect(refusals.every(isResponseError)).toBe(true);

  const errors = [
    new NotAllowedError('no'),
    new NotFoundError('none'),
    new ConflictError('taken'),
    // A status alone is no answer of a back end.
    Object.assign(new Error('odd'), { statusCode: 403 }),
  ];
  expect(errors.map(isForbidden)).toEqual([true, false, false, false]);
  expect(errors.map(isNotFound)).toEqual([false, true, false, false]);
  expect(errors.some(isResponseError)).toBe(false);
});

it('says what the back end said, or else what the error says', async () => {
  expect(errorMessage(await refusal(403))).toBe('Not for you');
  expect(errorMessage(new Error('No answer'))).toBe('No answer');
});

it('takes the page of a gateway for no word of the back end', async () => {
  const ofGateway = (status: number) =>
    ResponseError.fromResponse(
      new Response(`<html>${'<h1>No</h1>'.repeat(100)}</html>`, {
        status,
        statusText: 'Unavailable',
        headers: { 'content-type': 'text/html' },
      }),
    );

  const errors = await Promise.all([502, 503, 504, 403].map(ofGateway));

  expect(errors.map(errorKind)).toEqual(['down', 'down', 'down', 'forbidden']);
  expect(errors.map(isRetryable)).toEqual([true, true, true, false]);
  expect(errors.map(isUnanswered)).toEqual([true, true, true, false]);
  expect(isUnanswered(new TypeError('Failed to fetch'))).toBe(true);
  // A mistake of the page that only sounds like it.
  const mistake = "Cannot read properties of undefined (reading 'payload')";
  expect(isUnanswered(new TypeError(mistake))).toBe(false);
  expect(errors.map(errorMessage)).toEqual([
    'Request failed with 502 Unavailable',
    'Request failed with 503 Unavailable',
    'Request failed with 504 Unavailable',
    'Request failed with 403 Unavailable',
  ]);
  // Whoever looks for the cause sees the beginning of it.
  const details = errorDetails(errors[0]).join('\n');
  expect(details).toContain('<h1>No</h1>');
  expect(details.length).toBeLessThan(400);
  // What a back end passes on of another is its own word.
  expect(errorKind(await refusal(503))).toBe('failed');
});
