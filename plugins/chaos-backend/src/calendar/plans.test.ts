import { type Cluster } from '@shop-platform/backstage-plugin-clusters-node';
import { schedules, type ObservedSchedule } from '../clusters/standing';
import { readChaosConfig } from '../config';
import { mockServices } from '@backstage/backend-test-utils';
import { closedTimes } from './closedTimes';
import { MOST_OF_ONE, plansOf } from './plans';

const cluster: Cluster = {
  name: 'west',
  title: 'West',
  region: 'europe-west1',
};
/** Monday, before the clocks of Kyiv are set back on the 25th. */
const NOW = Date.parse('2026-10-19T10:30:00Z');
const DAY_MS = 24 * 3_600_000;

function policyOf(policy: object) {
  return readChaosConfig(
    mockServices.rootConfig({
      data: { chaos: { policy: { namespaces: ['shop'], ...policy } } },
    }),
  ).policy;
}

function schedule(spec: object, metadata: object = {}): ObservedSchedule {
  return schedules.schema.parse({
    metadata: {
      name: 'slow',
      namespace: 'shop',
      uid: 'u',
      resourceVersion: '1',
      creationTimestamp: '2026-10-01T00:00:00Z',
      ...metadata,
    },
    spec: {
      type: 'NetworkChaos',
      networkChaos: {
        action: 'delay',
        mode: 'one',
        duration: '10m',
        selector: { namespaces: ['shop'] },
        delay: { latency: '100ms' },
      },
      ...spec,
    },
  });
}

const plan = (
  planned: ObservedSchedule,
  options: { policy?: object; days?: number } = {},
) =>
  plansOf({
    cluster,
    schedule: planned,
    policy: policyOf(options.policy ?? {}),
    stretch: { from: NOW - DAY_MS, to: NOW + (options.days ?? 7) * DAY_MS },
    now: NOW,
  });

describe('plansOf', () => {
  it('tells what comes, also where nobody can tell when it would end', () => {
    const { plans } = plan(
      schedule({
        schedule: '0 12 * * *',
        type: 'TimeChaos',
        timeChaos: {
          mode: 'one',
          duration: 'soon',
          selector: { namespaces: ['shop'] },
          timeOffset: '1h',
        },
      }),
      { policy: { hours: [{ zone: 'UTC', from: '09:00', to: '17:00' }] } },
    );
    expect(plans).toHaveLength(7);
  });

  it('tells what comes, from now on and in the zone of the Schedule', () => {
    const { plans, until } = plan(
      schedule({ schedule: 'TZ=Europe/Kyiv 0 12 * * *' }),
    );
    expect(until).toBeUndefined();
    expect(plans.map(({ at }) => at)).toEqual([
      '2026-10-20T09:00:00.000Z',
      '2026-10-21T09:00:00.000Z',
      '2026-10-22T09:00:00.000Z',
      '2026-10-23T09:00:00.000Z',
      '2026-10-24T09:00:00.000Z',
      // The clocks were set back.
      '2026-10-25T10:00:00.000Z',
      '2026-10-26T10:00:00.000Z',
    ]);
    expect(plans[0]).toEqual({
      cluster: 'west',
      region: 'europe-west1',
      namespace: 'shop',
      name: 'slow',
      what: ['NetworkChaos delay'],
      at: '2026-10-20T09:00:00.000Z',
    });
  });

  it('tells nothing of what is paused, goes, or is not cron', () => {
    const daily = { schedule: '0 12 * * *' };
    for (const quiet of [
      schedule(daily, {
        annotations: { 'experiment.chaos-mesh.org/pause': 'true' },
      }),
      schedule(daily, { deletionTimestamp: '2026-10-19T10:00:00Z' }),
      schedule({ schedule: 'on mondays' }),
      schedule({ schedule: '0 0 31 2 *' }),
    ]) {
      expect(plan(quiet)).toEqual({ plans: [] });
    }
  });

  it('ends where there are too many, and says when', () => {
    const { plans, until } = plan(schedule({ schedule: '* * * * *' }));
    expect(plans).toHaveLength(MOST_OF_ONE);
    expect(new Date(until ?? 0).toISOString()).toBe('2026-10-19T13:51:00.000Z');
  });

  it('says what does not run, and that its Schedule is paused from then on', () => {
    const frozen = plan(schedule({ schedule: '0 12 * * *' }), {
      days: 4,
      policy: {
        freezes: [
          {
            from: '2026-10-20T13:00:00Z',
            to: '2026-10-21T20:00:00Z',
            reason: 'Sale',
          },
          {
            from: '2026-10-19T00:00:00Z',
            to: '2026-12-01T00:00:00Z',
            reason: 'Elsewhere',
            regions: ['europe-west4'],
          },
        ],
      },
    });
    expect(frozen.plans.map(({ refusal }) => refusal)).toEqual([
      undefined,
      undefined,
      { by: 'freeze', reason: 'Sale' },
      { by: 'paused', reason: 'Sale' },
    ]);

    // It begins in time, and is not over in time.
    const late = plan(schedule({ schedule: '55 8,9 * * *' }), {
      days: 2,
      policy: { hours: [{ zone: 'UTC', from: '08:00', to: '10:00' }] },
    });
    expect(late.plans.map(({ refusal }) => refusal?.by)).toEqual([
      undefined,
      'hours',
      'paused',
      'hours',
    ]);
  });
});

describe('closedTimes', () => {
  const closed = (policy: object, from: string, to: string) =>
    closedTimes(policyOf(policy), 'west', {
      from: Date.parse(from),
      to: Date.parse(to),
    }).map(each => [
      new Date(each.from).toISOString(),
      new Date(each.to).toISOString(),
    ]);

  it('are what no hours hold, by the clocks of their zone', () => {
    const hours = [
      { zone: 'Europe/Kyiv', from: '09:00', to: '17:00', days: ['sat', 'mon'] },
    ];
    // The clocks are set back on Sunday.
    expect(
      closed({ hours }, '2026-10-24T00:00:00Z', '2026-10-27T00:00:00Z'),
    ).toEqual([
      ['2026-10-24T00:00:00.000Z', '2026-10-24T06:00:00.000Z'],
      ['2026-10-24T14:00:00.000Z', '2026-10-26T07:00:00.000Z'],
      ['2026-10-26T15:00:00.000Z', '2026-10-27T00:00:00.000Z'],
    ]);
  });

  it('are none where a namespace is open, and where hours hold for others', () => {
    const night = { zone: 'UTC', from: '00:00', to: '06:00' };
    const day = { zone: 'UTC', from: '06:00', to: '24:00' };
    const stretch = ['2026-10-24T00:00:00Z', '2026-10-25T00:00:00Z'] as const;
    for (const policy of [
      {},
      { hours: [night, day] },
      { hours: [{ ...night, clusters: ['east'] }] },
      {
        namespaces: ['shop', 'lab'],
        hours: [{ ...night, namespaces: ['lab'] }],
      },
    ]) {
      expect(closed(policy, ...stretch)).toEqual([]);
    }
    expect(closed({ hours: [night] }, ...stretch)).toEqual([
      ['2026-10-24T06:00:00.000Z', '2026-10-25T00:00:00.000Z'],
    ]);
  });
});
