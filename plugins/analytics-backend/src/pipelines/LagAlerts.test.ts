import { type Pipeline } from '@shop-platform/backstage-plugin-analytics-common';
import {
  createTestSchema,
  describeOnPostgres,
  whySkipped,
} from '@shop-platform/backstage-plugin-platform-node/testUtils';
import { AlertStore } from './AlertStore';
import { LagAlerts } from './LagAlerts';

const etl = {
  name: 'etl',
  entityRef: 'component:default/analytics-etl',
  lagLimitSeconds: 600,
};

describeOnPostgres(`LagAlerts on PostgreSQL${whySkipped}`, () => {
  const getDatabase = createTestSchema();
  // What a table lags by, by its name; and by how much, as time goes on.
  let lags: Record<string, number | undefined> = {};
  const send = jest.fn();
  const warn = jest.fn();
  const read = async (): Promise<Pipeline[]> => [
    {
      name: 'etl',
      tables: Object.entries(lags).map(([table, lagSeconds]) => ({
        table,
        lagSeconds,
        lagLimitSeconds: 600,
      })),
    },
  ];
  /** The alerts of a back end that has just started. */
  const start = async () =>
    new LagAlerts({
      pipelines: [etl, { ...etl, name: 'silent' }],
      read,
      store: await AlertStore.create(getDatabase()),
      notifications: { send },
      logger: { warn },
    });

  it('tells once that a pipeline is late, over restarts, and once that it is well', async () => {
    const alerts = await start();
    lags = { orders: 600, events: undefined };
    await alerts.check();
    expect(send).not.toHaveBeenCalled();

    lags = { orders: 4, events: 7_300 };
    send.mockRejectedValueOnce(new Error('nobody home'));
    await alerts.check();
    expect(warn).toHaveBeenCalledWith(
      expect.stringMatching(/'etl'.*tries again/),
      expect.any(Error),
    );
    await alerts.check();
    expect(send).toHaveBeenCalledTimes(2);
    expect(send).toHaveBeenLastCalledWith({
      recipients: { type: 'entity', entityRef: etl.entityRef },
      payload: expect.objectContaining({
        title: 'The pipeline etl is late',
        description: 'Its limit is 10 min, and it lags: events by 2 h',
        severity: 'high',
        link: '/analytics/pipelines',
      }),
    });

    lags = { orders: 700, events: 7_360 };
    await alerts.check();
    const restarted = await start();
    await restarted.check();
    lags = {};
    await restarted.check();
    expect(send).toHaveBeenCalledTimes(2);

    lags = { orders: 4, events: 600 };
    await restarted.check();
    await restarted.check();
    expect(send).toHaveBeenCalledTimes(3);
    expect(send).toHaveBeenLastCalledWith(
      expect.objectContaining({
        payload: expect.objectContaining({
          title: 'The pipeline etl is on time again',
        }),
      }),
    );

    lags = { orders: 601 };
    await restarted.check();
    expect(send).toHaveBeenCalledTimes(4);
  });
});
