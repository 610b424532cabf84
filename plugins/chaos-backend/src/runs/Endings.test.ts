import { kindNamed } from '../clusters/experiments';
import { Endings } from './Endings';
import { SteadyTime } from './SteadyTime';
import { type Run } from './types';

const NOW = Date.parse('2026-11-29T12:00:00Z');
const run: Run = {
  id: '5f1c7d62-64c5-4a4c-9c2a-6a4d1a3b7d10',
  cluster: 'west',
  region: 'west',
  kind: 'NetworkChaos',
  namespace: 'shop',
  name: 'slow',
  uid: 'u',
  state: 'recovering',
  startedAt: new Date(NOW - 600_000),
  stoppingAt: new Date(NOW - 300_000),
  entities: [],
  targets: [],
  manifest: '',
};

const object = kindNamed('NetworkChaos').schema.parse({
  metadata: {
    name: 'slow',
    namespace: 'shop',
    uid: 'u',
    creationTimestamp: '2026-11-29T11:50:00Z',
    deletionTimestamp: '2026-11-29T11:55:00Z',
  },
  spec: {},
});

it.each([
  ['', true],
  [', nor one whose cluster is silent', false],
])('does not give up a run that recovered meanwhile%s', async (_, isHeard) => {
  let elapsed = 0;
  const patch = jest.fn();
  const change = jest.fn(async () => false);
  const error = jest.fn();
  const onChange = jest.fn();
  const endings = new Endings({
    clusters: { client: () => ({ patch }) },
    store: { change, get: jest.fn() },
    recorder: { rest: jest.fn() },
    runs: { remove: jest.fn() },
    steady: new SteadyTime({ now: () => NOW, elapsed: () => elapsed }),
    recoverWithinMs: 60_000,
    logger: { error },
    onChange,
    now: () => NOW,
  });
  const watch = { isCurrent: () => isHeard, silence: undefined };
  const settle = () => endings.settle(run, { watch, object });
  await settle();
  elapsed = 61_000;
  await settle();
  expect(change).toHaveBeenCalled();
  expect(patch).not.toHaveBeenCalled();
  expect(error).not.toHaveBeenCalled();
  expect(onChange).not.toHaveBeenCalled();
});

it('says nothing of what is gone before all that was heard of it is kept', async () => {
  const hit: Run = {
    ...run,
    targets: [{ namespace: 'shop', name: 'a', phase: 'injected', events: [] }],
  };
  let kept = hit;
  const change = jest.fn(async () => true);
  const error = jest.fn();
  const endings = new Endings({
    clusters: { client: () => ({ patch: jest.fn() }) },
    store: { change, get: async () => kept },
    recorder: {
      rest: async () => {
        kept = { ...hit, state: 'recovered', targets: [] };
      },
    },
    runs: { remove: jest.fn() },
    steady: new SteadyTime({ now: () => NOW, elapsed: () => 0 }),
    recoverWithinMs: 60_000,
    logger: { error },
    onChange: jest.fn(),
    now: () => NOW,
  });
  const watch = { isCurrent: () => true, silence: undefined };
  expect(await endings.settle(hit, { watch })).toBe(true);
  await endings.hearAgain(hit, { watch });
  expect(change).not.toHaveBeenCalled();
  expect(error).not.toHaveBeenCalled();
});
