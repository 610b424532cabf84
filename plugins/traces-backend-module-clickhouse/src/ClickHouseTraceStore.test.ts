import { describeOnClickHouse } from '@shop-platform/backstage-plugin-clickhouse-node/testUtils';
import { describeTraceStore } from '@shop-platform/backstage-plugin-traces-node/testUtils';
import { createStore } from './__testUtils__/createStore';
import { LAYOUTS } from './__testUtils__/layouts';
import { toRows } from './__testUtils__/toRows';

const EVERYTHING = {
  searchWithoutService: true,
  attributes: true,
  duration: true,
  errors: true,
  newestFirst: true,
  paging: true,
  red: true,
  redByPeer: true,
  edges: true,
};

describe.each(Object.entries(LAYOUTS))(
  'ClickHouseTraceStore on %s',
  (_, layout) => {
    describeOnClickHouse('ClickHouse', getDatabase => {
      describeTraceStore('as every store', {
        capabilities: EVERYTHING,
        async create(exports) {
          const database = getDatabase();
          for (const table of layout.tables) {
            await database.command(table);
          }
          for (const otlp of exports) {
            await database.insert('otel_traces', toRows(otlp, layout.names));
          }
          return { store: createStore(database) };
        },
      });
    });
  },
);
