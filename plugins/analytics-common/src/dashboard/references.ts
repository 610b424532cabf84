import { type z } from 'zod';
import { type PanelSpec } from './panels';

type References = {
  spec: {
    parameters?: { name: string; suggestions?: { query: string } }[];
    queries: Record<string, unknown>;
    panels: PanelSpec[];
  };
};

/** What the back end binds by itself. */
const RESERVED = ['tenant', 'from', 'to', 'step', 'text'];

type Path = (string | number)[];

function duplicates(names: string[]): number[] {
  return names.flatMap((name, index) =>
    names.indexOf(name) === index ? [] : [index],
  );
}

function panelProblems(panel: PanelSpec): [Path, string][] {
  if (panel.type === 'timeSeries' || panel.type === 'bars') {
    const isSplit = panel.value !== undefined;
    if (isSplit === (panel.values !== undefined)) {
      return [
        [['values'], 'needs either values, or value with or without series'],
      ];
    }
    if (!isSplit && panel.series !== undefined) {
      return [[['series'], 'splits value: write value instead of values']];
    }
  }
  if (panel.type === 'map') {
    const hasPoint =
      panel.latitude !== undefined && panel.longitude !== undefined;
    if (panel.place === undefined && !hasPoint) {
      return [[['place'], 'needs place, or latitude and longitude']];
    }
  }
  return [];
}

function queriesOf(panel: PanelSpec): [Path, string][] {
  return [
    [['query'], panel.query],
    ...(panel.type === 'value' && panel.trend
      ? [[['trend', 'query'], panel.trend.query] satisfies [Path, string]]
      : []),
    ...(panel.drillDown && 'rows' in panel.drillDown
      ? [[['drillDown', 'rows'], panel.drillDown.rows] satisfies [Path, string]]
      : []),
  ];
}

/** Finds names that are used and do not exist, and names that exist twice. */
export function checkReferences(
  { spec }: References,
  context: z.core.$RefinementCtx,
): void {
  const add = (path: Path, message: string) =>
    context.addIssue({ code: 'custom', path: ['spec', ...path], message });
  const { panels, parameters = [] } = spec;
  const queries = Object.keys(spec.queries);
  const assertQuery = (path: Path, name: string) => {
    if (!queries.includes(name)) {
      add(
        path,
        `there is no query '${name}'. There are: ${
          queries.join(', ') || 'none'
        }`,
      );
    }
  };

  for (const index of duplicates(panels.map(({ id }) => id))) {
    add(['panels', index, 'id'], 'is the id of another panel');
  }
  for (const index of duplicates(parameters.map(({ name }) => name))) {
    add(['parameters', index, 'name'], 'is the name of another parameter');
  }
  parameters.forEach(({ name, suggestions }, index) => {
    if (RESERVED.includes(name)) {
      add(
        ['parameters', index, 'name'],
        `is set by the back end: use another name than ${RESERVED.join(', ')}`,
      );
    }
    if (suggestions) {
      assertQuery(
        ['parameters', index, 'suggestions', 'query'],
        suggestions.query,
      );
    }
  });
  panels.forEach((panel, index) => {
    for (const [path, name] of queriesOf(panel)) {
      assertQuery(['panels', index, ...path], name);
    }
    for (const [path, message] of panelProblems(panel)) {
      add(['panels', index, ...path], message);
    }
  });
}
