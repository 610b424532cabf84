import { mockServices } from '@backstage/backend-test-utils';
import { type ClickHouseConnection } from '@shop-platform/backstage-plugin-clickhouse-node';
import { RowPolicies } from './RowPolicies';

/** A server that is away, and counts who wanted it. */
function createAway(isConfigured = true) {
  const query = jest.fn(async () => {
    throw new Error('The server is away');
  });
  const connection: ClickHouseConnection = {
    name: 'acme',
    query,
    table: query,
    stream: () => {
      throw new Error('Nothing here streams');
    },
    ping: query,
  };
  const logger = mockServices.logger.mock();
  const policies = new RowPolicies({
    portal: connection,
    accounts: [
      { tenant: 'acme', connection: isConfigured ? connection : undefined },
    ],
    sharedTables: new Set(),
    logger,
  });
  return { query, logger, policies };
}

describe('RowPolicies', () => {
  it('asks the server once for all who want the state within a minute', async () => {
    const { query, policies } = createAway();

    expect(
      await Promise.all([policies.state(), policies.state(), policies.check()]),
    ).toEqual(['unavailable', 'unavailable', 'unavailable']);
    expect(await policies.state()).toBe('unavailable');
    expect(query).toHaveBeenCalledTimes(1);
  });

  it('asks again at each check, however young the state is, and says the same once', async () => {
    const { query, logger, policies } = createAway();

    await policies.check();
    await policies.check();

    expect(query).toHaveBeenCalledTimes(2);
    expect(logger.warn).toHaveBeenCalledTimes(1);
  });

  it('asks nobody where no tenant has a user', async () => {
    const { query, policies } = createAway(false);

    expect([await policies.check(), await policies.state()]).toEqual([
      'not-configured',
      'not-configured',
    ]);
    expect(query).not.toHaveBeenCalled();
  });
});
