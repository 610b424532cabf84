import { z } from 'zod';
import { Finding, RenderedFiles } from '../types';

const datasource = z.looseObject({ type: z.string(), uid: z.string().min(1) });

const panelSchema = z.looseObject({
  id: z.number().int().positive(),
  type: z.string().min(1),
  title: z.string().min(1),
  datasource: datasource.optional(),
  gridPos: z.strictObject({
    x: z.number().int().min(0),
    y: z.number().int().min(0),
    w: z.number().int().min(1),
    h: z.number().int().min(1),
  }),
  targets: z
    .array(
      z.looseObject({
        refId: z.string().min(1),
        datasource: datasource.optional(),
        expr: z.string(),
      }),
    )
    .default([]),
});

const dashboardSchema = z.looseObject({
  uid: z.string().min(1).max(40),
  title: z.string().min(1),
  schemaVersion: z.number(),
  templating: z.looseObject({
    list: z.array(
      z.looseObject({
        name: z.string(),
        type: z.string(),
        query: z.union([z.string(), z.looseObject({ query: z.string() })]),
      }),
    ),
  }),
  panels: z.array(panelSchema).min(1),
});

/** A dashboard of Grafana, and the file that it is in. */
export type GrafanaDashboard = {
  path: string;
  dashboard: z.infer<typeof dashboardSchema>;
};

/** The dashboards of Grafana in a rendering, and what is no dashboard though it looks like one. */
export function readGrafanaDashboards({ files }: RenderedFiles): {
  dashboards: GrafanaDashboard[];
  findings: Finding[];
} {
  const dashboards: GrafanaDashboard[] = [];
  const findings: Finding[] = [];
  for (const { path, content } of files) {
    const value = path.endsWith('.json') ? readJson(content) : undefined;
    if (value?.schemaVersion !== undefined && value.panels !== undefined) {
      const { data, error } = dashboardSchema.safeParse(value);
      if (data) {
        dashboards.push({ path, dashboard: data });
      } else {
        findings.push({ where: path, message: z.prettifyError(error) });
      }
    }
  }
  return { dashboards, findings };
}

/** Each expression of a dashboard, with the panel or the variable that it belongs to. */
export function readExpressions({
  dashboard,
}: GrafanaDashboard): { of: string; expression: string }[] {
  return [
    ...dashboard.panels.flatMap(({ title, targets }) =>
      targets.map(({ expr }) => ({ of: title, expression: expr })),
    ),
    ...dashboard.templating.list
      .filter(({ type }) => type === 'query')
      .map(({ name, query }) => ({
        of: `the variable ${name}`,
        expression: (typeof query === 'string' ? query : query.query).replace(
          /^label_values\((.+),\s*\w+\)$/,
          '$1',
        ),
      })),
  ];
}

function readJson(content: Buffer): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(content.toString('utf8'));
    return z.record(z.string(), z.unknown()).safeParse(value).data;
  } catch {
    // checkSyntax says so.
    return undefined;
  }
}
