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

  it.each([
    [1, 1, true],
    [1, 2, true],
    [2, 3, false],
    [2, 4, true],
    [3, 4, false],
  ])('%i of %i pods with at most 50 %%: %s', (hit, candidates, ok) => {
    expect(checkPercentage(policy, hit, candidates)).toMatchObject({ ok });
  });
});
