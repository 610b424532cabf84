import { describeOnClickHouse } from '@shop-platform/backstage-plugin-clickhouse-node/testUtils';
import { describeTraceStore } from '@shop-platform/backstage-plugin-traces-node/testUtils';
import { createStore } from './__testUtils__/createStore';
import { LAYOUTS, METRIC_TABLES } from './__testUtils__/layouts';
import { toMetricRows, toRows } from './__testUtils__/toRows';

const EVERYTHING = {
  searchWithoutService: true,
  attributes: true,
  duration: true,
  errors: true,
  newestFirst: true,
  paging: true,
  red: true,
  redByPeer: true,
  redByResource: true,
  edges: true,
  runtime: true,
};

describe.each(Object.entries(LAYOUTS))(
  'ClickHouseTraceStore on %s',
  (_, layout) => {
    describeOnClickHouse('ClickHouse', getDatabase => {
      describeTraceStore('as every store', {
        capabilities: EVERYTHING,
        async create(exports, metrics) {
          const database = getDatabase();
          for (const table of [...layout.tables, ...METRIC_TABLES]) {
            await database.command(table);
          }
          for (const otlp of exports) {
            await database.insert('otel_traces', toRows(otlp, layout.names));
          }
          for (const { gauge, sum } of metrics.map(toMetricRows)) {
            await database.insert('otel_metrics_gauge', gauge);
            if (sum.length > 0) {
              await database.insert('otel_metrics_sum', sum);
            }
          }
          return { store: createStore(database) };
        },
      });
    });
  },
);
