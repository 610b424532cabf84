import {
  type DashboardPanel,
  type PanelData,
} from '@shop-platform/backstage-plugin-analytics-common';
import {
  type AsyncData,
  resolveTimeRange,
  useAsyncData,
} from '@shop-platform/ui-kit';
import { type PanelSource } from '../model/panelSource';
import { type DashboardView } from './useDashboardView';

/** How often a live dashboard that does not say is read again. */
const LIVE_MS = 10_000;

/** What panels are asked for. */
export type PanelView = Pick<
  DashboardView,
  'range' | 'parameters' | 'compare' | 'tenant'
>;

/** The window of a view as it is now, and what else panels are asked for. */
export function requestOf(view: PanelView) {
  const { from, to } = resolveTimeRange(view.range, new Date());
  return {
    from: from.toISOString(),
    to: to.toISOString(),
    parameters: view.parameters,
    tenant: view.tenant,
  };
}

/**
 * The data of a panel. Another time, another parameter or another page ends the
 * request, and with it the query.
 */
export function usePanelData(options: {
  source: PanelSource;
  panel: DashboardPanel;
  view: PanelView;
  refreshMs?: number;
}): AsyncData<PanelData> {
  const { source, panel, view, refreshMs } = options;
  const { range, compare, tenant } = view;
  const interval = range.live
    ? Math.min(refreshMs ?? LIVE_MS, LIVE_MS)
    : refreshMs;
  const asked = JSON.stringify(view.parameters);

  return useAsyncData(
    signal =>
      source.getData(panel.id, { ...requestOf(view), compare }, { signal }),
    [source, panel.id, range, asked, compare, tenant],
    { refreshIntervalMs: interval },
  );
}
