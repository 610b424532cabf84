import { type ChaosVerdict } from '@shop-platform/backstage-plugin-chaos-common';
import {
  createTestSchema,
  describeOnPostgres,
  whySkipped,
} from '@shop-platform/backstage-plugin-platform-node/testUtils';
import { randomUUID } from 'node:crypto';
import { RunStore } from '../runs/RunStore';
import { type Run, type RunState } from '../runs/types';
import { Scores } from './Scores';

jest.setTimeout(60_000);

const PAYMENTS = 'component:default/payments';
const DAY_MS = 24 * 60 * 60_000;
const now = Date.parse('2026-11-29T08:00:00Z');
const daysAgo = (days: number) => new Date(now - days * DAY_MS);

describeOnPostgres(`Scores on PostgreSQL${whySkipped}`, () => {
  const getDatabase = createTestSchema();
  let store: RunStore;

  beforeAll(async () => {
    store = await RunStore.create(getDatabase());
  });

  beforeEach(async () => {
    await store.knex('chaos_runs').delete();
  });

  const scoreOf = async (entity = PAYMENTS) =>
    new Scores({ knex: store.knex, windowMs: 90 * DAY_MS, now: () => now }).of(
      entity,
    );

  /** A run that was over so many days ago, with what came of it. */
  async function keep(values: {
    days: number;
    outcome?: ChaosVerdict['outcome'];
    state?: RunState;
    entities?: string[];
  }) {
    const { days, outcome, state = 'recovered', entities } = values;
    const run: Run = {
      id: randomUUID(),
      cluster: 'west',
      region: 'west',
      kind: 'NetworkChaos',
      namespace: 'shop',
      name: 'slow',
      uid: randomUUID(),
      state,
      startedAt: daysAgo(days + 1),
      ...(state === 'running' ? {} : { endedAt: daysAgo(days) }),
      entities: entities ?? [PAYMENTS],
      targets: [],
      manifest: '',
    };
    await store.adopt(run);
    if (outcome) {
      await store.judge(run, {
        outcome,
        reason: outcome,
        checks: [],
        at: daysAgo(days).toISOString(),
      });
    }
  }

  it('is the share of the judged runs that passed; all others are counted apart', async () => {
    const both = { entities: ['component:default/core', PAYMENTS] };
    await keep({ days: 1, outcome: 'passed', ...both });
    await keep({ days: 2, outcome: 'passed' });
    await keep({ days: 89, outcome: 'passed' });
    await keep({ days: 3, outcome: 'failed' });
    await keep({ days: 1, outcome: 'inconclusive' });
    await keep({ days: 1, outcome: 'inconclusive' });
    await keep({ days: 0 });
    await keep({ days: 1, state: 'not-recovered' });
    // These are not over, never began, hit something else, or are too old.
    await keep({ days: 0, state: 'running' });
    await keep({ days: 1, state: 'failed' });
    await keep({ days: 1, state: 'rejected' });
    await keep({ days: 1, outcome: 'failed', entities: [`${PAYMENTS}-2`] });
    await keep({ days: 90, outcome: 'failed' });

    const { points, ...score } = await scoreOf();

    expect(score).toEqual({
      entity: PAYMENTS,
      score: 0.75,
      windowSeconds: (90 * DAY_MS) / 1000,
      from: daysAgo(90).toISOString(),
      to: daysAgo(0).toISOString(),
      passed: 3,
      failed: 1,
      inconclusive: 2,
      unjudged: 2,
    });
    expect(points.at(-1)).toEqual({
      at: daysAgo(0).toISOString(),
      score: 0.75,
      passed: 3,
      failed: 1,
    });
    // The one that is too old by now was not, a week before.
    expect(points.at(-2)).toEqual({
      at: daysAgo(7).toISOString(),
      score: 0.5,
      passed: 1,
      failed: 1,
    });
  });

  it('is none where nothing was judged, and 0 where all failed', async () => {
    await keep({ days: 1, outcome: 'inconclusive' });
    await keep({ days: 1 });

    const unknown = await scoreOf();
    expect(unknown).toMatchObject({ inconclusive: 1, unjudged: 1 });
    expect(unknown).not.toHaveProperty('score');
    expect(unknown.points).toHaveLength(13);
    for (const point of unknown.points) {
      expect(point).not.toHaveProperty('score');
    }

    await keep({ days: 20, outcome: 'failed' });
    const broken = await scoreOf();
    expect(broken.score).toBe(0);
    expect(broken.points.map(({ score }) => score)).toEqual([
      ...Array.from({ length: 10 }, () => undefined),
      0,
      0,
      0,
    ]);

    const never = await scoreOf('component:default/never-hit');
    expect(never).toMatchObject({ passed: 0, failed: 0, unjudged: 0 });
    expect(never).not.toHaveProperty('score');
  });
});
