import { sql } from '@shop-platform/backstage-plugin-clickhouse-node';
import { describeOnClickHouse } from '@shop-platform/backstage-plugin-clickhouse-node/testUtils';
import { LAYOUTS } from '../__testUtils__/layouts';
import { readBackwards } from './readBackwards';

describeOnClickHouse('what can be read backwards', getDatabase => {
  const read = (copy: string, table = 'otel_traces') =>
    readBackwards(
      getDatabase().service.connection(),
      { database: sql`currentDatabase()`, table, copy },
      { signal: new AbortController().signal },
    );

  it('is what lies in the order of time', async () => {
    for (const table of LAYOUTS['text indexes and our copies'].tables) {
      await getDatabase().command(table);
    }
    await getDatabase().command(
      'CREATE VIEW seen AS SELECT * FROM otel_traces',
    );

    await expect(read('otel_traces_by_time')).resolves.toEqual({
      copy: true,
      operation: true,
    });
    await expect(read('otel_traces_by_trace', 'seen')).resolves.toEqual({
      copy: false,
      operation: false,
    });
    await expect(read('missing', 'missing')).resolves.toEqual({
      copy: false,
      operation: false,
    });
  });
});
