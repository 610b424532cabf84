import { useLocale } from '../../hooks/useLocale';
import { useNow } from '../../hooks/useNow';
import { formatAge } from '../../lib/dates';
import { MomentTooltip } from './MomentTooltip';

/**
 * How long ago, kept up to date; the moment itself, in the viewer's zone and in
 * UTC, on hover and focus.
 *
 * @public
 */
export function RelativeTime(props: { date: Date }) {
  const { date } = props;
  const locale = useLocale();
  const now = useNow(date);

  return (
    <MomentTooltip date={date}>{formatAge(date, now, locale)}</MomentTooltip>
  );
}
