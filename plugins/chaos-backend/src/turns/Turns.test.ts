import { mockServices } from '@backstage/backend-test-utils';
import {
  createTestSchema,
  describeOnPostgres,
  whySkipped,
} from '@shop-platform/backstage-plugin-platform-node/testUtils';
import { type Knex } from 'knex';
import { RunStore } from '../runs/RunStore';
import { until } from '../__testUtils__/until';
import { Turns } from './Turns';

jest.setTimeout(120_000);

const TASK = 'chaos-checks';
const { signal } = new AbortController();

describeOnPostgres(`Turns of replicas${whySkipped}`, () => {
  const getDatabase = createTestSchema();
  let knex: Knex;
  const warn = jest.fn();
  const logger = mockServices.logger.mock({ warn });
  const createTurns = (of = knex) => new Turns({ knex: of, logger });

  beforeAll(async () => {
    ({ knex } = await RunStore.create(getDatabase()));
  });

  beforeEach(async () => {
    warn.mockClear();
    await knex('chaos_turns').delete();
  });

  it('are taken by one replica, again and again, and by no other', async () => {
    const work = jest.fn(async () => undefined);
    const otherWork = jest.fn(async () => undefined);
    // In one transaction, no time passes by the clock of the database.
    await knex.transaction(async transaction => {
      const one = createTurns(transaction);
      await one.take(TASK, signal, work);
      await createTurns(transaction).take(TASK, signal, otherWork);
      await one.take(TASK, signal, work);
    });

    expect(work).toHaveBeenCalledTimes(2);
    expect(otherWork).not.toHaveBeenCalled();
  });

  it('are of one task each', async () => {
    const other = jest.fn(async () => undefined);
    await createTurns().take(TASK, signal, async () => undefined);
    await createTurns().take('chaos-traffic', signal, other);
    expect(other).toHaveBeenCalled();
  });

  it('are free at once when a replica stops, which takes none any more', async () => {
    const [one, other] = [createTurns(), createTurns()];
    const work = jest.fn(async () => undefined);
    await one.take(TASK, signal, work);

    await one.end();
    await one.take(TASK, signal, work);
    const otherWork = jest.fn(async () => undefined);
    await other.take(TASK, signal, otherWork);

    expect(work).toHaveBeenCalledTimes(1);
    expect(otherWork).toHaveBeenCalledTimes(1);
  });

  it('are free at once when the work fails', async () => {
    const failed = createTurns().take(TASK, signal, async () => {
      throw new Error('the cluster is away');
    });
    await expect(failed).rejects.toThrow('the cluster is away');
    const otherWork = jest.fn(async () => undefined);
    await createTurns().take(TASK, signal, otherWork);
    expect(otherWork).toHaveBeenCalled();
  });

  it('that cannot be given up do not hide why the work failed', async () => {
    try {
      const failed = createTurns().take(TASK, signal, async () => {
        await knex.schema.renameTable('chaos_turns', 'chaos_turns_away');
        throw new Error('the cluster is away');
      });
      await expect(failed).rejects.toThrow('the cluster is away');
    } finally {
      await knex.schema.renameTable('chaos_turns_away', 'chaos_turns');
    }
    expect(warn).toHaveBeenCalledWith(
      'The turn of chaos-checks was not given up',
      expect.objectContaining({ message: expect.stringContaining('exist') }),
    );
  });

  it('pass to another replica once the time of one that is dead is over', async () => {
    await createTurns().take(TASK, signal, async () => undefined);
    await knex('chaos_turns').update({
      until: knex.raw(`now() - interval '1 second'`),
    });
    const otherWork = jest.fn(async () => undefined);
    await createTurns().take(TASK, signal, otherWork);
    expect(otherWork).toHaveBeenCalled();
  });

  it('pass to another replica where the clock of the database was set back', async () => {
    await createTurns().take(TASK, signal, async () => undefined);
    await knex('chaos_turns').update({
      until: knex.raw(`now() + interval '1 hour'`),
    });
    const otherWork = jest.fn(async () => undefined);
    await createTurns().take(TASK, signal, otherWork);
    expect(otherWork).toHaveBeenCalled();
  });

  it('are kept while the work goes on, and no longer once it was aborted', async () => {
    const stopping = new AbortController();
    let finish = () => {};
    const untilNow = async () => (await knex('chaos_turns').first()).until;
    const work = createTurns().take(
      TASK,
      stopping.signal,
      () => new Promise(resolve => (finish = resolve)),
    );
    await until(async () => expect(await untilNow()).toBeDefined());
    const before = await untilNow();
    await until(async () => expect(await untilNow()).not.toEqual(before));

    stopping.abort();
    const other = createTurns();
    const otherWork = jest.fn(async () => undefined);
    await until(async () => {
      await other.take(TASK, signal, otherWork);
      expect(otherWork).toHaveBeenCalled();
    });
    finish();
    await work;
  });
});
