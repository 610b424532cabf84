import { type CSSProperties } from 'react';
import { type TimeWindow } from '../../api/TimeWindowsApi';
import { useLocale } from '../../hooks/useLocale';
import { NAME_SHARE, stripLanes, type StripWindow } from './stripLanes';
import styles from './TimeWindows.module.css';

const TICKS = [0, 1, 2, 3, 4];

const percent = (share: number) => `${share * 100}%`;

function Mark({ placed }: { placed: StripWindow }) {
  const { window, start, end, lane, isNamedBefore } = placed;
  const style: CSSProperties & { '--name': number } = {
    insetInlineStart: percent(start),
    inlineSize: percent(end - start),
    insetBlockStart: `calc(${lane} * var(--lane))`,
    '--name': Math.max(end - start, NAME_SHARE),
  };
  return (
    <span
      className={styles.mark}
      data-open={window.to === undefined || undefined}
      title={window.title}
      style={style}
    >
      <span className={styles.name} data-before={isNamedBefore || undefined}>
        {window.title}
      </span>
    </span>
  );
}

function Row(props: { title: string; placed: readonly StripWindow[] }) {
  const { title, placed } = props;
  const lanes = Math.max(1, ...placed.map(({ lane }) => lane + 1));
  return (
    <div className={styles.row}>
      <span className={styles.rowTitle}>{title}</span>
      <span
        className={styles.track}
        style={{ blockSize: `calc(${lanes} * var(--lane))` }}
      >
        {placed.map(each => (
          <Mark key={each.window.id} placed={each} />
        ))}
      </span>
    </div>
  );
}

/**
 * Windows drawn along a stretch of time, a row for each place; nothing where
 * there were none. It is a picture of what `TimeWindowList` says, which has to
 * be beside it for those who do not see it.
 *
 * @public
 */
export function TimeWindowStrip(props: {
  windows: readonly TimeWindow[];
  range: { from: Date; to: Date };
  /** The places by the `region` of the windows, each with the name of its row. */
  rows: readonly { region: string; title: string }[];
}) {
  const { windows, range, rows } = props;
  const locale = useLocale();
  const drawn = rows.map(({ region, title }) => ({
    region,
    title,
    placed: stripLanes(
      windows.filter(window => window.region === region),
      range,
    ),
  }));
  if (drawn.every(({ placed }) => placed.length === 0)) {
    return undefined;
  }
  const clock = new Intl.DateTimeFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const from = range.from.getTime();
  const step = (range.to.getTime() - from) / (TICKS.length - 1);
  return (
    <div aria-hidden="true" className={styles.strip}>
      {drawn.map(({ region, title, placed }) => (
        <Row key={region} title={title} placed={placed} />
      ))}
      <div className={styles.row}>
        <span />
        <span className={styles.ticks}>
          {TICKS.map(tick => (
            <span key={tick}>{clock.format(new Date(from + tick * step))}</span>
          ))}
        </span>
      </div>
    </div>
  );
}
