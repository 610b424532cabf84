import { experimentSchema } from '@shop-platform/backstage-plugin-chaos-common';
import { readChaosConfig } from '../config';
import { mockServices } from '@backstage/backend-test-utils';
import { checkPercentage, checkPolicy, namespacesOf } from './checkPolicy';

const experiment = experimentSchema.parse({
  apiVersion: 'chaos-mesh.org/v1alpha1',
  kind: 'NetworkChaos',
  metadata: { name: 'cut', namespace: 'shop' },
  spec: {
    action: 'partition',
    mode: 'all',
    duration: '10m',
    direction: 'both',
    selector: { namespaces: ['shop'] },
    target: {
      mode: 'all',
      selector: { pods: { 'kube-system': ['dns'] } },
    },
  },
});

const { policy } = readChaosConfig(
  mockServices.rootConfig({
    data: {
      chaos: {
        policy: {
          namespaces: ['shop'],
          maxPercentage: 50,
          freezes: [
            {
              from: '2026-11-27T00:00:00+02:00',
              to: '2026-11-28T00:00:00+02:00',
              reason: 'Black Friday',
              regions: ['west'],
            },
          ],
        },
      },
    },
  }),
);

const exactly = (count: number) => ({ least: count, most: count });

function freezeAt(time: string, region = 'west') {
  return checkPolicy({
    policy,
    experiment,
    cluster: 'west',
    region,
    now: Date.parse(time),
  }).find(({ rule }) => rule === 'freeze');
}

describe('checkPolicy', () => {
  it('reaches into each namespace that a selector or a target names', () => {
    expect(namespacesOf(experiment)).toEqual(['shop', 'kube-system']);
    expect(
      checkPolicy({
        policy,
        experiment,
        cluster: 'west',
        region: 'west',
        now: 0,
      }),
    ).toContainEqual(
      expect.objectContaining({
        rule: 'namespace',
        ok: false,
        message: expect.stringMatching(/^kube-system is protected/),
      }),
    );
  });

  it('refuses a duration that is none, wherever that came through', () => {
    const { policy: strict } = readChaosConfig(
      mockServices.rootConfig({
        data: {
          chaos: {
            policy: {
              namespaces: ['shop', 'kube-system'],
              environments: [{ name: 'live', maxDuration: '2m' }],
            },
          },
        },
      }),
    );
    expect(
      checkPolicy({
        policy: strict,
        experiment: experimentSchema.parse({
          ...experiment,
          spec: { ...experiment.spec, duration: 'soon' },
        }),
        cluster: 'west',
        region: 'west',
        now: 0,
      }).filter(({ ok, path }) => !ok && path === 'spec.duration'),
    ).toMatchObject([
      {
        rule: 'duration',
        ok: false,
        path: 'spec.duration',
        message:
          "'soon' is no duration, so it would never end; write it as 90s or 5m, at most 600 s",
      },
      expect.objectContaining({
        rule: 'environment',
        message: expect.stringMatching(/^Without a duration it is longer/),
      }),
    ]);
  });

  it('starts nothing in a freeze, nor so shortly before that it reaches into it', () => {
    expect(freezeAt('2026-11-26T21:55:00Z')).toMatchObject({
      ok: false,
      message: expect.stringMatching(/Black Friday/),
    });
    expect(freezeAt('2026-11-26T21:49:00Z')).toMatchObject({ ok: true });
    expect(freezeAt('2026-11-27T12:00:00Z')).toMatchObject({ ok: false });
    expect(freezeAt('2026-11-27T12:00:00Z', 'east')).toMatchObject({
      ok: true,
    });
    expect(freezeAt('2026-11-27T22:00:00Z')).toMatchObject({ ok: true });
  });

  it('keeps to the environments that it reaches into, and to those alone', () => {
    const { policy: narrowed } = readChaosConfig(
      mockServices.rootConfig({
        data: {
          chaos: {
            policy: {
              namespaces: ['shop', 'kube-system'],
              maxPercentage: 50,
              environments: [
                {
                  name: 'live',
                  clusters: ['west'],
                  kinds: ['PodChaos'],
                  maxDuration: '2m',
                  // Wider than everywhere, which widens nothing.
                  maxPercentage: 90,
                },
                { name: 'system', namespaces: ['kube-system'], kinds: [] },
              ],
            },
          },
        },
      }),
    );
    const refusalsIn = (cluster: string) =>
      checkPolicy({
        policy: narrowed,
        experiment,
        cluster,
        region: 'west',
        now: 0,
      })
        .filter(({ ok, rule }) => !ok && rule === 'environment')
        .map(({ rule, path, message }) => [rule, path, message]);
    const system = [
      'environment',
      'kind',
      'Nothing may be started in system (chaos.policy.environments)',
    ];
    expect(refusalsIn('west')).toEqual([
      [
        'environment',
        'kind',
        'NetworkChaos may not be started in live; allowed are PodChaos (chaos.policy.environments)',
      ],
      [
        'environment',
        'spec.duration',
        '10m is longer than 120 s, the longest in live (chaos.policy.environments)',
      ],
      system,
    ]);
    expect(refusalsIn('east')).toEqual([system]);

    const [live] = narrowed.environments;
    expect(checkPercentage(narrowed, exactly(3), 4, [live])).toMatchObject({
      ok: false,
      message: expect.stringContaining('chaos.policy.maxPercentage: 50'),
    });
    const third = { ...live, maxPercentage: 30 };
    expect(checkPercentage(narrowed, exactly(2), 4, [third])).toMatchObject({
      ok: false,
      message: expect.stringContaining(
        'chaos.policy.environments[live].maxPercentage: 30',
      ),
    });
  });

  it.each([
    [1, 1, true],
    [1, 2, true],
    [2, 3, false],
    [2, 4, true],
    [3, 4, false],
  ])('%i of %i pods with at most 50 %%: %s', (hit, candidates, ok) => {
    expect(checkPercentage(policy, exactly(hit), candidates)).toMatchObject({
      ok,
    });
  });

  it('counts what chance may hit, and not what it hits just now', () => {
    expect(checkPercentage(policy, { least: 0, most: 3 }, 4)).toMatchObject({
      ok: false,
      message: expect.stringContaining('It hits up to 3 of 4 pods'),
    });
  });
});
