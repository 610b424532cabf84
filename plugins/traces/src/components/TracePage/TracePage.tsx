import {
  useApi,
  useRouteRefParams,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import {
  tracesServiceReadPermission,
  type Trace,
} from '@shop-platform/backstage-plugin-traces-common';
import {
  EmptyState,
  isNotFound,
  PageStates,
  parseTimeRange,
  resolveTimeRange,
  useAsyncData,
} from '@shop-platform/ui-kit';
import { useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import { tracesApiRef } from '../../api';
import { buildTrace } from '../../model/trace';
import { traceRouteRef } from '../../routes';
import { tracesTranslationRef } from '../../translation';
import { ServiceColors } from '../ServiceColors';
import styles from './TracePage.module.css';
import { TraceSkeleton } from './TraceSkeleton';
import { BadTraceId, TraceNotFound } from './TraceStates';
import { TraceView } from './TraceView';

const TRACE_ID = /^(?:[0-9a-f]{16}|[0-9a-f]{32})$/i;

/** Where to look for the trace, when the link says so. */
function useHint(): { from?: string; to?: string } {
  const [parameters] = useSearchParams();
  const from = parameters.get('from');
  const to = parameters.get('to');
  return useMemo(() => {
    if (!from) {
      return {};
    }
    const range = parseTimeRange(
      new URLSearchParams({ from, ...(to && { to }) }),
    );
    const window = resolveTimeRange(range, new Date());
    return {
      from: window.from.toISOString(),
      to: window.to.toISOString(),
    };
  }, [from, to]);
}

function LoadedTrace({ trace, onReload }: { trace: Trace; onReload(): void }) {
  const { t } = useTranslationRef(tracesTranslationRef);
  const model = useMemo(() => buildTrace(trace), [trace]);
  const services = useMemo(
    () => model.services.map(({ service }) => service),
    [model],
  );
  return model.root ? (
    <ServiceColors services={services}>
      <TraceView model={model} onReload={onReload} />
    </ServiceColors>
  ) : (
    <EmptyState
      title={t('tracePage.noSpans.title')}
      description={t('tracePage.noSpans.description')}
    />
  );
}

function TraceById({ traceId }: { traceId: string }) {
  const { t } = useTranslationRef(tracesTranslationRef);
  const tracesApi = useApi(tracesApiRef);
  const hint = useHint();
  const { state, refresh } = useAsyncData(
    signal => tracesApi.getTrace(traceId, hint, { signal }),
    [tracesApi, traceId],
  );
  if (state.status === 'error' && isNotFound(state.error)) {
    return <TraceNotFound traceId={traceId} onRetry={refresh} />;
  }
  return (
    <PageStates
      state={state}
      subject={t('tracePage.subject')}
      skeleton={<TraceSkeleton />}
      permission={tracesServiceReadPermission}
      onRetry={refresh}
    >
      {trace => <LoadedTrace trace={trace} onReload={refresh} />}
    </PageStates>
  );
}

/** One trace, by the id in the address: what happened in a request, and when. */
export function TracePage() {
  const { traceId } = useRouteRefParams(traceRouteRef);
  return (
    <main className={styles.page}>
      {TRACE_ID.test(traceId) ? (
        <TraceById key={traceId} traceId={traceId} />
      ) : (
        <BadTraceId traceId={traceId} />
      )}
    </main>
  );
}
