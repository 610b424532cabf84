import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import {
  type SourceAnswer,
  tracesServiceReadPermission,
} from '@shop-platform/backstage-plugin-traces-common';
import {
  EmptyState,
  Freshness,
  PageStates,
  useLocale,
} from '@shop-platform/ui-kit';
import {
  type ServiceRuntimeAnswer,
  useServiceRuntime,
} from '../../hooks/useServiceRuntime';
import { missingSources } from '../../model/sources';
import { tracesTranslationRef } from '../../translation';
import { SourcesNotice } from '../SourcesNotice';
import { ChartsSkeleton } from './ChartsSkeleton';
import { RuntimeChart } from './RuntimeChart';
import styles from './ServiceHealth.module.css';
import { useRuntimeMeasures } from './useRuntimeMeasures';

/** Tells a service that sends nothing from sources that would not keep it. */
function NoRuntime(props: { service: string; sources: SourceAnswer[] }) {
  const { service, sources } = props;
  const { t } = useTranslationRef(tracesTranslationRef);
  const isKept = sources.some(({ state }) => state === 'answered');

  return isKept ? (
    <EmptyState
      title={t('runtime.emptyTitle', { service })}
      description={t('runtime.emptyDescription')}
    />
  ) : (
    <EmptyState
      title={t('runtime.noMetricsTitle')}
      description={t('runtime.noMetricsDescription', { service })}
    />
  );
}

function Charts(props: {
  service: string;
  runtime: ServiceRuntimeAnswer;
  asOf: Date;
}) {
  const { service, runtime, asOf } = props;
  const { t } = useTranslationRef(tracesTranslationRef);
  const locale = useLocale();
  const measures = useRuntimeMeasures();
  const { unsupported } = missingSources(runtime.sources);

  return (
    <>
      <div className={styles.charts}>
        {measures.map(measure => (
          <RuntimeChart
            key={measure.title}
            service={service}
            measure={measure}
            runtime={runtime}
          />
        ))}
      </div>
      <p className={styles.note}>
        <Freshness asOf={asOf} />
        {unsupported.length > 0 && (
          <span>
            {t('runtime.without', {
              names: new Intl.ListFormat(locale).format(
                unsupported.map(({ title }) => title),
              ),
            })}
          </span>
        )}
        {runtime.lines.some(({ others }) => others !== undefined) && (
          <span>{t('runtime.othersNote')}</span>
        )}
      </p>
    </>
  );
}

/** The processes of a service as charts: event loop, memory, database connections. */
export function ServiceRuntimeCharts(props: { service: string }) {
  const { service } = props;
  const { t } = useTranslationRef(tracesTranslationRef);
  const { state, refresh } = useServiceRuntime(service);

  return (
    <section
      aria-label={t('runtime.label', { service })}
      className={styles.section}
    >
      <Text as="h2" variant="title-x-small" weight="bold">
        {t('runtime.title')}
      </Text>
      {state.status === 'ready' && (
        <SourcesNotice
          // That a source keeps no metrics is nothing to be warned of.
          sources={missingSources(state.value.sources).failed}
          onRetry={refresh}
        />
      )}
      <PageStates
        state={state}
        subject={t('runtime.subject')}
        skeleton={<ChartsSkeleton />}
        isEmpty={({ lines }) => lines.length === 0}
        empty={
          state.status === 'ready' && (
            <NoRuntime service={service} sources={state.value.sources} />
          )
        }
        permission={tracesServiceReadPermission}
        onRetry={refresh}
      >
        {runtime => (
          <Charts
            service={service}
            runtime={runtime}
            asOf={state.status === 'ready' ? state.asOf : new Date()}
          />
        )}
      </PageStates>
    </section>
  );
}
