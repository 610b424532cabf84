import { Focusable, Tooltip, TooltipTrigger } from '@backstage/ui';
import { type ReactNode } from 'react';
import { useLocale } from '../../hooks/useLocale';
import { formatMoment } from '../../lib/dates';
import styles from './Time.module.css';

/** A moment as its page tells it, and in full, local and UTC, on hover or focus. */
export function MomentTooltip(props: { date: Date; children: ReactNode }) {
  const { date, children } = props;
  const locale = useLocale();

  return (
    <TooltipTrigger>
      <Focusable>
        {/* Tooltips need something to focus that assistive technology announces. */}
        <button type="button" className={styles.moment}>
          <time dateTime={date.toISOString()}>{children}</time>
        </button>
      </Focusable>
      <Tooltip>
        <span className={styles.zone}>{formatMoment(date, { locale })}</span>
        <span className={styles.zone}>
          {formatMoment(date, { locale, timeZone: 'UTC' })}
        </span>
      </Tooltip>
    </TooltipTrigger>
  );
}
