import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, ButtonLink } from '@backstage/ui';
import { EmptyState } from '@shop-platform/ui-kit';
import { rootRouteRef } from '../../routes';
import { tracesTranslationRef } from '../../translation';

const SHOWN_ID_LENGTH = 80;

function SearchLink() {
  const { t } = useTranslationRef(tracesTranslationRef);
  const search = useRouteRef(rootRouteRef)?.();
  return search === undefined ? undefined : (
    <ButtonLink variant="secondary" href={search}>
      {t('tracePage.notFound.search')}
    </ButtonLink>
  );
}

/** No source has the trace: why that may be, and what to do. */
export function TraceNotFound(props: { traceId: string; onRetry(): void }) {
  const { t } = useTranslationRef(tracesTranslationRef);
  return (
    <EmptyState
      title={t('tracePage.notFound.title')}
      description={t('tracePage.notFound.description', {
        traceId: props.traceId,
      })}
      action={
        <>
          <Button variant="primary" onPress={props.onRetry}>
            {t('tracePage.notFound.again')}
          </Button>
          <SearchLink />
        </>
      }
    />
  );
}

/** The address holds something else: nobody is asked for it. */
export function BadTraceId({ traceId }: { traceId: string }) {
  const { t } = useTranslationRef(tracesTranslationRef);
  return (
    <EmptyState
      title={t('tracePage.badId.title')}
      description={t('tracePage.badId.description', {
        traceId:
          traceId.length > SHOWN_ID_LENGTH
            ? `${traceId.slice(0, SHOWN_ID_LENGTH)}…`
            : traceId,
      })}
      action={<SearchLink />}
    />
  );
}
