import { type DashboardFormat } from '@shop-platform/backstage-plugin-analytics-common';
import { formatQuantity, type Quantity } from '@shop-platform/ui-kit';

/** How the numbers of a panel are written. */
export type Formats = {
  /** For axes: at most three significant digits. */
  glance: (value: Quantity) => string;
  /** What is read: money and counts in full, all else at a glance. */
  shown: (value: Quantity) => string;
  /** Every digit that there is. */
  exact: (value: Quantity) => string;
};

/** Averages and the like have more digits than anybody wants. */
function isWhole(value: Quantity): boolean {
  return typeof value === 'number'
    ? Number.isInteger(value)
    : !String(value).includes('.');
}

export function formatsOf(
  format: DashboardFormat | undefined,
  options: { locale: string; currency?: string },
): Formats {
  const { unit = 'count', decimals } = format ?? {};
  const base = {
    unit,
    decimals,
    locale: options.locale,
    currency: format?.currency ?? options.currency,
  };
  const glance = (value: Quantity) => formatQuantity(value, base);
  const exact = (value: Quantity) =>
    formatQuantity(value, { ...base, style: 'exact' });
  const isRead = (value: Quantity) =>
    unit === 'money' ||
    decimals !== undefined ||
    (unit === 'count' && isWhole(value));
  return {
    glance,
    exact,
    shown: value => (isRead(value) ? exact(value) : glance(value)),
  };
}
