import { stringify } from 'yaml';
import { Components } from '../components/Components';
import { readChaosConfig } from '../config';
import { mockServices } from '@backstage/backend-test-utils';
import { type Run } from './types';
import { whyForbidden } from './whyForbidden';

/** A Tuesday. */
const at = (time: string) => Date.parse(`2026-12-01T${time}Z`);

const run: Run = {
  id: '5f1c7d62-64c5-4a4c-9c2a-6a4d1a3b7d10',
  cluster: 'west',
  region: 'west',
  kind: 'NetworkChaos',
  namespace: 'shop',
  name: 'slow',
  state: 'running',
  startedBy: 'user:default/olena',
  startedAt: new Date(at('15:58:04')),
  durationMs: 120_000,
  entities: [],
  targets: [
    {
      namespace: 'shop',
      name: 'payments-1',
      entity: 'component:default/payments',
      phase: 'injected',
    },
  ],
  manifest: stringify({
    apiVersion: 'chaos-mesh.org/v1alpha1',
    kind: 'NetworkChaos',
    metadata: { name: 'slow', namespace: 'shop' },
    spec: {
      action: 'delay',
      mode: 'one',
      duration: '2m',
      selector: { namespaces: ['shop'] },
      delay: { latency: '300ms' },
    },
  }),
};
const day = { zone: 'UTC', from: '09:00', to: '16:00' };
const sale = {
  from: '2026-12-01T16:00:00Z',
  to: '2026-12-02T16:00:00Z',
  reason: 'Sale',
};

const whyAt = (
  time: string,
  policy: object,
  changes: Partial<Run> = {},
  kinds?: string[],
) =>
  whyForbidden(
    { ...run, ...changes },
    {
      policy: readChaosConfig(
        mockServices.rootConfig({
          data: { chaos: { policy: { namespaces: ['shop'], ...policy } } },
        }),
      ).policy,
      components: new Components([
        {
          ref: 'component:default/payments',
          title: 'payments',
          hasPod: () => true,
          dependents: [],
          owners: [],
          ...(kinds ? { rules: { kinds } } : {}),
        },
      ]),
      now: at(time),
    },
  );

describe.each([
  [
    { hours: [day] },
    'The rules changed while it was on: It may only be on in these hours: 09:00–16:00 UTC (chaos.policy.hours)',
  ],
  [
    { freezes: [sale] },
    'The rules changed while it was on: Nothing runs in this time: Sale',
  ],
])('what may be on until 16:00 by %j', (policy, reason) => {
  it('may be, also as late as its object came after its checks', () => {
    expect(whyAt('15:59:59', policy)).toBeUndefined();
    expect(whyAt('16:00:20', policy)).toBeUndefined();
  });

  it('is halted where it is on all the same', () => {
    expect(whyAt('16:01:01', policy)).toBe(reason);
  });

  it('is not while its faults are taken back', () => {
    const stoppingAt = new Date(at('16:00:04'));
    expect(
      whyAt('16:05:00', policy, { state: 'recovering', stoppingAt }),
    ).toBeUndefined();
  });
});

it('holds a run to the rules of a component that the one who started it may not see', () => {
  expect(whyAt('12:00:00', {}, {}, ['PodChaos'])).toMatch(
    /Only PodChaos may hit it .*of payments\)$/,
  );
});
