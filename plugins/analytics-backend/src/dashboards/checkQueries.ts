import { InputError, NotAllowedError } from '@backstage/errors';
import {
  type Dashboard,
  type DashboardPanel,
  type DashboardProblem,
} from '@shop-platform/backstage-plugin-analytics-common';
import { type Asked, type QueryRunner } from '../query/QueryRunner';
import { pathText, type ParsedDashboard } from './parseDashboard';

type Path = (string | number)[];

/** The columns that a panel names, and where. */
function columnsOf(panel: DashboardPanel): [Path, string][] {
  const named: [Path, string | undefined][] = [];
  const add = (key: string, column: string | undefined) =>
    named.push([[key], column]);
  switch (panel.type) {
    case 'timeSeries':
    case 'bars':
      if (panel.type === 'timeSeries') {
        add('time', panel.time);
      } else {
        add('category', panel.category);
      }
      add('value', panel.value);
      add('series', panel.series);
      panel.values?.forEach((column, index) =>
        named.push([['values', index], column]),
      );
      break;
    case 'table':
      panel.columns?.forEach(({ name }, index) =>
        named.push([['columns', index, 'name'], name]),
      );
      panel.key?.forEach((column, index) =>
        named.push([['key', index], column]),
      );
      break;
    case 'value':
      add('value', panel.value);
      break;
    case 'funnel':
      add('step', panel.step);
      add('count', panel.count);
      break;
    case 'heatmap':
      add('x', panel.x);
      add('y', panel.y);
      add('value', panel.value);
      break;
    case 'topList':
      add('label', panel.label);
      add('value', panel.value);
      add('key', panel.key);
      break;
    case 'map':
      add('place', panel.place);
      add('latitude', panel.latitude);
      add('longitude', panel.longitude);
      add('value', panel.value);
      break;
    default:
  }
  named.push([['format', 'currencyColumn'], panel.format?.currencyColumn]);
  return named.filter(
    (entry): entry is [Path, string] => entry[1] !== undefined,
  );
}

/** Lets ClickHouse look at each query, and finds columns that panels name and queries do not have. */
export async function checkQueries(
  { lineOf }: Pick<ParsedDashboard, 'lineOf'>,
  { spec }: Dashboard,
  runner: QueryRunner,
  asked: Omit<Asked, 'text'>,
): Promise<DashboardProblem[]> {
  const problems: DashboardProblem[] = [];
  const add = (path: Path, message: string) => {
    const line = lineOf(path);
    problems.push({
      path: pathText(path),
      ...(line !== undefined && { line }),
      message,
    });
  };
  const columns = new Map<string, string[]>();
  for (const [name, { sql }] of Object.entries(spec.queries)) {
    try {
      columns.set(name, await runner.columnsOf({ ...asked, text: sql }));
    } catch (error) {
      if (!(error instanceof InputError || error instanceof NotAllowedError)) {
        throw error;
      }
      add(['spec', 'queries', name, 'sql'], error.message);
    }
  }
  spec.panels.forEach((panel, index) => {
    const known = columns.get(panel.query);
    for (const [path, column] of known ? columnsOf(panel) : []) {
      if (!known?.includes(column)) {
        add(
          ['spec', 'panels', index, ...path],
          `the query '${
            panel.query
          }' has no column '${column}'. It has ${known?.join(', ')}`,
        );
      }
    }
  });
  return problems;
}
