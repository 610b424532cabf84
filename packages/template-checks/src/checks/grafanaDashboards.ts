import { z } from 'zod';
import { Finding, RenderedFiles } from '../types';
import { keysOf, Locate, locateIn } from './lines';

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
  /** Where its keys are. */
  at: Locate;
};

/** The dashboards of Grafana in a rendering, and what is no dashboard though it looks like one. */
export function readGrafanaDashboards({ files }: RenderedFiles): {
  dashboards: GrafanaDashboard[];
  findings: Finding[];
} {
  const dashboards: GrafanaDashboard[] = [];
  const findings: Finding[] = [];
  for (const { path, content } of files) {
    const text = path.endsWith('.json') ? content.toString('utf8') : '';
    const value = readJson(text);
    if (value?.schemaVersion !== undefined && value.panels !== undefined) {
      const { data, error } = dashboardSchema.safeParse(value);
      const at = locateIn(path, text);
      if (data) {
        dashboards.push({ path, dashboard: data, at });
      } else {
        const where = at(keysOf(error));
        findings.push({ where, message: z.prettifyError(error) });
      }
    }
  }
  return { dashboards, findings };
}

type Expression = {
  of: string;
  expression: string;
  /** What leads to it. */
  keys: readonly PropertyKey[];
};

/** Each expression of a dashboard, with the panel or the variable that it belongs to. */
export function readExpressions({ dashboard }: GrafanaDashboard): Expression[] {
  return [
    ...dashboard.panels.flatMap(({ title, targets }, panel) =>
      targets.map(({ expr }, target) => ({
        of: title,
        expression: expr,
        keys: ['panels', panel, 'targets', target, 'expr'],
      })),
    ),
    ...dashboard.templating.list.flatMap(({ name, type, query }, index) =>
      type === 'query'
        ? [
            {
              of: `the variable ${name}`,
              expression: (typeof query === 'string'
                ? query
                : query.query
              ).replace(/^label_values\((.+),\s*\w+\)$/, '$1'),
              keys: ['templating', 'list', index, 'query'],
            },
          ]
        : [],
    ),
  ];
}

function readJson(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return z.record(z.string(), z.unknown()).safeParse(value).data;
  } catch {
    // checkSyntax says so.
    return undefined;
  }
}
