import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { RiPlayLine, RiScales3Line, RiStopLine } from '@remixicon/react';
import { type Explorer } from '@shop-platform/backstage-plugin-analytics-common';
import {
  resolveTimeRange,
  useAsyncData,
  useTimeRange,
} from '@shop-platform/ui-kit';
import { useMemo, useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { analyticsApiRef } from '../../api';
import { useQueryHistory } from '../../hooks/useQueryHistory';
import { useQueryRun } from '../../hooks/useQueryRun';
import { completionsOf } from '../../model/completion';
import { analyticsTranslationRef } from '../../translation';
import { TenantField } from '../Dashboard/TenantField';
import styles from './ExplorerPage.module.css';
import { GuardNote } from './GuardNote';
import { HistoryList } from './HistoryList';
import { QueryOutcome } from './QueryOutcome';
import { SchemaList } from './SchemaList';
import { SqlEditor } from './SqlEditor';

const FIRST_QUERY = `SELECT product_name, sum(quantity_sold) AS units
FROM order_items_analytics
WHERE created_at >= {from:DateTime64(3)} AND created_at < {to:DateTime64(3)}
GROUP BY product_name
ORDER BY units DESC
LIMIT 10`;

/** The query and the tenant, in the link of the page. */
function useStatedQuery() {
  const [link, setLink] = useSearchParams();
  const set = (name: string, value: string) =>
    setLink(
      previous => {
        const next = new URLSearchParams(previous);
        next.set(name, value);
        return next;
      },
      { replace: true },
    );
  return {
    stated: link.get('sql') ?? FIRST_QUERY,
    tenant: link.get('tenant') ?? undefined,
    setTenant: (tenant: string) => set('tenant', tenant),
    state: (sql: string) => set('sql', sql),
  };
}

/** Write, estimate, run, read. */
export function QueryWorkbench(props: { explorer: Explorer }) {
  const { t } = useTranslationRef(analyticsTranslationRef);
  const api = useApi(analyticsApiRef);
  const { stated, tenant, setTenant, state: keepInLink } = useStatedQuery();
  const [sql, setSql] = useState(stated);
  const { range } = useTimeRange();
  const { history, remember } = useQueryHistory();
  const { run, execute, estimate, cancel } = useQueryRun();
  const { state: schema } = useAsyncData(
    signal => api.getExplorerSchema({ signal }),
    [api],
  );
  const known = schema.status === 'ready' ? schema.value : undefined;
  const words = useMemo(() => (known ? completionsOf(known) : []), [known]);

  const query = () => {
    const { from, to } = resolveTimeRange(range, new Date());
    return { sql, from: from.toISOString(), to: to.toISOString(), tenant };
  };
  const start = () => {
    keepInLink(sql);
    remember(sql);
    void execute(query());
  };

  return (
    <div className={styles.workbench}>
      <div className={styles.main}>
        <GuardNote explorer={props.explorer} />
        <SqlEditor sql={sql} words={words} onChange={setSql} onRun={start} />
        <div className={styles.actions}>
          <Button
            variant="primary"
            iconStart={<RiPlayLine />}
            isDisabled={sql.trim() === '' || run.status === 'running'}
            onPress={start}
          >
            {t('explorer.run')}
          </Button>
          <Button
            variant="secondary"
            iconStart={<RiScales3Line />}
            isDisabled={sql.trim() === '' || run.status === 'running'}
            onPress={() => {
              void estimate(query());
            }}
          >
            {t('explorer.estimate')}
          </Button>
          {run.status === 'running' && (
            <Button
              variant="secondary"
              iconStart={<RiStopLine />}
              onPress={cancel}
            >
              {t('explorer.cancel')}
            </Button>
          )}
          <TenantField view={{ tenant, setTenant }} />
        </div>
        <QueryOutcome run={run} onRetry={start} />
      </div>
      <aside className={styles.aside}>
        <SchemaList state={schema} />
        <HistoryList history={history} onChoose={setSql} />
      </aside>
    </div>
  );
}
