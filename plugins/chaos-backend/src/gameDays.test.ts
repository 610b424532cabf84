import { mockCredentials } from '@backstage/backend-test-utils';
import {
  createTestSchema,
  describeOnPostgres,
  whySkipped,
} from '@shop-platform/backstage-plugin-platform-node/testUtils';
import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { FakeCluster } from './__testUtils__/FakeCluster';
import { startChaos } from './__testUtils__/startChaos';

jest.setTimeout(120_000);

const DAY_MS = 24 * 3_600_000;
const HOUR_MS = 3_600_000;
const iso = (time: number) => new Date(time).toISOString();

describeOnPostgres(`Game days on PostgreSQL${whySkipped}`, () => {
  const getDatabase = createTestSchema();
  let west: FakeCluster;
  let chaos: Awaited<ReturnType<typeof startChaos>>;
  const now = Date.now();
  const plan = {
    title: ' Black Friday drill ',
    at: iso(now + 3 * DAY_MS),
    cluster: 'west',
    namespace: 'shop',
    entity: 'Payments',
    preset: 'network-delay',
    people: ['olena', 'group:default/team-orders', 'user:default/olena'],
    notes: 'Bring the run book',
  };

  const ask = (path: string, body: object = {}) =>
    request(chaos.server).post(`/api/chaos/game-days${path}`).send(body);
  const change = (id: string, body: object) =>
    request(chaos.server).put(`/api/chaos/game-days/${id}`).send(body);
  const calendar = async () => {
    const { body } = await request(chaos.server)
      .get('/api/chaos/calendar')
      .query({ from: iso(now - DAY_MS), to: iso(now + 14 * DAY_MS) });
    return body.gameDays;
  };

  beforeEach(async () => {
    west = await FakeCluster.start();
    chaos = await startChaos({
      database: getDatabase(),
      clusters: [{ name: 'west', url: west.url }],
    });
    const knex = await getDatabase().getClient();
    await knex('chaos_game_days').delete();
  });

  afterEach(async () => {
    await chaos.stop();
    await west.stop();
  });

  it('are planned, changed and cancelled by people, each with an audit record', async () => {
    const { status, body: planned } = await ask('', plan);
    expect(status).toBe(200);
    expect(planned).toMatchObject({
      title: 'Black Friday drill',
      at: plan.at,
      cluster: 'west',
      region: 'west',
      namespace: 'shop',
      entity: 'component:default/payments',
      preset: 'network-delay',
      // Each once, however they are written.
      people: ['user:default/olena', 'group:default/team-orders'],
      notes: 'Bring the run book',
      plannedBy: 'user:default/mock',
    });
    expect(await calendar()).toEqual([planned]);
    expect(chaos.publish).toHaveBeenCalled();

    const { entity, preset, ...others } = plan;
    const later = {
      ...others,
      at: iso(now + 4 * DAY_MS),
      workflow: 'resilience',
    };
    // Whoever changes it did not plan it.
    const changed = await change(planned.id, later).set(
      'authorization',
      mockCredentials.user.header('user:default/taras'),
    );
    expect(changed.body).toMatchObject({
      at: later.at,
      workflow: 'resilience',
      plannedBy: 'user:default/mock',
    });
    expect(changed.body).not.toHaveProperty('preset');

    const cancelled = await ask(`/${planned.id}/cancel`);
    expect(cancelled.body.cancelled).toMatchObject({ by: 'user:default/mock' });
    // It stays, so that everybody sees that it was called off.
    expect(await calendar()).toMatchObject([{ cancelled: expect.anything() }]);
    for (const again of [
      await ask(`/${planned.id}/cancel`),
      await change(planned.id, later),
    ]) {
      expect(again.status).toBe(409);
      expect(again.body.error.message).toMatch(/'Black Friday drill' was/);
    }
    expect(
      chaos.auditor.createEvent.mock.calls.map(([{ eventId }]) => eventId),
    ).toEqual([
      'game-day-plan',
      'game-day-change',
      'game-day-cancel',
      'game-day-cancel',
      'game-day-change',
    ]);
    expect(chaos.record.success).toHaveBeenCalledTimes(3);
    expect(chaos.record.fail).toHaveBeenCalledTimes(2);
  });

  it.each([
    ['a time that is over', { at: iso(now - HOUR_MS) }, /time to come/],
    ['no time', { at: 'soon' }, /at/],
    ['no title', { title: '  ' }, /needs a title/],
    ['a cluster that is not there', { cluster: 'east' }, /there are west/],
    ['a namespace that is protected', { namespace: 'kube' }, /one of shop/],
    ['no person', { people: ['user:'] }, /names no entity/],
    ['what is no person', { people: ['component:x'] }, /neither a person/],
    ['two things to begin with', { workflow: 'all' }, /one of them/],
    ['what it does not know', { force: true }, /additional/i],
  ])('refuse %s, and keep nothing', async (_, wrong, message) => {
    const { status, body } = await ask('', { ...plan, ...wrong });
    expect(status).toBe(400);
    expect(body.error.message).toMatch(message);
    expect(await calendar()).toEqual([]);
  });

  it('are for those who may run experiments, and those that are there', async () => {
    const { body: planned } = await ask('', plan);
    const nobody = '5f1c7d62-64c5-4a4c-9c2a-6a4d1a3b7d10';
    expect((await change(nobody, plan)).status).toBe(404);
    expect((await ask(`/${nobody}/cancel`)).status).toBe(404);

    chaos.granted.delete('chaos.run');
    for (const refused of [
      await ask('', plan),
      await change(planned.id, plan),
      await ask(`/${planned.id}/cancel`),
    ]) {
      expect(refused.status).toBe(403);
      expect(refused.body.error.message).toMatch(/chaos\.run/);
    }
    expect(await calendar()).toEqual([planned]);
  });

  it('are told to those who take part within the hour before, once, and again when they move', async () => {
    const { body: soon } = await ask('', {
      ...plan,
      at: iso(now + HOUR_MS / 2),
    });
    await ask('', { ...plan, title: 'Another day' });
    const { body: off } = await ask('', {
      ...plan,
      title: 'Called off',
      at: iso(now + HOUR_MS / 2),
    });
    await ask(`/${off.id}/cancel`);

    await chaos.remind();
    await chaos.remind();
    expect(chaos.notify).toHaveBeenCalledTimes(1);
    expect(chaos.notify).toHaveBeenLastCalledWith({
      recipients: {
        type: 'entity',
        entityRef: [
          'user:default/mock',
          'user:default/olena',
          'group:default/team-orders',
        ],
      },
      payload: expect.objectContaining({
        title: 'Game day: Black Friday drill',
        link: expect.stringMatching(
          /^\/chaos\/calendar\?view=list&date=.*&gameDay=/,
        ),
        scope: `chaos:game-day:${soon.id}`,
      }),
    });

    await change(soon.id, { ...plan, at: soon.at, notes: 'And the keys' });
    await chaos.remind();
    expect(chaos.notify).toHaveBeenCalledTimes(1);
    await change(soon.id, { ...plan, at: iso(now + HOUR_MS / 3) });
    await chaos.remind();
    expect(chaos.notify).toHaveBeenCalledTimes(2);
  });

  it('are told though those before cannot be, which are tried again', async () => {
    await ask('', { ...plan, title: 'First', at: iso(now + HOUR_MS / 3) });
    await ask('', { ...plan, title: 'Second', at: iso(now + HOUR_MS / 2) });
    let isAway = true;
    chaos.notify.mockImplementation(async ({ payload }) => {
      if (isAway && payload.title === 'Game day: First') {
        throw new Error('nobody listens');
      }
    });
    const told = () =>
      chaos.notify.mock.calls.map(([{ payload }]) => payload.title);

    await chaos.remind();
    expect(told()).toEqual(['Game day: First', 'Game day: Second']);
    isAway = false;
    await chaos.remind();
    await chaos.remind();
    expect(told().slice(2)).toEqual(['Game day: First']);
  });

  it('say where the calendar has more of them than it lists', async () => {
    const { body: first } = await ask('', { ...plan, at: iso(now + DAY_MS) });
    const knex = await getDatabase().getClient();
    const { id, ...row } = await knex('chaos_game_days').first();
    await knex('chaos_game_days').insert(
      Array.from({ length: 500 }, () => ({
        ...row,
        people: JSON.stringify(row.people),
        id: randomUUID(),
        at: new Date(now + 2 * DAY_MS),
      })),
    );
    const { body } = await request(chaos.server)
      .get('/api/chaos/calendar')
      .query({ from: iso(now - DAY_MS), to: iso(now + 14 * DAY_MS) });
    expect(body.gameDays).toHaveLength(500);
    expect(body.gameDays[0]).toEqual(first);
    expect(body.hasMoreGameDays).toBe(true);
  });
});
