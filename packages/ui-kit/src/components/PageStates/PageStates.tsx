import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { type Permission } from '@backstage/plugin-permission-common';
import { VisuallyHidden } from '@backstage/ui';
import { type ReactNode } from 'react';
import { errorKind, isRetryable } from '../../lib/errors';
import { type AsyncState } from '../../model/asyncState';
import { uiKitTranslationRef } from '../../translation';
import { ErrorState } from './ErrorState';
import { ForbiddenState } from './ForbiddenState';
import { StaleNotice } from './StaleNotice';

/**
 * The parts of a value that did not answer.
 *
 * @public
 */
export type MissingParts = { missing: string[]; since: Date; error?: Error };

/**
 * Properties of `PageStates`.
 *
 * @public
 */
export type PageStatesProps<T> = {
  state: AsyncState<T>;
  /** The outline of the real layout. */
  skeleton: ReactNode;
  isEmpty?: (value: T) => boolean;
  /** What stands there when there is nothing, such as an `EmptyState`. */
  empty?: ReactNode;
  /** Which parts of the value are missing; `undefined` when it is whole. */
  missingParts?: (value: T) => MissingParts | undefined;
  onRetry: () => void;
  /** What is loaded, in the language of the page: "the traces". */
  subject: string;
  /** The permission that reading needs, to name the group that may. */
  permission?: Permission;
  children: (value: T) => ReactNode;
};

function LoadingState(props: { subject: string; skeleton: ReactNode }) {
  const { t } = useTranslationRef(uiKitTranslationRef);

  return (
    <>
      <VisuallyHidden role="status">
        {t('state.loading', { subject: props.subject })}
      </VisuallyHidden>
      <div aria-busy="true">{props.skeleton}</div>
    </>
  );
}

/**
 * A page, or a panel of one, in each of its states: loading, empty, data, stale
 * or partial data, error, forbidden.
 *
 * @public
 */
export function PageStates<T>(props: PageStatesProps<T>) {
  const { state, subject, onRetry } = props;

  if (state.status === 'loading') {
    return <LoadingState subject={subject} skeleton={props.skeleton} />;
  }
  const refusal = state.status === 'error' ? state.error : state.stale;
  if (refusal && errorKind(refusal) === 'forbidden') {
    // Data that may no longer be seen goes too.
    return (
      <ForbiddenState
        subject={subject}
        permission={props.permission}
        onRetry={onRetry}
      />
    );
  }
  if (state.status === 'error') {
    return (
      <ErrorState
        error={state.error}
        subject={subject}
        onRetry={onRetry}
        retriesItself={isRetryable(state.error)}
      />
    );
  }

  const { value, asOf, stale } = state;
  const parts = props.missingParts?.(value);
  return (
    <>
      {stale && (
        <StaleNotice
          missing={[subject]}
          since={asOf}
          error={stale}
          onRetry={onRetry}
        />
      )}
      {parts && <StaleNotice {...parts} onRetry={onRetry} />}
      {props.isEmpty?.(value) ? props.empty : props.children(value)}
    </>
  );
}
