import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { goldenFolder } from './golden/golden';
import { TEMPLATES_FOLDER } from './template/findTemplates';

/**
 * The tables of analytics stand in two templates: the service makes them on a
 * cluster of its own (analytics-etl), or finds them made (clickhouse-cluster).
 * A column in one of them alone is a copy that fails in production only.
 */
const SERVICE = {
  template: 'analytics-etl',
  testCase: 'returns',
  path: 'clickhouse/cluster.sql',
};
const CLUSTER_PATH =
  'infrastructure/kubernetes/clickhouse/migrations/schema/002_analytics.sql';

/**
 * What the service makes before it reads its own files, and the cluster has to
 * make, because its replicas share it.
 */
const OF_THE_CLUSTER = ['table etl_migrations'];

/** How long the service keeps events, in days. */
const EVENT_DAYS = 400;
/** Product views are counted anew for as long as they are surely there. */
const UNCOUNTED_DAYS = 10;

/** What a cluster may be asked to keep for another time than the service. */
const KEEPS = [
  ...['events_store', 'product_views_store'].map(name => `table ${name}`),
  'view product_performance_refresh',
  'table product_performance_refresh: MODIFY QUERY',
];

type Statement = {
  /** `table orders_feed`. */
  name: string;
  /** Names with types, of a table. */
  columns: string[];
  /** `Null`, or with its arguments, of a table. */
  engine?: string;
  text: string;
};

const HEAD =
  /^CREATE (?:OR REPLACE )?(TABLE|VIEW|MATERIALIZED VIEW) (?:IF NOT EXISTS )?(\w+) ON CLUSTER '\{cluster\}'/;
const ALTER = /^ALTER TABLE (\w+) ON CLUSTER '\{cluster\}' (.*)$/s;
const TABLE = /^[^(]*\(\n(.*)\n\) ENGINE = (\w+(?:\([^)]*\))?)/s;

function parseStatement(text: string): Statement {
  const [, altered, change] = ALTER.exec(text) ?? [];
  if (altered !== undefined) {
    // The query of a view is no name; it is compared as the text.
    const what = change?.startsWith('MODIFY QUERY') ? 'MODIFY QUERY' : change;
    return { name: `table ${altered}: ${what}`, columns: [], text };
  }
  const [, kind, name] = HEAD.exec(text) ?? [];
  if (kind === undefined || name === undefined) {
    throw new Error(`Neither a table nor a view of a cluster: ${text}`);
  }
  if (kind !== 'TABLE') {
    return { name: `view ${name}`, columns: [], text };
  }
  const [, columns, engine] = TABLE.exec(text) ?? [];
  if (columns === undefined || engine === undefined) {
    throw new Error(`A table without columns or engine: ${text}`);
  }
  return {
    name: `table ${name}`,
    columns: columns.split(/,\n/).map(column => column.trim()),
    engine,
    text,
  };
}

function readStatements(source: {
  template: string;
  testCase: string;
  path: string;
}): Map<string, Statement> {
  const folder = goldenFolder(
    join(TEMPLATES_FOLDER, source.template),
    source.testCase,
  );
  const statements = readFileSync(join(folder, source.path), 'utf8')
    .replace(/^\s*--.*$/gm, '')
    .split(/;\s*$/m)
    .map(text => text.trim())
    .filter(text => text !== '')
    .map(parseStatement);
  const byName = new Map<string, Statement>();
  for (const statement of statements) {
    // A view that is made anew later is another statement.
    const isAgain = byName.has(statement.name);
    byName.set(
      isAgain ? `${statement.name}, again` : statement.name,
      statement,
    );
  }
  return byName;
}

const cluster = (testCase: string) =>
  readStatements({
    template: 'clickhouse-cluster',
    testCase,
    path: CLUSTER_PATH,
  });

/** The statement of the service, for a cluster that keeps events for so long. */
function keptFor({ text }: Statement, days: number): string {
  return text
    .replaceAll(`${EVENT_DAYS} DAY`, `${days} DAY`)
    .replaceAll(
      `today() - ${EVENT_DAYS - UNCOUNTED_DAYS}`,
      `today() - ${days - UNCOUNTED_DAYS}`,
    );
}

describe('the tables of analytics', () => {
  const ofService = readStatements(SERVICE);

  it.each(['shop', 'small'])(
    'are made by both templates, in the same order: %s',
    testCase => {
      const names = [...cluster(testCase).keys()];
      expect(names.filter(name => !OF_THE_CLUSTER.includes(name))).toEqual([
        ...ofService.keys(),
      ]);
      expect(names).toEqual(expect.arrayContaining(OF_THE_CLUSTER));
      for (const name of ['orders', 'order_items', 'events']) {
        expect(names).toContain(`table ${name}_feed`);
        expect(names).toContain(`view ${name}_fill`);
      }
    },
  );

  it.each([...ofService.keys()])(
    'have the same columns and engine: %s',
    name => {
      const own = ofService.get(name);
      const other = cluster('shop').get(name);
      expect(other?.columns).toEqual(own?.columns);
      expect(other?.engine).toBe(own?.engine);
      expect(other?.text).toBe(own?.text);
    },
  );

  it('differ in how long events are kept, where a cluster is asked to, and in nothing else', () => {
    const days = 30;
    const other = cluster('small');
    const different = [...ofService.values()].filter(
      ({ name, text }) => other.get(name)?.text !== text,
    );
    expect(different.map(({ name }) => name).sort()).toEqual([...KEEPS].sort());
    for (const statement of different) {
      expect(other.get(statement.name)?.text).toBe(keptFor(statement, days));
    }
  });
});
