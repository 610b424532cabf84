import {
  conditionsOf,
  desiredPhaseOf,
  experimentSchema,
  isOneShot,
  PAUSE_ANNOTATION,
} from '..';

const created = '2026-11-29T10:00:00Z';
const start = Date.parse(created);

function experiment(spec: object, metadata: object = {}) {
  return experimentSchema.parse({
    apiVersion: 'chaos-mesh.org/v1alpha1',
    kind: 'PodChaos',
    metadata: { creationTimestamp: created, ...metadata },
    spec: { mode: 'all', selector: {}, action: 'pod-failure', ...spec },
  });
}

const paused = { annotations: { [PAUSE_ANNOTATION]: 'true' } };

describe('what an experiment wants', () => {
  it.each([
    ['to run', experiment({}), 0, { phase: 'Run', reason: 'Started' }],
    [
      'to run for as long as it says',
      experiment({ duration: '1m' }),
      20_000,
      { phase: 'Run', reason: 'Started', endsIn: 40_000 },
    ],
    [
      'to run for ever where its duration is none, as the log of Chaos Mesh says',
      experiment({ duration: 'soon' }),
      90_000_000,
      { phase: 'Run', reason: 'Started' },
    ],
    [
      'to stop when its time is up',
      experiment({ duration: '1m' }),
      60_001,
      { phase: 'Stop', reason: 'TimeUp' },
    ],
    [
      'to stop while it is paused, and its time goes on',
      experiment({ duration: '1m' }, paused),
      0,
      { phase: 'Stop', reason: 'Paused', endsIn: 60_000 },
    ],
    [
      'to stop when it is deleted',
      experiment({}, { deletionTimestamp: created }),
      0,
      { phase: 'Stop', reason: 'Deleted' },
    ],
    [
      'to stay as it is where it happens once',
      experiment({ action: 'pod-kill', duration: '1m' }, paused),
      90_000,
      { phase: 'Run', reason: 'Started' },
    ],
  ])('%s', (_, object, passed, expected) => {
    expect(desiredPhaseOf(object, start + passed)).toEqual(expected);
  });

  it('happens once where it kills', () => {
    expect(
      ['pod-kill', 'container-kill', 'pod-failure'].map(action =>
        isOneShot(experiment({ action })),
      ),
    ).toEqual([true, true, false]);
  });

  it('says in conditions what its records say', () => {
    const record = (phase: string) => ({
      id: 'shop/web',
      selectorKey: '.',
      phase,
      injectedCount: 0,
      recoveredCount: 0,
    });
    const shown = (phases: string[] | undefined, metadata = {}) =>
      conditionsOf(experiment({}, metadata), phases?.map(record))
        .filter(({ status }) => status === 'True')
        .map(({ type }) => type);
    expect(shown(undefined)).toEqual([]);
    expect(shown(['Injected'])).toEqual(['Selected', 'AllInjected']);
    expect(shown(['Injected', 'Not Injected'])).toEqual(['Selected']);
    expect(shown(['Not Injected'], paused)).toEqual([
      'Selected',
      'AllRecovered',
      'Paused',
    ]);
  });
});
