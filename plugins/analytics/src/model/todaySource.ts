import {
  type AnalyticsClient,
  type DashboardLocator,
} from '@shop-platform/backstage-plugin-analytics-common';
import { type PanelSource } from './panelSource';

const startOfDay = (date: Date) =>
  new Date(date.getFullYear(), date.getMonth(), date.getDate());

/** The same time of the day before, also where a day has not 24 hours. */
function dayBefore(date: Date): Date {
  const before = new Date(date);
  before.setDate(before.getDate() - 1);
  return before;
}

/** Panels of today until the end of what is asked for, beside yesterday until the same time. */
export function todaySource(
  api: Pick<AnalyticsClient, 'getPanelData'>,
  locator: DashboardLocator,
): PanelSource {
  return {
    async getData(panel, request, options) {
      const to = new Date(request.to);
      const from = startOfDay(to);
      const read = (start: Date, end: Date) =>
        api.getPanelData(
          { ...locator, panel },
          {
            ...request,
            from: start.toISOString(),
            to: end.toISOString(),
            compare: false,
          },
          options,
        );
      const [today, yesterday] = await Promise.all([
        read(from, to),
        read(dayBefore(from), dayBefore(to)),
      ]);
      return { ...today, previous: yesterday };
    },
  };
}
