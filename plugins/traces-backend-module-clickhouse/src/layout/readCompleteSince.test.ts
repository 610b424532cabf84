import { sql } from '@shop-platform/backstage-plugin-clickhouse-node';
import { describeOnClickHouse } from '@shop-platform/backstage-plugin-clickhouse-node/testUtils';
import { LAYOUTS } from '../__testUtils__/layouts';
import { createSpan, NOON, SECOND, traceIdOf } from '../__testUtils__/spans';
import { readCompleteSince } from './readCompleteSince';

const DAY = 86_400n * SECOND;
const [spans, ...others] = LAYOUTS['text indexes and our copies'].tables;

describeOnClickHouse('a copy of the spans', getDatabase => {
  const read = (table = 'otel_traces') =>
    readCompleteSince(
      getDatabase().service.connection(),
      {
        database: sql`currentDatabase()`,
        table,
        copy: 'otel_traces_by_time',
      },
      { signal: new AbortController().signal },
    );
  const insertAt = (start: bigint) =>
    getDatabase().insert('otel_traces', [
      createSpan({ traceId: traceIdOf(1), start }),
    ]);

  it('is complete since the day after it was made, or from the beginning', async () => {
    const database = getDatabase();
    await database.command(spans);
    await expect(read()).resolves.toBeUndefined();

    await insertAt(NOON);
    await insertAt(NOON - 3n * DAY);
    await expect(read()).resolves.toBe(NOON + SECOND);

    for (const table of others) {
      await database.command(table);
    }
    await insertAt(NOON + DAY);
    await expect(read()).resolves.toBe(NOON + SECOND);

    for (const day of ['2026-02-26', '2026-03-01']) {
      await database.command(`ALTER TABLE otel_traces DROP PARTITION '${day}'`);
    }
    await expect(read()).resolves.toBe(0n);
  });

  it('is not trusted where the server knows nothing of the spans', async () => {
    await getDatabase().command(
      'CREATE VIEW seen AS SELECT * FROM otel_traces',
    );
    await expect(read('seen')).resolves.toBeUndefined();
  });
});
