import {
  createTestSchema,
  describeOnPostgres,
  whySkipped,
} from '@shop-platform/backstage-plugin-platform-node/testUtils';
import request from 'supertest';
import { FakeCluster } from './__testUtils__/FakeCluster';
import { startChaos } from './__testUtils__/startChaos';

jest.setTimeout(120_000);

describeOnPostgres(`A halt of a region on PostgreSQL${whySkipped}`, () => {
  const getDatabase = createTestSchema();
  const names = ['west-a', 'west-b', 'east'];
  let clusters: FakeCluster[];
  let chaos: Awaited<ReturnType<typeof startChaos>>;

  const halt = (body: object) =>
    request(chaos.server).post('/api/chaos/halts').send(body);
  const arm = (query: object) =>
    request(chaos.server).delete('/api/chaos/halts').query(query);
  /** The clusters that are halted, with since when. */
  const halted = async (): Promise<[name: string, at: string][]> => {
    const { body } = await request(chaos.server).get('/api/chaos/clusters');
    return body.clusters.flatMap(
      ({ name, halt: pulled }: { name: string; halt?: { at: string } }) =>
        pulled ? [[name, pulled.at]] : [],
    );
  };
  const recorded = () =>
    chaos.auditor.createEvent.mock.calls
      .map(([{ eventId, meta }]) => ({ eventId, meta }))
      .filter(({ eventId }) => ['halt-all', 'arm'].includes(eventId));

  beforeEach(async () => {
    const knex = await getDatabase().getClient();
    if (await knex.schema.hasTable('chaos_halts')) {
      await knex('chaos_halts').delete();
    }
    clusters = await Promise.all(names.map(async () => FakeCluster.start()));
    chaos = await startChaos({
      database: getDatabase(),
      clusters: names.map((name, index) => ({
        name,
        region: name.replace(/-.*/, ''),
        url: clusters[index].url,
      })),
    });
  });

  afterEach(async () => {
    await chaos.stop();
    await Promise.all(clusters.map(async cluster => cluster.stop()));
  });

  it('holds in all of its clusters and in no other, with a record of each', async () => {
    const { status, body } = await halt({ region: 'west', reason: 'fire' });
    expect({ status, body }).toMatchObject({ status: 200 });
    const [[, at], [, other]] = await halted();
    expect(await halted()).toEqual([
      ['west-a', at],
      ['west-b', at],
    ]);
    // It is one halt.
    expect(other).toBe(at);
    expect(recorded()).toHaveLength(2);
    expect(recorded()).toEqual(
      expect.arrayContaining(
        ['west-a', 'west-b'].map(cluster => ({
          eventId: 'halt-all',
          meta: { region: 'west', cluster, reason: 'fire' },
        })),
      ),
    );
    expect(chaos.record.success).toHaveBeenCalledTimes(2);

    expect((await arm({ region: 'west' })).status).toBe(200);
    expect(await halted()).toEqual([]);
    expect(recorded().slice(2)).toEqual(
      expect.arrayContaining(
        ['west-a', 'west-b'].map(cluster => ({
          eventId: 'arm',
          meta: { region: 'west', cluster },
        })),
      ),
    );
    expect(chaos.record.success).toHaveBeenCalledTimes(4);
  });

  it('is refused to those who may not, and kept of each', async () => {
    chaos.granted.delete('chaos.halt');
    chaos.granted.delete('chaos.arm');
    for (const asked of [
      halt({ region: 'west', reason: 'fire' }),
      arm({ region: 'west' }),
      // Who may not is not told which regions there are.
      halt({ region: 'north', reason: 'fire' }),
    ]) {
      expect((await asked).status).toBe(403);
    }
    expect(await halted()).toEqual([]);
    expect(recorded()).toHaveLength(5);
    expect(chaos.record.fail).toHaveBeenCalledTimes(5);
    expect(chaos.record.success).not.toHaveBeenCalled();
  });

  it('says what to name instead of a region without clusters, or of both', async () => {
    const wrong = await halt({ region: 'north', reason: 'fire' });
    expect(wrong.status).toBe(400);
    expect(wrong.body.error.message).toBe(
      "There is no cluster in the region 'north'; there are clusters in west, east",
    );
    const both = await halt({ region: 'west', cluster: 'east', reason: 'x' });
    expect(both.status).toBe(400);
    expect(both.body.error.message).toMatch(/a cluster, or a region/);
    expect(await halted()).toEqual([]);
  });
});
