import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { type PipelineTable } from '@shop-platform/backstage-plugin-analytics-common';
import {
  formatDuration,
  formatQuantity,
  quantityNumber,
  RelativeTime,
  Status,
  useLocale,
} from '@shop-platform/ui-kit';
import { levelOf } from '../../model/pipelines';
import { analyticsTranslationRef } from '../../translation';
import styles from './PipelinesPage.module.css';
import { Rate } from './Rate';

const SCROLLED_BY_KEYBOARD = { role: 'region', tabIndex: 0 };

function Moment(props: { at?: string }) {
  return props.at ? <RelativeTime date={new Date(props.at)} /> : <>—</>;
}

function TableStatus(props: { table: PipelineTable }) {
  const { table } = props;
  const { lagSeconds, lagLimitSeconds, error } = table;
  const { t } = useTranslationRef(analyticsTranslationRef);
  const locale = useLocale();
  const late =
    lagLimitSeconds !== undefined &&
    lagSeconds !== undefined &&
    lagSeconds > lagLimitSeconds
      ? t('pipelines.late', {
          limit: formatDuration(lagLimitSeconds * 1000, { locale }),
        })
      : undefined;

  return <Status level={levelOf(table)} detail={error || late} />;
}

function TableRow(props: { table: PipelineTable }) {
  const { table } = props;
  const { lagSeconds, rows, durationMs } = table;
  const locale = useLocale();
  const duration = (milliseconds: number | undefined) =>
    milliseconds === undefined ? '—' : formatDuration(milliseconds, { locale });
  const took = quantityNumber(durationMs);

  return (
    <tr>
      <th scope="row">{table.table}</th>
      <td>
        <TableStatus table={table} />
      </td>
      <td data-number title={lagSeconds?.toString()}>
        {duration(lagSeconds === undefined ? undefined : lagSeconds * 1000)}
      </td>
      <td>
        <Moment at={table.upTo} />
      </td>
      <td data-number title={rows}>
        {rows === undefined ? '—' : formatQuantity(rows, { locale })}
        <Rate
          className={styles.under}
          rows={quantityNumber(rows)}
          durationMs={took}
        />
      </td>
      <td data-number>{duration(took)}</td>
      <td>
        <Moment at={table.lastRunAt} />
      </td>
      <td>
        <Moment at={table.lastSuccessAt} />
      </td>
    </tr>
  );
}

/** Each table that a pipeline fills: how far, and how fast the last time. */
export function PipelineTables(props: {
  pipeline: string;
  tables: readonly PipelineTable[];
}) {
  const { pipeline, tables } = props;
  const { t } = useTranslationRef(analyticsTranslationRef);

  return (
    <div
      {...SCROLLED_BY_KEYBOARD}
      className={styles.scroll}
      aria-label={t('pipelines.tablesOf', { name: pipeline })}
    >
      <table className={`${styles.table} ${styles.tables}`}>
        <thead>
          <tr>
            <th scope="col">{t('pipelines.table')}</th>
            <th scope="col">{t('pipelines.status')}</th>
            <th scope="col" data-number>
              {t('pipelines.lag')}
            </th>
            <th scope="col">{t('pipelines.upTo')}</th>
            <th scope="col" data-number>
              {t('pipelines.rows')}
            </th>
            <th scope="col" data-number>
              {t('pipelines.duration')}
            </th>
            <th scope="col">{t('pipelines.lastRun')}</th>
            <th scope="col">{t('pipelines.lastSuccess')}</th>
          </tr>
        </thead>
        <tbody>
          {tables.map(table => (
            <TableRow key={table.table} table={table} />
          ))}
        </tbody>
      </table>
    </div>
  );
}
