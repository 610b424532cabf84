import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { SearchField, ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import {
  type DashboardList as List,
  type DashboardSummary,
} from '@shop-platform/backstage-plugin-analytics-common';
import { EmptyState, StaleNotice, useLocale } from '@shop-platform/ui-kit';
import { useSearchParams } from 'react-router-dom';
import { byTitle } from '../../model/byTitle';
import { textOf } from '../../model/text';
import { analyticsTranslationRef } from '../../translation';
import { DashboardCard } from './DashboardCard';
import { EntityLink } from './EntityLink';
import styles from './DashboardsPage.module.css';

function matches(
  dashboard: DashboardSummary,
  query: string,
  tag: string | undefined,
  locale: string,
): boolean {
  const words = [
    textOf(dashboard.title, locale),
    dashboard.description ? textOf(dashboard.description, locale) : '',
    dashboard.name,
    dashboard.entityRef,
    ...dashboard.tags,
  ]
    .join(' ')
    .toLocaleLowerCase(locale);
  return (
    (tag === undefined || dashboard.tags.includes(tag)) &&
    words.includes(query.trim().toLocaleLowerCase(locale))
  );
}

function groupsOf(
  dashboards: readonly DashboardSummary[],
): [string, DashboardSummary[]][] {
  const groups = new Map<string, DashboardSummary[]>();
  for (const dashboard of dashboards) {
    const group = groups.get(dashboard.entityRef) ?? [];
    group.push(dashboard);
    groups.set(dashboard.entityRef, group);
  }
  return [...groups];
}

function useFilters() {
  const [link, setLink] = useSearchParams();
  const set = (name: string, value: string | undefined) =>
    setLink(
      previous => {
        const next = new URLSearchParams(previous);
        next.delete(name);
        if (value) {
          next.set(name, value);
        }
        return next;
      },
      { replace: true },
    );
  return {
    query: link.get('q') ?? '',
    tag: link.get('tag') ?? undefined,
    set,
  };
}

/** All dashboards by the entity that has them and by title, to be searched. */
export function DashboardList(props: { list: List }) {
  const { dashboards, unavailable } = props.list;
  const { t } = useTranslationRef(analyticsTranslationRef);
  const locale = useLocale();
  const { query, tag, set } = useFilters();
  const tags = [...new Set(dashboards.flatMap(({ tags: own }) => own))].sort();
  const found = dashboards.filter(dashboard =>
    matches(dashboard, query, tag, locale),
  );

  return (
    <div className={styles.list}>
      <div className={styles.filters}>
        <SearchField
          aria-label={t('list.search')}
          placeholder={t('list.search')}
          size="small"
          className={styles.search}
          value={query}
          onChange={value => set('q', value)}
        />
        {tags.length > 0 && (
          <ToggleButtonGroup
            aria-label={t('list.tags')}
            selectionMode="single"
            selectedKeys={tag ? [tag] : []}
            onSelectionChange={keys => {
              const [chosen] = keys;
              set('tag', chosen === undefined ? undefined : String(chosen));
            }}
          >
            {tags.map(each => (
              <ToggleButton key={each} id={each}>
                {each}
              </ToggleButton>
            ))}
          </ToggleButtonGroup>
        )}
      </div>
      {unavailable.map(({ entityRef, reason, since }) => (
        <StaleNotice
          key={entityRef}
          missing={[t('list.filesOf', { entity: entityRef })]}
          since={new Date(since)}
          error={new Error(reason)}
        />
      ))}
      {found.length === 0 && dashboards.length > 0 && (
        <EmptyState
          title={t('list.noneFoundTitle')}
          description={t('list.noneFoundDescription')}
        />
      )}
      {groupsOf(found).map(([entityRef, group]) => (
        <section key={entityRef} className={styles.group}>
          <h2 className={styles.owner}>
            <EntityLink entityRef={entityRef} />
          </h2>
          <ul className={styles.cards}>
            {byTitle(group, locale).map(dashboard => (
              <li key={dashboard.location ?? dashboard.name}>
                <DashboardCard dashboard={dashboard} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
