import { type ReactNode } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Card,
  CardBody,
  CardFooter,
  CardHeader,
  Link,
  Skeleton,
  Text,
} from '@backstage/ui';
import {
  Freshness,
  isUnanswered,
  Status,
  useAsyncData,
} from '@shop-platform/ui-kit';
import { detailedMessageOf } from '../../../lib/responseError';
import { portalTranslationRef } from '../../../translation';
import { levelOfFailure, type Check } from '../checks';
import styles from './HomePage.module.css';

const REFRESH_MS = 30_000;

/** One part of the portal: how it is, why, and up to when that is known. */
export function StatusTile<Facts>({
  title,
  href,
  check,
  deps,
  children,
}: {
  title: string;
  href: string;
  check(signal: AbortSignal): Promise<Check<Facts>>;
  /** What the check depends on. */
  deps: readonly unknown[];
  children(check: Check<Facts>): ReactNode;
}) {
  const { t } = useTranslationRef(portalTranslationRef);
  const { state } = useAsyncData(check, deps, {
    refreshIntervalMs: REFRESH_MS,
  });
  const failure = state.status === 'ready' ? state.stale : undefined;

  return (
    <Card className={styles.tile} role="group" aria-label={title}>
      <CardHeader>
        <Text as="h3" variant="body-medium" weight="bold">
          <Link href={href} standalone>
            {title}
          </Link>
        </Text>
      </CardHeader>
      <CardBody>
        {state.status === 'loading' && (
          <div role="status" aria-label={t('home.status.checking', { title })}>
            <Skeleton width="40%" height={18} />
            <Skeleton width="80%" height={14} className={styles.skeletonLine} />
          </div>
        )}
        {state.status === 'error' && (
          <Status
            level={levelOfFailure(state.error)}
            detail={
              isUnanswered(state.error)
                ? t('home.status.unanswered')
                : t('home.status.noAnswer', {
                    message: detailedMessageOf(state.error),
                  })
            }
          />
        )}
        {state.status === 'ready' && (
          <>
            {failure ? (
              <Status
                level={levelOfFailure(failure)}
                since={state.asOf}
                detail={t('home.status.lastKnown')}
              />
            ) : (
              <Status level={state.value.level} />
            )}
            <div className={styles.facts}>{children(state.value)}</div>
          </>
        )}
      </CardBody>
      {state.status === 'ready' && (
        <CardFooter>
          <Freshness asOf={state.asOf} />
        </CardFooter>
      )}
    </Card>
  );
}
