import { mockServices } from '@backstage/backend-test-utils';
import { type JsonObject } from '@backstage/types';
import { readChaosConfig } from './config';

const read = (chaos?: JsonObject) =>
  readChaosConfig(mockServices.rootConfig({ data: chaos ? { chaos } : {} }));

describe('readChaosConfig', () => {
  it('lets nothing be hit until a namespace is named', () => {
    expect(read()).toEqual({
      lever: { namespace: 'chaos-mesh', name: 'chaos-halt-lever' },
      checks: {
        origins: [],
        queries: [],
        failures: 2,
        unknowns: 6,
        timeoutMs: 3_000,
      },
      afterMs: 60_000,
      policy: {
        kinds: ['PodChaos', 'NetworkChaos', 'StressChaos', 'HTTPChaos'],
        namespaces: [],
        maxDurationMs: 600_000,
        maxPercentage: 100,
        maxActive: 3,
        environments: [],
        rate: {},
        statusUrls: [],
        freezes: [],
        hours: [],
        approval: [],
        taskImages: [],
        approveWithinMs: 3_600_000,
      },
      steadyState: { errorRate: 0.05, p95Ms: 1_000 },
      haltErrorRate: 0.5,
      recoverWithinMs: 60_000,
      scoreWindowMs: 90 * 24 * 60 * 60_000,
    });
  });

  it('takes durations that hold everywhere', () => {
    const { policy } = read({
      policy: { maxDuration: '2m', approveWithin: { minutes: 5 } },
    });
    expect(policy).toMatchObject({
      maxDurationMs: 120_000,
      approveWithinMs: 300_000,
    });
    expect(Object.keys(policy)).not.toContain('maxDuration');
  });

  it.each([
    [{ lever: { name: 'Halt lever' } }, /chaos\.lever\.name/],
    [{ policy: { kinds: ['Pod'] } }, /chaos\.policy\.kinds\.0/],
    [{ policy: { taskImages: ['*/probe'] } }, /taskImages\.0: has to be an/],
    [{ policy: { maxPercentage: 101 } }, /chaos\.policy\.maxPercentage/],
    [{ policy: { maxDuration: '0s' } }, /chaos\.policy\.maxDuration/],
    [
      {
        policy: {
          freezes: [
            {
              from: '2026-11-28T00:00:00Z',
              to: '2026-11-27T00:00:00Z',
              reason: 'Black Friday',
            },
          ],
        },
      },
      /chaos\.policy\.freezes\.0: has to end after it begins/,
    ],
    [
      { policy: { environments: [{ name: 'live' }, { name: 'live' }] } },
      /environments: has two environments of one name/,
    ],
    [
      { policy: { environments: [{ name: 'live', maxDuration: 'long' }] } },
      /environments\.0\.maxDuration: /,
    ],
    [
      { policy: { rate: { perPerson: { starts: 3, within: '0s' } } } },
      /rate\.perPerson\.within: has to be longer than nothing/,
    ],
    [
      { policy: { rate: { perCluster: { starts: 3, within: '1h' } } } },
      /chaos\.policy\.rate/,
    ],
    [{ policy: { statusUrls: ['gateway'] } }, /statusUrls\.0/],
    [
      { policy: { statusUrls: ['http://probe:secret@gateway/ready'] } },
      /statusUrls\.0: has to be an address without a user/,
    ],
    [{ checks: { prometheus: { url: 'prometheus' } } }, /prometheus\.url/],
    [{ policy: { environment: [] } }, /chaos\.policy: .*environment/],
    [
      { policy: { environments: [{ name: 'live', maxDurations: '1m' }] } },
      /environments\.0: .*maxDurations/,
    ],
    [
      {
        policy: {
          hours: [{ zone: 'UTC', from: '09:00', to: '10:00', day: ['mon'] }],
        },
      },
      /hours\.0: .*day/,
    ],
    [
      { policy: { approval: [{ notify: ['group:default/sre'] }] } },
      /approval\.0: has to name clusters or namespaces/,
    ],
    [
      { policy: { hours: [{ zone: 'Kyiv', from: '09:00', to: '17:00' }] } },
      /hours\.0\.zone: has to be a time zone/,
    ],
    [
      { policy: { hours: [{ zone: 'UTC', from: '22:00', to: '06:00' }] } },
      /hours\.0: has to end after it begins/,
    ],
    [{ score: { window: '0d' } }, /chaos\.score\.window/],
    [{ steadyState: { errorRate: 5 } }, /chaos\.steadyState\.errorRate/],
  ])('names the wrong key of %j', (chaos, message) => {
    expect(() => read(chaos)).toThrow(message);
  });
});
