import {
  ConflictError,
  NotAllowedError,
  NotFoundError,
  ResponseError,
} from '@backstage/errors';
import {
  errorMessage,
  isForbidden,
  isNotFound,
  isResponseError,
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
