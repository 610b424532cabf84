import { mockServices } from '@backstage/backend-test-utils';
import { type NotificationSendOptions } from '@backstage/plugin-notifications-node';
import { type ChaosVerdict } from '@shop-platform/backstage-plugin-chaos-common';
import {
  createTestSchema,
  describeOnPostgres,
  whySkipped,
} from '@shop-platform/backstage-plugin-platform-node/testUtils';
import { randomUUID } from 'node:crypto';
import { Components } from '../components/Components';
import { RunStore } from '../runs/RunStore';
import { type Run, type RunEvent } from '../runs/types';
import { Notices } from './Notices';
import { Outbox } from './Outbox';

jest.setTimeout(60_000);

const OLENA = 'user:default/olena';
const PETRO = 'user:default/petro';
const TEAM = 'group:default/payments-team';
const start = Date.parse('2026-11-29T08:00:00Z');
const at = new Date(start).toISOString();

const components = new Components([
  {
    ref: 'component:default/payments',
    title: 'Payments',
    hasPod: () => false,
    dependents: [],
    owners: [TEAM],
  },
]);

describeOnPostgres(`Notices on PostgreSQL${whySkipped}`, () => {
  const getDatabase = createTestSchema();
  const send = jest.fn<Promise<void>, [NotificationSendOptions]>();
  const logger = mockServices.logger.mock();
  let store: RunStore;
  let time: number;

  /** As a replica has it, also one that was started anew. */
  const replica = () =>
    new Outbox({
      knex: store.knex,
      store,
      notices: new Notices({ notifications: { send }, logger }),
      readComponents: async () => components,
      logger,
      now: () => time,
    });

  beforeAll(async () => {
    store = await RunStore.create(getDatabase());
  });

  beforeEach(async () => {
    jest.resetAllMocks();
    send.mockResolvedValue(undefined);
    time = start;
    await store.knex('chaos_runs').delete();
  });

  /** A run that goes on, after the events that are given. */
  async function keep(
    change: Partial<Run> = {},
    ...events: RunEvent['type'][]
  ): Promise<Run> {
    const run: Run = {
      id: randomUUID(),
      cluster: 'west',
      region: 'west',
      kind: 'NetworkChaos',
      namespace: 'shop',
      name: 'slow',
      uid: randomUUID(),
      state: 'running',
      startedBy: OLENA,
      startedAt: new Date(start),
      entities: ['component:default/payments', 'component:default/unknown'],
      targets: [],
      manifest: '',
    };
    await store.adopt(run);
    await store.change(run, change, ...events.map(type => ({ at, type })));
    return store.get(run.id);
  }

  const judge = async (run: Run, outcome: ChaosVerdict['outcome']) =>
    store.judge(run, { outcome, reason: 'core failed', checks: [], at });

  const sent = () =>
    send.mock.calls.map(([{ recipients, payload }]) => ({
      ...recipients,
      ...payload,
    }));

  it('tells the owners of what was hit and the one who started it of the verdict', async () => {
    const run = await keep({ state: 'recovered', endedAt: new Date(start) });
    await judge(run, 'failed');

    await replica().empty();

    expect(sent()).toEqual([
      {
        type: 'entity',
        entityRef: [TEAM, OLENA],
        title: 'NetworkChaos slow: the platform did not hold',
        description:
          'core failed. It hit component:default/payments, component:default/unknown in west, and user:default/olena started it.',
        severity: 'high',
        topic: 'chaos',
        scope: `chaos:run:${run.id}:verdict`,
        link: `/chaos/runs/${run.id}`,
      },
    ]);
  });

  it('says what started it where no person did', async () => {
    const parent = { kind: 'Schedule', name: 'weekly' } as const;
    const run = await keep({ parent });
    await store.knex('chaos_runs').update({ started_by: null });
    await judge(run, 'passed');
    await replica().empty();
    expect(sent()).toEqual([
      expect.objectContaining({
        description: expect.stringMatching(/in west, and Schedule weekly/),
      }),
    ]);
  });

  it('tells of a halt all but the one who did it, and loudly of what did not recover', async () => {
    await keep({ haltedBy: OLENA, haltReason: 'By hand' }, 'halted');
    await replica().empty();
    expect(sent()).toEqual([
      expect.objectContaining({
        entityRef: [TEAM],
        excludeEntityRef: OLENA,
        title: `${OLENA} halted NetworkChaos slow`,
        severity: 'normal',
      }),
    ]);

    send.mockClear();
    await keep({ haltedBy: PETRO, haltReason: 'Sale' }, 'halted');
    await keep({ haltedBy: 'system', haltReason: 'core fails' }, 'halted');
    await keep({ state: 'not-recovered' }, 'not-recovered');
    await replica().empty();
    expect(sent()).toHaveLength(3);
    expect(sent()).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          entityRef: [TEAM, OLENA],
          excludeEntityRef: PETRO,
        }),
        expect.objectContaining({
          title: 'The portal halted NetworkChaos slow',
          severity: 'high',
        }),
        expect.objectContaining({
          entityRef: [TEAM, OLENA],
          title: expect.stringMatching(/did not recover/),
          severity: 'critical',
        }),
      ]),
    );
  });

  it('tells each thing once, over replicas, restarts and what comes twice', async () => {
    const run = await keep({ state: 'not-recovered' }, 'not-recovered');
    await judge(run, 'failed');
    await judge(run, 'passed');
    await store.change(
      run,
      { message: 'still' },
      { at, type: 'not-recovered' },
    );
    // Both look while the first one has sent, and not yet said so.
    let isLet: () => void = () => {};
    const letGo = new Promise<void>(resolve => {
      isLet = resolve;
    });
    let isSending: () => void = () => {};
    const sending = new Promise<void>(resolve => {
      isSending = resolve;
    });
    send.mockImplementationOnce(async () => {
      isSending();
      await letGo;
    });
    const first = replica().empty();
    await sending;
    await replica().empty();
    isLet();
    await first;
    time += 24 * 60 * 60_000;
    await replica().empty();

    expect(
      sent()
        .map(({ scope }) => scope)
        .sort(),
    ).toEqual([
      `chaos:run:${run.id}:not-recovered`,
      `chaos:run:${run.id}:verdict`,
    ]);
  });

  it('tries again later what could not be told, in the end no more', async () => {
    const run = await keep({ haltedBy: PETRO, haltReason: 'Sale' }, 'halted');
    send.mockRejectedValueOnce(new Error('away'));
    await replica().empty();
    await replica().empty();
    expect(send).toHaveBeenCalledTimes(1);
    time += 20_000;
    await replica().empty();
    await replica().empty();
    expect(send).toHaveBeenCalledTimes(2);

    send.mockReset().mockRejectedValue(new Error('away'));
    time = start;
    await judge(run, 'failed');
    for (let hour = 0; hour < 5; hour++) {
      await replica().empty();
      time += 60 * 60_000;
    }
    expect(send).toHaveBeenCalledTimes(3);
    expect(logger.warn).toHaveBeenLastCalledWith(
      expect.stringMatching(/nobody will be/),
      expect.objectContaining({ message: 'away' }),
    );
  });

  it('tells nobody of what is of less interest, or was said before', async () => {
    await keep({ state: 'rejected', haltedBy: PETRO }, 'rejected');
    await keep({ state: 'rejected' }, 'expired');
    await keep({ state: 'failed', message: 'no' }, 'failed');
    await keep({ state: 'recovered' }, 'injected', 'paused', 'recovered');
    // Nobody is concerned by these.
    const alien = await keep({ entities: [], haltedBy: OLENA }, 'halted');
    await replica().empty();
    expect(send).not.toHaveBeenCalled();

    // That it was halted was told; that it proves nothing follows from it.
    await judge(alien, 'inconclusive');
    await replica().empty();
    expect(send).not.toHaveBeenCalled();

    await judge(await keep({ state: 'recovered' }), 'inconclusive');
    await replica().empty();
    expect(sent()).toEqual([
      expect.objectContaining({
        title: expect.stringMatching(/cannot be told/),
      }),
    ]);
  });
});
