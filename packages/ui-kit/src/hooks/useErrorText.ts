import { toError } from '@backstage/errors';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useCallback } from 'react';
import {
  errorKind,
  errorMessage,
  type ErrorKind,
  isResponseError,
  isWordless,
} from '../lib/errors';
import { uiKitTranslationRef } from '../translation';

const ADVICE = {
  forbidden: 'forbidden.advice',
  signedOut: 'error.advice.signedOut',
  notFound: 'error.advice.notFound',
  invalid: 'error.advice.invalid',
  conflict: 'error.advice.conflict',
  busy: 'error.advice.busy',
  slow: 'error.advice.slow',
  unreachable: 'error.advice.unreachable',
  down: 'error.advice.down',
  failed: 'error.advice.failed',
} as const satisfies Record<ErrorKind, string>;

/** What happened and what to do about it, in the reader's language where nobody of the portal said it. */
export function useErrorWords() {
  const { t } = useTranslationRef(uiKitTranslationRef);
  return useCallback(
    (error: Error) => {
      const kind = errorKind(error);
      const advice = t(ADVICE[kind]);
      if (kind === 'unreachable' || kind === 'down') {
        return { what: t(`error.${kind}`), advice };
      }
      return isWordless(error) && isResponseError(error)
        ? {
            what: t('error.wordless', { status: String(error.statusCode) }),
            advice,
          }
        : { what: errorMessage(error), advice };
    },
    [t],
  );
}

/**
 * Says why a deed failed, for a toast, a dialog or a line on a page: what the
 * back end said stays as it is; where it said nothing, what happened and what
 * to do are said in the reader's language.
 *
 * @public
 */
export function useErrorText(): (error: unknown) => string {
  const { t } = useTranslationRef(uiKitTranslationRef);
  const wordsOf = useErrorWords();
  return useCallback(
    thrown => {
      const error = toError(thrown);
      const { what, advice } = wordsOf(error);
      if (!isWordless(error)) {
        return what;
      }
      // A line of text has no details below it that could be sent on.
      const isOdd = errorKind(error) === 'failed';
      return `${what}. ${isOdd ? t('error.advice.tell') : advice}`;
    },
    [t, wordsOf],
  );
}
