import { type Pod } from '@shop-platform/backstage-plugin-clusters-node';
import { podEffectOf } from './podEffects';

const start = Date.parse('2026-11-29T02:00:00.400Z');
/** A moment as clusters tell it, in seconds from when the run began. */
const second = (count: number) =>
  `${new Date(start + count * 1000).toISOString().slice(0, 19)}Z`;
const run = (action: string, ended?: number) => ({
  action,
  startedAt: new Date(start),
  ...(ended === undefined ? {} : { endedAt: new Date(start + ended * 1000) }),
});
const metadata: Pod['metadata'] = {
  name: 'payments-1',
  namespace: 'shop',
  uid: 'u',
  resourceVersion: '7',
  creationTimestamp: second(-600),
  labels: {},
  annotations: {},
  ownerReferences: [],
};

/** A pod with two containers, of which `app` ended at a moment. */
function pod(options: {
  finishedAt?: string;
  ready?: { status: 'True' | 'False'; since: string };
  metadata?: Partial<Pod['metadata']>;
}): Pod {
  const { finishedAt, ready } = options;
  const containers = ['app', 'proxy'];
  return {
    metadata: { ...metadata, ...options.metadata },
    spec: { containers: containers.map(name => ({ name, image: '' })) },
    status: {
      phase: 'Running',
      conditions: ready
        ? [
            {
              type: 'Ready',
              status: ready.status,
              lastTransitionTime: ready.since,
              reason: '',
              message: '',
            },
          ]
        : [],
      containerStatuses: containers.map(name => ({
        name,
        ready: true,
        restartCount: 0,
        state: { running: {} },
        lastState:
          name === 'app' && finishedAt
            ? {
                terminated: {
                  exitCode: 137,
                  reason: 'Error',
                  message: '',
                  finishedAt,
                },
              }
            : {},
      })),
    },
  };
}

describe('podEffectOf', () => {
  it('says of a pod that was killed that it is gone, and of one that lives nothing', () => {
    const kill = run('pod-kill', 1);
    expect(podEffectOf(kill, {}, undefined)).toBe('gone');
    expect(
      podEffectOf(
        kill,
        {},
        pod({ metadata: { deletionTimestamp: second(1) } }),
      ),
    ).toBe('gone');
    expect(
      podEffectOf(
        kill,
        {},
        pod({ metadata: { creationTimestamp: second(9) } }),
      ),
    ).toBe('gone');
    expect(podEffectOf(kill, {}, pod({}))).toBeUndefined();
    expect(
      podEffectOf(kill, {}, pod({ finishedAt: second(1) })),
    ).toBeUndefined();
  });

  it.each(['pod-failure', 'container-kill'])(
    'believes of %s what the containers were, not what the experiment says',
    action => {
      const during = run(action);
      expect(podEffectOf(during, {}, pod({}))).toBeUndefined();
      expect(podEffectOf(during, {}, undefined)).toBeUndefined();
      expect(podEffectOf(during, {}, pod({ finishedAt: second(0) }))).toBe(
        'restarted',
      );
      expect(
        podEffectOf(during, {}, pod({ finishedAt: second(-2) })),
      ).toBeUndefined();
      expect(
        podEffectOf(
          during,
          { container: 'app' },
          pod({ finishedAt: second(3) }),
        ),
      ).toBe('restarted');
      expect(
        podEffectOf(
          during,
          { container: 'proxy' },
          pod({ finishedAt: second(3) }),
        ),
      ).toBeUndefined();
    },
  );

  it('says that it was not ready only where it became so while the fault was on', () => {
    const failure = run('pod-failure');
    const ready = (status: 'True' | 'False', since: number) =>
      podEffectOf(
        failure,
        {},
        pod({ ready: { status, since: second(since) } }),
      );
    expect(ready('False', 2)).toBe('not ready');
    expect(ready('False', -20)).toBeUndefined();
    expect(ready('True', 2)).toBeUndefined();
  });

  it('counts what ends with the fault, and not what ends long after it', () => {
    const over = run('pod-failure', 60);
    expect(podEffectOf(over, {}, pod({ finishedAt: second(70) }))).toBe(
      'restarted',
    );
    expect(
      podEffectOf(over, {}, pod({ finishedAt: second(120) })),
    ).toBeUndefined();
  });
});
