import { mockServices } from '@backstage/backend-test-utils';
import { Components } from '../components/Components';
import { Paths } from '../components/Paths';
import { readChaosConfig } from '../config';
import { type Run } from '../runs/types';
import { checkActive } from './checkActive';

const { policy } = readChaosConfig(mockServices.rootConfig({ data: {} }));
const PAYMENTS = 'component:default/payments';
const CORE = 'component:default/core';
const cluster = { name: 'west', title: 'West', region: 'west' };
const component = (ref: string, dependents: string[] = []) => ({
  ...{ ref, title: ref, dependents, owners: [], hasPod: () => false },
});
const run: Run = {
  ...{ id: '1', cluster: 'west', region: 'west', kind: 'NetworkChaos' },
  ...{ namespace: 'shop', name: 'slow', state: 'running', manifest: '' },
  ...{ startedAt: new Date(0), entities: [PAYMENTS], targets: [] },
};
const OLENA = 'user:default/olena';
const SLOW = 'NetworkChaos shop/slow';

/** What is said of that run to somebody who sees these, and would hit core. */
function say(other: Partial<Run>, visible: string[]) {
  const all = new Components([component(PAYMENTS, [CORE]), component(CORE)]);
  const [overlap] = checkActive({
    ...{ policy, cluster, entities: [CORE], places: [] },
    placesOf: () => [],
    known: {
      all,
      visible: new Components(visible.map(ref => component(ref))),
      paths: new Paths(all, new Map()),
      unread: [],
    },
    startedBy: 'user:default/petro',
    active: [{ ...run, ...other }],
  });
  return overlap?.says;
}

it.each([
  ['overlapPath', { startedBy: OLENA }, { by: OLENA }],
  ['overlapPathOutside', {}, {}],
  [
    'overlapFar',
    { startedBy: OLENA, cluster: 'east' },
    { by: OLENA, cluster: 'east' },
  ],
  ['overlapFarOutside', { cluster: 'east' }, { cluster: 'east' }],
])('has %s, and one without what one may not see', (code, other, values) => {
  expect(say(other, [PAYMENTS, CORE])).toEqual({
    code,
    values: { run: SLOW, what: PAYMENTS, ...values },
  });
  expect(say(other, [CORE])).toEqual({
    code: `${code}Hidden`,
    values: { run: SLOW, ...values },
  });
  // Of several, those that one may see.
  const both = { ...other, entities: [PAYMENTS, CORE] };
  expect(say(both, [CORE])).toEqual({
    code,
    values: { run: SLOW, what: CORE, ...values },
  });
});
