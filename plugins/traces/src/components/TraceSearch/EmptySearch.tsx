import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { type SourceAnswer } from '@shop-platform/backstage-plugin-traces-common';
import {
  EmptyState,
  type TimeRange,
  useTimeRange,
  useTimeRangeLabel,
} from '@shop-platform/ui-kit';
import { type TraceFiltersControl } from '../../hooks/useTraceFilters';
import { isFiltering } from '../../model/traceFilters';
import { tracesTranslationRef } from '../../translation';

const DAY: TimeRange = { kind: 'relative', from: '24h' };
const WEEK: TimeRange = { kind: 'relative', from: '7d' };

/** A longer look back, for a range in which nothing was sent. */
function WiderRange() {
  const { t } = useTranslationRef(tracesTranslationRef);
  const { range, setRange } = useTimeRange();
  const isDay = range.kind === 'relative' && range.from === '24h';

  return (
    <Button variant="secondary" onPress={() => setRange(isDay ? WEEK : DAY)}>
      {isDay ? t('empty.widest') : t('empty.wider')}
    </Button>
  );
}

/** Why nothing is there, and the one thing to do about it. */
export function EmptySearch(props: {
  control: TraceFiltersControl;
  fixedService?: string;
  sources: readonly SourceAnswer[];
}) {
  const { control, fixedService, sources } = props;
  const { t } = useTranslationRef(tracesTranslationRef);
  const range = useTimeRangeLabel()(control.range);
  const { service, ...others } = control.filters;
  const filters = fixedService ? others : { ...others, service };

  if (sources.length === 0) {
    return (
      <EmptyState
        title={t('empty.noSourceTitle')}
        description={t('empty.noSourceDescription')}
      />
    );
  }
  return isFiltering(filters) ? (
    <EmptyState
      title={t('empty.noMatchTitle')}
      description={t('empty.noMatchDescription', { range })}
      action={
        <Button variant="secondary" onPress={control.clear}>
          {t('filter.clear')}
        </Button>
      }
    />
  ) : (
    <EmptyState
      title={t('empty.noTraceTitle')}
      description={t('empty.noTraceDescription', { range })}
      action={<WiderRange />}
    />
  );
}
