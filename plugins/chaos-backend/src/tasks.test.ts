import {
  createTestSchema,
  describeOnPostgres,
  whySkipped,
} from '@shop-platform/backstage-plugin-platform-node/testUtils';
import { startChaos } from './__testUtils__/startChaos';

jest.setTimeout(120_000);

type Chaos = Awaited<ReturnType<typeof startChaos>>;

describeOnPostgres(`Tasks of a replica on PostgreSQL${whySkipped}`, () => {
  const getDatabase = createTestSchema();
  let chaos: Chaos;

  beforeEach(async () => {
    chaos = await startChaos({ database: getDatabase(), clusters: [] });
  });

  afterEach(async () => {
    await chaos.stop();
  });

  it.each<[task: string, table: string, work: (of: Chaos) => Promise<void>]>([
    ['chaos-watchdog', 'chaos_turns', async ({ look }) => look()],
    ['chaos-checks', 'chaos_turns', async ({ check }) => check()],
    ['chaos-traffic', 'chaos_turns', async ({ observe }) => observe()],
    ['chaos-approvals', 'chaos_turns', async ({ expire }) => expire()],
    ['chaos-notices', 'chaos_notices', async ({ tell }) => tell()],
  ])('say that they failed: %s without %s', async (task, table, work) => {
    const knex = await getDatabase().getClient();
    const said = () =>
      chaos.warn.mock.calls.filter(([message]) => message.startsWith(task));
    await work(chaos);
    expect(said()).toEqual([]);
    await knex.schema.renameTable(table, 'chaos_away');
    try {
      await expect(work(chaos)).rejects.toThrow(table);
    } finally {
      await knex.schema.renameTable('chaos_away', table);
    }
    expect(said()).toEqual([
      [
        `${task} failed; it is tried again`,
        expect.objectContaining({ message: expect.stringContaining(table) }),
      ],
    ]);
  });
});
