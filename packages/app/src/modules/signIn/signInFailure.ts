import { toError } from '@backstage/errors';
import { errorMessage, isResponseError } from '@shop-platform/ui-kit';

/** Why somebody could not be signed in. */
export interface SignInFailure {
  /**
   * `loading`: the back end does not know the person yet. `unreachable`: it
   * does not answer. `refused`: it said no.
   */
  reason: 'loading' | 'unreachable' | 'refused';
  message: string;
}

/** A person is found once the catalog has read them; both answers mean wait. */
const STILL_LOADING = [404, 503];

/** @returns what a failed sign-in means for the person who tried */
export function explainFailure(thrown: unknown): SignInFailure {
  const error = toError(thrown);
  const message = errorMessage(error);
  if (!isResponseError(error)) {
    // The error that fetch throws when nobody answers.
    const isUnanswered = error.name === 'TypeError';
    return { reason: isUnanswered ? 'unreachable' : 'refused', message };
  }
  if (STILL_LOADING.includes(error.statusCode)) {
    return { reason: 'loading', message };
  }
  return {
    reason: error.statusCode >= 500 ? 'unreachable' : 'refused',
    message,
  };
}
