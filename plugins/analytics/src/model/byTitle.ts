import { type DashboardSummary } from '@shop-platform/backstage-plugin-analytics-common';
import { textOf } from './text';

/** Dashboards by the titles that a reader sees, as the language orders them. */
export function byTitle(
  dashboards: readonly DashboardSummary[],
  locale: string,
): DashboardSummary[] {
  const { compare } = new Intl.Collator(locale, { numeric: true });
  return [...dashboards].sort((one, other) =>
    compare(textOf(one.title, locale), textOf(other.title, locale)),
  );
}
