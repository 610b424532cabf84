const MAX_LENGTH = 300;

// What a store says in these was written for the one who asked.
const forPeople = new Set([
  'AuthenticationError',
  'ConflictError',
  'InputError',
  'NotAllowedError',
  'NotFoundError',
  'NotImplementedError',
  'ServiceUnavailableError',
]);

const UNEXPECTED = 'failed unexpectedly; the log of the portal says why';

/**
 * Says in one line why a source failed. A proxy in front of a store may answer
 * with a web page, and an unexpected error may hold anything.
 */
export function explainFailure(error: Error): string {
  if (!forPeople.has(error.name)) {
    return UNEXPECTED;
  }
  const text = error.message
    .slice(0, 10 * MAX_LENGTH)
    .replace(/<(script|style)\b[^<]*<\/\1>/gi, ' ')
    .replace(/<[^<>]*>/g, ' ')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
  if (text === '') {
    return UNEXPECTED;
  }
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text;
}
