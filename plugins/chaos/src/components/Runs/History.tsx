import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, ButtonLink, Select, Text } from '@backstage/ui';
import {
  chaosReadPermission,
  type ChaosRunsPage,
} from '@shop-platform/backstage-plugin-chaos-common';
import { EmptyState, PageStates, SkeletonRows } from '@shop-platform/ui-kit';
import { useId, useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { useRuns } from '../../hooks/useChaos';
import { isOutcome, OUTCOMES } from '../../model/runs';
import { newRunRouteRef } from '../../routes';
import { chaosTranslationRef } from '../../translation';
import { ComponentField } from '../ComponentField';
import { HistoryTable } from './HistoryTable';
import styles from './Runs.module.css';

const PAGE_SIZE = 25;
const ANY = 'any';

/** The filters, in the link of the page. */
function useFilters(fixedEntity: string | undefined) {
  const [link, setLink] = useSearchParams();
  const outcome = link.get('outcome');
  return {
    entity: fixedEntity ?? link.get('component') ?? undefined,
    outcome: isOutcome(outcome) ? outcome : undefined,
    setFilter: (name: 'component' | 'outcome', value: string | undefined) =>
      setLink(
        previous => {
          const next = new URLSearchParams(previous);
          if (value) {
            next.set(name, value);
          } else {
            next.delete(name);
          }
          return next;
        },
        { replace: true },
      ),
  };
}

type Filters = ReturnType<typeof useFilters>;

function NoRuns(props: { isFiltered: boolean; entity?: string }) {
  const { isFiltered, entity } = props;
  const { t } = useTranslationRef(chaosTranslationRef);
  const newRun = useRouteRef(newRunRouteRef)?.();
  if (isFiltered) {
    return (
      <EmptyState
        title={t('history.emptyFiltered')}
        description={t('history.emptyFilteredDescription')}
      />
    );
  }
  const search = new URLSearchParams({
    ...(entity ? { entity } : {}),
    preset: 'pod-kill',
  });
  return (
    <EmptyState
      title={t('history.emptyTitle')}
      description={t('history.emptyDescription')}
      action={
        newRun !== undefined && (
          <ButtonLink variant="primary" href={`${newRun}?${search}`}>
            {t('history.emptyAction')}
          </ButtonLink>
        )
      }
    />
  );
}

/** One page of runs; the next one goes on behind its last. */
function HistoryPage(props: {
  filters: Filters;
  isFixed: boolean;
  page: ChaosRunsPage;
  isFirst: boolean;
  onNewest: () => void;
  onOlder: (cursor: string) => void;
}) {
  const { filters, isFixed, page, isFirst, onNewest, onOlder } = props;
  const { t } = useTranslationRef(chaosTranslationRef);
  const { runs, nextCursor } = page;
  const { entity, outcome } = filters;
  const isFiltered =
    outcome !== undefined || (!isFixed && entity !== undefined) || !isFirst;

  return (
    <>
      {runs.length > 0 ? (
        <HistoryTable runs={runs} />
      ) : (
        <NoRuns isFiltered={isFiltered} {...(entity ? { entity } : {})} />
      )}
      {(runs.length > 0 || !isFirst) && (
        <div className={styles.paging}>
          <span>{t('history.shown', { count: runs.length })}</span>
          <Button
            size="small"
            variant="secondary"
            isDisabled={isFirst}
            onPress={onNewest}
          >
            {t('history.newest')}
          </Button>
          <Button
            size="small"
            variant="secondary"
            isDisabled={nextCursor === undefined}
            onPress={() => nextCursor !== undefined && onOlder(nextCursor)}
          >
            {t('history.older')}
          </Button>
        </div>
      )}
    </>
  );
}

/** What was broken, and whether the platform held: everywhere, or of one component. */
export function History(props: { entity?: string }) {
  const { t } = useTranslationRef(chaosTranslationRef);
  const filters = useFilters(props.entity);
  const { entity, outcome, setFilter } = filters;
  const [place, setPlace] = useState<{ of?: string; cursor?: string }>({});
  // A place in the runs of one component is none in those of another.
  const of = JSON.stringify([entity, outcome]);
  const cursor = place.of === of ? place.cursor : undefined;
  const { state, refresh } = useRuns({
    state: 'over',
    limit: PAGE_SIZE,
    ...(entity ? { entity } : {}),
    ...(outcome ? { outcome } : {}),
    ...(cursor ? { cursor } : {}),
  });
  const goTo = (next?: string) =>
    setPlace({ of, ...(next ? { cursor: next } : {}) });
  const titleId = useId();

  return (
    <section aria-labelledby={titleId} className={styles.section}>
      <Text as="h2" id={titleId} variant="title-x-small" weight="bold">
        {t('history.title')}
      </Text>
      <div className={styles.filters}>
        {props.entity === undefined && (
          <ComponentField
            className={styles.filter}
            label={t('history.component')}
            placeholder={t('history.anyComponent')}
            value={entity}
            onChange={next => setFilter('component', next)}
          />
        )}
        <Select
          className={styles.filter}
          size="small"
          label={t('history.outcome')}
          options={[
            { id: ANY, label: t('history.anyOutcome') },
            ...OUTCOMES.map(id => ({ id, label: t(`outcome.${id}`) })),
          ]}
          value={outcome ?? ANY}
          onChange={key =>
            setFilter('outcome', key === ANY ? undefined : String(key))
          }
        />
      </div>
      <PageStates
        state={state}
        subject={t('history.subject')}
        skeleton={<SkeletonRows count={5} />}
        permission={chaosReadPermission}
        onRetry={refresh}
      >
        {page => (
          <HistoryPage
            filters={filters}
            isFixed={props.entity !== undefined}
            page={page}
            isFirst={cursor === undefined}
            onNewest={() => goTo()}
            onOlder={goTo}
          />
        )}
      </PageStates>
    </section>
  );
}
