import { randomBytes } from 'node:crypto';
import { type DatabaseService } from '@backstage/backend-plugin-api';
import knexFactory, { type Knex } from 'knex';

const url = process.env.POSTGRES_URL;
const SETUP_TIMEOUT_MS = 30_000;

/**
 * For suites on the real PostgreSQL whose complete URL `POSTGRES_URL` holds.
 *
 * @public
 */
export const describeOnPostgres: jest.Describe = url ? describe : describe.skip;

/**
 * Belongs into the title of such a suite: why it is skipped, where it is.
 *
 * @public
 */
export const whySkipped = url ? '' : ' (set POSTGRES_URL)';

/**
 * A schema of its own for the tests of the suite that calls this.
 *
 * @public
 */
export function createTestSchema(): () => DatabaseService {
  const schema = `test_${process.pid}_${randomBytes(4).toString('hex')}`;
  let knex: Knex | undefined;
  beforeAll(async () => {
    knex = knexFactory({ client: 'pg', connection: url, searchPath: [schema] });
    await knex.raw('CREATE SCHEMA ??', [schema]);
  }, SETUP_TIMEOUT_MS);
  afterAll(async () => {
    await knex?.raw('DROP SCHEMA ?? CASCADE', [schema]);
    await knex?.destroy();
  }, SETUP_TIMEOUT_MS);

  return () => {
    const client = knex;
    if (!client) {
      throw new Error('The schema exists only while tests run');
    }
    return { getClient: async () => client };
  };
}
