import { InputError } from '@backstage/errors';
import { audited } from '@shop-platform/backstage-plugin-platform-node';
import { lastWindow } from '../query/time';
import { toLocator } from './createListDashboardsAction';
import { type AnalyticsActionOptions } from './types';

const DESCRIPTION = `
Runs a query of a dashboard, by the name of the query or of a panel that draws it, and returns its rows. Queries are those of the dashboard's file; only their parameters and the window of time are free. Integers of 64 bits and decimals are text, to stay exact.

Read 'freshness': the data is complete up to that time only. 'truncated' says that there are more rows. Get dashboards, panels, queries and parameters from list-dashboards.`.trim();

const MAX_ROWS = 500;

/** Runs named queries for agents. */
export function createRunDashboardQueryAction({
  actionsRegistry,
  auditor,
  dashboards,
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
          panel: z
            .string()
            .optional()
            .describe('Whose query runs. Name either a panel or a query'),
          query: z.string().optional().describe('The name of the query'),
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
      const { entityRef, dashboard, panel, query, from, to, ...rest } = input;
      const locator = { ...toLocator(entityRef), dashboard };
      const last = lastWindow('30d');
      const request = {
        ...rest,
        from: from ?? last.from.toISOString(),
        to: to ?? last.to.toISOString(),
      };
      const call = { credentials, signal: new AbortController().signal };
      const data = await audited(
        auditor,
        {
          eventId: query === undefined ? 'panel-read' : 'dashboard-query-run',
          meta: {
            queryType: 'action',
            ...locator,
            ...(panel !== undefined && { panel }),
            ...(query !== undefined && { query }),
          },
        },
        () => {
          if (query !== undefined && panel === undefined) {
            return dashboards.namedQuery({ ...locator, query }, request, call);
          }
          if (panel !== undefined && query === undefined) {
            return dashboards.panelData({ ...locator, panel }, request, call);
          }
          throw new InputError(
            `Name either a panel or a query of the dashboard '${dashboard}'. list-dashboards has both`,
          );
        },
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
