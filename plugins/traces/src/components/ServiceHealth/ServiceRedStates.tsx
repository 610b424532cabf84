import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { tracesServiceReadPermission } from '@shop-platform/backstage-plugin-traces-common';
import { EmptyState, PageStates } from '@shop-platform/ui-kit';
import { type ReactNode } from 'react';
import {
  type ServiceRedAnswer,
  useServiceRed,
} from '../../hooks/useServiceRed';
import { tracesTranslationRef } from '../../translation';
import { SourcesNotice } from '../SourcesNotice';

/** How a service does, in each state that can be in. */
export function ServiceRedStates(props: {
  service: string;
  skeleton: ReactNode;
  children: (red: ServiceRedAnswer, asOf: Date) => ReactNode;
}) {
  const { service, skeleton, children } = props;
  const { t } = useTranslationRef(tracesTranslationRef);
  const { state, refresh } = useServiceRed(service);

  return (
    <>
      {state.status === 'ready' && (
        <SourcesNotice sources={state.value.sources} onRetry={refresh} />
      )}
      <PageStates
        state={state}
        subject={t('red.subject')}
        skeleton={skeleton}
        isEmpty={red => !red.hasRequests}
        empty={
          <EmptyState
            title={t('red.emptyTitle')}
            description={t('red.emptyDescription', { service })}
          />
        }
        permission={tracesServiceReadPermission}
        onRetry={refresh}
      >
        {red =>
          children(red, state.status === 'ready' ? state.asOf : new Date())
        }
      </PageStates>
    </>
  );
}
