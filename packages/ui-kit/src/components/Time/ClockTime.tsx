import { useLocale } from '../../hooks/useLocale';
import { formatClock } from '../../lib/dates';
import { MomentTooltip } from './MomentTooltip';

/** A time of day inside a sentence, with its day when that is not today. */
export function ClockTime(props: { date: Date }) {
  const { date } = props;
  const locale = useLocale();

  return (
    <MomentTooltip date={date}>
      {formatClock(date, new Date(), { locale })}
    </MomentTooltip>
  );
}
