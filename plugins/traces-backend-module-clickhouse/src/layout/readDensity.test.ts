import { sql } from '@shop-platform/backstage-plugin-clickhouse-node';
import { describeOnClickHouse } from '@shop-platform/backstage-plugin-clickhouse-node/testUtils';
import { LAYOUTS } from '../__testUtils__/layouts';
import { createSpan, NOON, SECOND, traceIdOf } from '../__testUtils__/spans';
import { readDensity } from './readDensity';

const HOUR = 3_600n * SECOND;
const DAY = 24n * HOUR;

describeOnClickHouse('the density of spans', getDatabase => {
  const read = (table: string) =>
    readDensity(
      getDatabase().service.connection(),
      { database: sql`currentDatabase()`, table },
      { signal: new AbortController().signal },
    );

  it('is that of the busiest day, and unknown of an empty table or a view', async () => {
    const database = getDatabase();
    for (const table of LAYOUTS['text indexes'].tables) {
      await database.command(table);
    }
    await database.command('CREATE VIEW seen AS SELECT * FROM otel_traces');
    await expect(read('otel_traces')).resolves.toBeUndefined();

    // A thousand spans in two hours of one day, and one on another day.
    await database.insert('otel_traces', [
      createSpan({ traceId: traceIdOf(1), start: NOON - 3n * DAY }),
      ...Array.from({ length: 1_001 }, (_, index) =>
        createSpan({
          traceId: traceIdOf(index),
          start: NOON + (2n * HOUR * BigInt(index)) / 1_000n,
        }),
      ),
    ]);

    await expect(read('otel_traces')).resolves.toBeCloseTo(1_001 / 7_200, 3);
    await expect(read('seen')).resolves.toBeUndefined();
  });
});
