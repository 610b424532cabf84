import { parseEntityRef } from '@backstage/catalog-model';
import { type AnalyticsAnswer } from '@shop-platform/backstage-plugin-analytics-common';
import { handedParameters } from '../service/dashboardParts';
import { type AnalyticsActionOptions } from './types';

const DESCRIPTION = `
Lists the business dashboards that the caller may see, each with the catalog entity that owns it, its panels, its queries and its parameters. Pass an entityRef, a dashboard and a panel or a query on to run-dashboard-query for the numbers behind it.`.trim();

type Title = AnalyticsAnswer<'getDashboards'>['dashboards'][number]['title'];

function english(title: Title): string {
  return typeof title === 'string' ? title : title.en;
}

/** Lists dashboards for agents. */
export function createListDashboardsAction({
  actionsRegistry,
  dashboards: service,
  urlOf,
}: AnalyticsActionOptions): void {
  actionsRegistry.register({
    name: 'list-dashboards',
    title: 'List dashboards',
    description: DESCRIPTION,
    attributes: { readOnly: true, destructive: false, idempotent: true },
    schema: {
      input: z =>
        z.object({
          entityRef: z
            .string()
            .optional()
            .describe('Only those of this entity: component:default/orders'),
        }),
      output: z =>
        z.object({
          dashboards: z.array(
            z.object({
              entityRef: z.string(),
              dashboard: z.string(),
              title: z.string(),
              panels: z.array(
                z.object({
                  panel: z.string(),
                  title: z.string(),
                  query: z.string().describe('The name of its query'),
                }),
              ),
              queries: z.array(
                z.object({
                  query: z.string(),
                  sql: z.string(),
                  parameters: z
                    .array(z.string())
                    .describe('What it takes beside those of the dashboard'),
                }),
              ),
              parameters: z.array(z.string()),
              url: z.string(),
            }),
          ),
          notes: z
            .array(z.string())
            .describe('What is missing from the answer, and why'),
        }),
    },
    action: async ({ input, credentials }) => {
      const call = { credentials, signal: new AbortController().signal };
      const { dashboards, unavailable } = await service.list(
        input.entityRef,
        call,
      );
      const readable = dashboards.filter(({ panels }) => panels > 0);
      return {
        output: {
          dashboards: await Promise.all(
            readable.map(async ({ entityRef, name, title }) => {
              const outline = await service.outline(
                { ...toLocator(entityRef), dashboard: name },
                call,
              );
              const { spec } = outline;
              return {
                entityRef,
                dashboard: name,
                title: english(title),
                panels: spec.panels.map(panel => ({
                  panel: panel.id,
                  title: english(panel.title),
                  query: panel.query,
                })),
                queries: Object.entries(spec.queries).map(
                  ([query, { sql }]) => ({
                    query,
                    sql,
                    parameters: [...handedParameters(outline, query)],
                  }),
                ),
                parameters: (spec.parameters ?? []).map(
                  parameter => parameter.name,
                ),
                url: urlOf(entityRef, name),
              };
            }),
          ),
          notes: [
            ...dashboards
              .filter(({ panels }) => panels === 0)
              .map(
                ({ entityRef, name, problems }) =>
                  `Dashboard ${name} of ${entityRef} cannot be read: ${problems
                    .map(({ path, message }) => `${path} ${message}`.trim())
                    .join('; ')}`,
              ),
            ...unavailable.map(
              ({ entityRef, reason, since }) =>
                `The dashboards of ${entityRef} cannot be read since ${since}: ${reason}`,
            ),
          ],
        },
      };
    },
  });
}

/** The parts of an entity reference, as addresses have them. */
export function toLocator(entityRef: string) {
  const { kind, namespace, name } = parseEntityRef(entityRef);
  return { kind, namespace, entityName: name };
}
