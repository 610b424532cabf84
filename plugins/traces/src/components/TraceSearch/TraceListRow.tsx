import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RiErrorWarningFill, RiLockLine } from '@remixicon/react';
import { formatDuration, RelativeTime, useLocale } from '@shop-platform/ui-kit';
import { memo } from 'react';
import { Link } from 'react-router-dom';
import { type TraceRow } from '../../model/traceRow';
import { tracesTranslationRef } from '../../translation';
import { useServiceColor } from '../ServiceColors';
import { ServiceDots } from './ServiceDots';
import styles from './TraceSearch.module.css';

function Root(props: { row: TraceRow; link: string | undefined }) {
  const { row, link } = props;
  const { t } = useTranslationRef(tracesTranslationRef);
  const colorOf = useServiceColor();
  const name = row.root?.operation ?? t('list.noRoot');

  return (
    <>
      {link === undefined ? (
        <span>{name}</span>
      ) : (
        <Link to={link} className={styles.open} data-row="">
          {name}
        </Link>
      )}
      <span className={styles.second}>
        {row.root ? (
          <>
            <span
              className={styles.dot}
              style={{ background: colorOf(row.root.service) }}
            />
            {row.root.service}
          </>
        ) : (
          t('list.noRootReason')
        )}
      </span>
    </>
  );
}

/** How long it took, and beside the longest of the list. */
function DurationBar(props: { durationMs: number; longestMs: number }) {
  const { durationMs, longestMs } = props;
  const locale = useLocale();
  const share = longestMs > 0 ? durationMs / longestMs : 0;

  return (
    <div className={styles.duration}>
      <span className={styles.track} aria-hidden="true">
        <span className={styles.share} style={{ width: `${share * 100}%` }} />
      </span>
      <span title={`${durationMs} ms`}>
        {formatDuration(durationMs, { locale })}
      </span>
    </div>
  );
}

function PlainRow(props: {
  row: TraceRow;
  longestMs: number;
  link: string | undefined;
}) {
  const { row, longestMs, link } = props;
  const { t } = useTranslationRef(tracesTranslationRef);
  const locale = useLocale();
  const count = new Intl.NumberFormat(locale);
  const { spanCount, errorCount, restrictedSpanCount } = row;

  return (
    <tr className={styles.row} data-error={errorCount > 0 || undefined}>
      <th scope="row">
        <Root row={row} link={link} />
      </th>
      <td className={styles.servicesColumn}>
        <ServiceDots services={row.services} />
      </td>
      <td data-number>
        <DurationBar durationMs={row.durationMs} longestMs={longestMs} />
      </td>
      <td data-number>
        {count.format(spanCount)}
        {restrictedSpanCount > 0 && (
          <span className={styles.second} title={t('list.restrictedReason')}>
            <RiLockLine size="1em" aria-hidden="true" />
            {t('list.restricted', { count: restrictedSpanCount })}
          </span>
        )}
      </td>
      <td data-number>
        {errorCount > 0 ? (
          <span className={styles.errors}>
            <RiErrorWarningFill size="1em" aria-hidden="true" />
            {count.format(errorCount)}
          </span>
        ) : (
          <span className={styles.none}>0</span>
        )}
      </td>
      <td className={styles.start}>
        <RelativeTime date={row.start} />
      </td>
    </tr>
  );
}

/** A trace in the list; all of it leads to the trace. */
export const TraceListRow = memo(PlainRow);
