import {
  type AnalyticsBody,
  type AnalyticsClient,
  type AnalyticsClientCallOptions,
  type DashboardLocator,
  type PanelData,
  type QueryAnswer,
} from '@shop-platform/backstage-plugin-analytics-common';

/** Where panels get their data: a dashboard of the catalog, or a file that is being written. */
export interface PanelSource {
  getData(
    panel: string,
    request: AnalyticsBody<'getPanelData'>,
    options: AnalyticsClientCallOptions,
  ): Promise<PanelData>;

  /** The rows behind a mark; absent where there is no such question. */
  getRows?(
    panel: string,
    request: AnalyticsBody<'getPanelRows'>,
    options: AnalyticsClientCallOptions,
  ): Promise<QueryAnswer>;
}

/** The panels of a dashboard that the back end knows. */
export function dashboardSource(
  api: Pick<AnalyticsClient, 'getPanelData' | 'getPanelRows'>,
  locator: DashboardLocator,
): PanelSource {
  return {
    getData: (panel, request, options) =>
      api.getPanelData({ ...locator, panel }, request, options),
    getRows: (panel, request, options) =>
      api.getPanelRows({ ...locator, panel }, request, options),
  };
}

/** The panels of a text. */
export function previewSource(
  api: Pick<AnalyticsClient, 'previewPanel'>,
  yaml: string,
): PanelSource {
  return {
    getData: (panel, request, options) =>
      api.previewPanel({ ...request, panel, yaml }, options),
  };
}
