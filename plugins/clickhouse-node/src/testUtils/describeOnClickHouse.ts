import {
  createClickHouseTestDatabase,
  type ClickHouseTestDatabase,
} from './TestDatabase';

const VARIABLE = 'CLICKHOUSE_URL';
const SETUP_TIMEOUT_MS = 30_000;

/** The functions of the test runner that calls us, as far as they are needed here. */
interface TestRunner {
  suite(title: string, body: () => void): void;
  skippedSuite(title: string, body: () => void): void;
  before(run: () => Promise<void>, timeoutMs: number): void;
  after(run: () => Promise<void>, timeoutMs: number): void;
}

function findTestRunner(): TestRunner {
  const { describe, beforeAll, afterAll } = globalThis;
  if (typeof describe !== 'function') {
    throw new Error(
      'describeOnClickHouse needs a test runner with describe, beforeAll and afterAll as globals; outside of one use createClickHouseTestDatabase',
    );
  }
  return {
    suite: describe,
    skippedSuite: describe.skip,
    before: beforeAll,
    after: afterAll,
  };
}

/**
 * A suite on the real ClickHouse whose complete URL the variable `CLICKHOUSE_URL` holds, in a
 * database of its own. Without the variable it is skipped, and its title says so.
 *
 * @param title - what the suite is about
 * @param suite - declares the tests; the database can be asked for once they run
 * @public
 */
export function describeOnClickHouse(
  title: string,
  suite: (getDatabase: () => ClickHouseTestDatabase) => void,
): void {
  const runner = findTestRunner();
  const url = process.env[VARIABLE];
  let database: ClickHouseTestDatabase | undefined;

  const getDatabase = (): ClickHouseTestDatabase => {
    if (!database) {
      throw new Error('The test database exists only while tests run');
    }
    return database;
  };

  if (!url) {
    runner.skippedSuite(`${title} (set ${VARIABLE})`, () => suite(getDatabase));
    return;
  }
  runner.suite(title, () => {
    runner.before(async () => {
      database = await createClickHouseTestDatabase(url);
    }, SETUP_TIMEOUT_MS);

    runner.after(async () => {
      await database?.drop();
    }, SETUP_TIMEOUT_MS);

    suite(getDatabase);
  });
}
