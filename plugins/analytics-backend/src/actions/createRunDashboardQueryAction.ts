import { audited } from '@shop-platform/backstage-plugin-platform-node';
import { lastWindow } from '../query/time';
import { toLocator } from './createListDashboardsAction';
import { type AnalyticsActionOptions } from './types';

const DESCRIPTION = `
Runs the query of a panel of a dashboard and returns its rows. Queries are those of the dashboard's file; only their parameters and the window of time are free. Integers of 64 bits and decimals are text, to stay exact.

Read 'freshness': the data is complete up to that time only. 'truncated' says that there are more rows. Get dashboards, panels and parameters from list-dashboards.`.trim();

const MAX_ROWS = 500;

/** Runs named queries for agents. */
export function createRunDashboardQueryAction({
  actionsRegistry,
  auditor,
  analytics,
  urlOf,
}: AnalyticsActionOptions): void {
  actionsRegistry.register({
    name: 'run-dashboard-query',
    title: 'Run the query of a dashboard',
    description: DESCRIPTION,
    attributes: { readOnly: true, destructive: false, idempotent: true },
    schema: {
      input: z => {
        const scalar = z.union([z.string(), z.number(), z.boolean()]);
        return z.object({
          entityRef: z.string().describe('component:default/orders'),
          dashboard: z.string(),
          panel: z.string(),
          from: z
            .string()
            .datetime({ offset: true })
            .optional()
            .describe('Default: 30 days before to'),
          to: z
            .string()
            .datetime({ offset: true })
            .optional()
            .describe('Not in the window itself. Default: now'),
          parameters: z
            .record(z.union([scalar, z.array(scalar)]))
            .optional()
            .describe('Values by name'),
          tenant: z.string().optional(),
        });
      },
      output: z =>
        z.object({
          columns: z.array(z.object({ name: z.string(), type: z.string() })),
          rows: z.array(z.array(z.unknown())),
          truncated: z.boolean(),
          freshness: z
            .string()
            .describe(
              'Up to when the tables are filled, or that it is unknown',
            ),
          rowsRead: z.number().optional(),
          url: z.string().describe('The dashboard in the portal'),
        }),
    },
    action: async ({ input, credentials }) => {
      const { entityRef, dashboard, panel, from, to, ...rest } = input;
      const locator = { ...toLocator(entityRef), dashboard, panel };
      const last = lastWindow('30d');
      const data = await audited(
        auditor,
        { eventId: 'panel-read', meta: { queryType: 'action', ...locator } },
        () =>
          analytics.panelData(
            locator,
            {
              ...rest,
              from: from ?? last.from.toISOString(),
              to: to ?? last.to.toISOString(),
            },
            { credentials, signal: new AbortController().signal },
          ),
      );
      return {
        output: {
          columns: data.columns,
          rows: data.rows.slice(0, MAX_ROWS),
          truncated: data.truncated || data.rows.length > MAX_ROWS,
          freshness: data.freshness
            ? `complete up to ${data.freshness.upTo}`
            : 'unknown',
          ...(data.statistics.rowsRead !== undefined && {
            rowsRead: data.statistics.rowsRead,
          }),
          url: urlOf(entityRef, dashboard),
        },
      };
    },
  });
}
