import { useCallback, useEffect, useMemo, useState } from 'react';
import { useApiHolder, type IdentityApi } from '@backstage/frontend-plugin-api';
import { rememberedChoice } from './rememberedChoice';
import { explainFailure, type SignInFailure } from './signInFailure';
import { type SignInOption } from './signInOptions';
import { startSession } from './startSession';

const RETRY_MS = 2_000;

interface Choice {
  option: SignInOption;
  interactive: boolean;
}

/** Where signing in stands, and what one can do about it. */
export interface SignInState {
  chosen: SignInOption | undefined;
  failure: SignInFailure | undefined;
  signIn(option: SignInOption): void;
  retry(): void;
  cancel(): void;
}

function initialChoice(options: SignInOption[]): Choice | undefined {
  const key = rememberedChoice.get();
  const remembered = options.find(option => option.key === key);
  const [only, ...others] = options;
  const option =
    remembered ??
    // Whoever has a running session with the only provider need not ask for it.
    (only?.kind === 'account' && others.length === 0 ? only : undefined);
  return option && { option, interactive: false };
}

/**
 * Signs in by choice, or on from the last choice of this tab, and tries again
 * by itself for as long as the back end is not ready.
 */
export function useSignIn(
  options: SignInOption[],
  onSignInSuccess: (identity: IdentityApi) => void,
): SignInState {
  const apis = useApiHolder();
  const [choice, setChoice] = useState(() => initialChoice(options));
  const [attempt, setAttempt] = useState(0);
  const [failure, setFailure] = useState<SignInFailure>();

  const choose = useCallback((next: Choice | undefined) => {
    setFailure(undefined);
    setChoice(next);
  }, []);
  const retry = useCallback(() => setAttempt(count => count + 1), []);

  useEffect(() => {
    if (!choice) {
      return undefined;
    }
    const controller = new AbortController();
    const { signal } = controller;
    startSession(choice.option, apis, { ...choice, signal }).then(
      identity => {
        if (signal.aborted) {
          return;
        }
        if (identity) {
          rememberedChoice.set(choice.option.key);
          onSignInSuccess(identity);
        } else {
          choose(undefined);
        }
      },
      error => !signal.aborted && setFailure(explainFailure(error)),
    );
    return () => controller.abort();
  }, [apis, attempt, choice, choose, onSignInSuccess]);

  useEffect(() => {
    if (!failure || failure.reason === 'refused') {
      return undefined;
    }
    const timer = setTimeout(retry, RETRY_MS);
    return () => clearTimeout(timer);
  }, [failure, retry]);

  return useMemo(
    () => ({
      chosen: choice?.option,
      failure,
      retry,
      signIn: option => choose({ option, interactive: true }),
      cancel: () => {
        rememberedChoice.forget();
        choose(undefined);
      },
    }),
    [choice, choose, failure, retry],
  );
}
