import { deployment } from '../../__testUtils__/manifests';
import { eventually } from '../../../__testUtils__/scratch';
import { Controlled } from '../__testUtils__/controlled';
import { Pod } from '../types';
import { conditionOf } from '../work/conditions';
import { isActive, isReady } from '../work/pods';

jest.setTimeout(120_000);

type Manifest = ReturnType<typeof deployment>;

function manifest(image: string, spec: object = {}): Manifest {
  const written = deployment('core', image);
  return { ...written, spec: { ...written.spec, ...spec } };
}

function runs(image: string) {
  return (pod: Pod) => pod.spec.containers[0].image === image;
}

describe('Deployments', () => {
  let shop: Controlled;

  beforeEach(async () => {
    shop = await Controlled.start();
  });

  afterEach(async () => {
    await shop.stop();
  });

  const core = () => shop.deployments.get('shop', 'core');

  const apply = (image: string, spec: object = {}) =>
    shop.deployments.patch('shop', 'core', manifest(image, spec), {
      kind: 'apply',
    });

  const progress = () => conditionOf(core().status, 'Progressing');

  const isRolledOut = () => {
    const { metadata, spec, status = {} } = core();
    return (
      status.observedGeneration === metadata.generation &&
      [status.replicas, status.updatedReplicas, status.availableReplicas].every(
        count => (count ?? 0) === spec.replicas,
      ) &&
      progress()?.reason === 'NewReplicaSetAvailable'
    );
  };

  const rolledOut = async () => await eventually(isRolledOut);

  const active = () => shop.podsOf('core').filter(isActive);

  /** The bounds that every write of a pod kept, while a test did something. */
  const watchBounds = () => {
    const seen = { fewest: Infinity, most: 0 };
    const stop = shop.pods.watch({ labelSelector: 'app=core' }, event => {
      if (event.type !== 'SYNCED') {
        const pods = active();
        seen.fewest = Math.min(seen.fewest, pods.filter(isReady).length);
        seen.most = Math.max(seen.most, pods.length);
      }
    });
    return { seen, stop };
  };

  it.each([
    [{ maxSurge: 1, maxUnavailable: 0 }, 4, 5],
    [{ maxSurge: 0, maxUnavailable: 1 }, 3, 4],
    [{ maxSurge: '25%', maxUnavailable: '50%' }, 2, 5],
  ])(
    'replaces the pods within %j',
    async (rollingUpdate, fewestAllowed, mostAllowed) => {
      const spec = {
        replicas: 4,
        strategy: { type: 'RollingUpdate', rollingUpdate },
      };
      apply('shop/core:1', spec);
      await rolledOut();
      const { seen, stop } = watchBounds();
      apply('shop/core:2', spec);
      await rolledOut();
      stop();
      expect(seen.fewest).toBeGreaterThanOrEqual(fewestAllowed);
      expect(seen.most).toBeLessThanOrEqual(mostAllowed);
      expect(active().filter(runs('shop/core:2'))).toHaveLength(4);
      expect(core().status).toEqual({
        observedGeneration: 2,
        replicas: 4,
        updatedReplicas: 4,
        readyReplicas: 4,
        availableReplicas: 4,
        conditions: [
          expect.objectContaining({ type: 'Progressing', status: 'True' }),
          expect.objectContaining({
            type: 'Available',
            reason: 'MinimumReplicasAvailable',
          }),
        ],
      });
      const [first, second] = shop.replicaSets
        .list()
        .items.sort((a, b) => a.spec.replicas - b.spec.replicas);
      expect([first, second].map(({ spec: { replicas } }) => replicas)).toEqual(
        [0, 4],
      );
      expect(second.metadata).toMatchObject({
        annotations: {
          'deployment.kubernetes.io/revision': '2',
          'deployment.kubernetes.io/desired-replicas': '4',
        },
        ownerReferences: [{ kind: 'Deployment', name: 'core' }],
      });
      expect(shop.events('core')).toContain(
        `ScalingReplicaSet: Scaled up replica set ${first.metadata.name} from 0 to 4 (1)`,
      );
      expect(shop.log).toEqual([]);
    },
  );

  it('waits until new pods were ready for long enough', async () => {
    const spec = {
      replicas: 2,
      minReadySeconds: 30,
      strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
    };
    apply('shop/core:1', spec);
    await eventually(() => core().status?.readyReplicas === 2);
    expect(core().status?.availableReplicas).toBeUndefined();
    await shop.pass(31);
    await rolledOut();
    apply('shop/core:2', spec);
    await eventually(
      () =>
        core().status?.readyReplicas === 3 && shop.podsOf('core').length === 3,
    );
    expect(core().status).toMatchObject({ availableReplicas: 2 });
    await shop.pass(31);
    await eventually(
      () =>
        core().status?.updatedReplicas === 2 &&
        core().status?.readyReplicas === 3,
    );
    await shop.pass(31);
    await rolledOut();
  });

  it('keeps the old pods while the new ones crash, says when it is late, and rolls back', async () => {
    const spec = { replicas: 4, progressDeadlineSeconds: 60 };
    apply('shop/core:1', spec);
    await rolledOut();
    const { seen, stop } = watchBounds();
    shop.kubelet.become('crashing', runs('shop/core:2'));
    apply('shop/core:2', spec);
    await eventually(() => active().filter(runs('shop/core:2')).length === 2);
    await eventually(() => progress()?.reason === 'ReplicaSetUpdated');
    await shop.pass(61);
    await eventually(() => progress()?.reason === 'ProgressDeadlineExceeded');
    expect(progress()).toMatchObject({
      status: 'False',
      message: expect.stringMatching(
        /^ReplicaSet "core-\w+" has timed out progressing\.$/,
      ),
    });
    expect(core().status).toMatchObject({
      availableReplicas: 3,
      updatedReplicas: 2,
    });
    apply('shop/core:1', spec);
    await rolledOut();
    stop();
    expect(seen).toEqual({ fewest: 3, most: 5 });
    expect(active().every(runs('shop/core:1'))).toBe(true);
    expect(core().metadata.annotations).toMatchObject({
      'deployment.kubernetes.io/revision': '3',
    });
    const [back] = shop.replicaSets
      .list()
      .items.filter(one => one.spec.replicas > 0);
    expect(back.metadata.annotations).toMatchObject({
      'deployment.kubernetes.io/revision': '3',
      'deployment.kubernetes.io/revision-history': '1',
    });
  });

  it('goes on with a rollout after the process was killed in the middle of it', async () => {
    const spec = { replicas: 6 };
    apply('shop/core:1', spec);
    await rolledOut();
    const { seen, stop } = watchBounds();
    shop.kubelet.become('running', runs('shop/core:2'));
    apply('shop/core:2', spec);
    await eventually(() => (core().status?.updatedReplicas ?? 0) > 1);
    stop();
    await shop.restart();
    const after = watchBounds();
    shop.kubelet.become('ready');
    await rolledOut();
    after.stop();
    expect(Math.min(seen.fewest, after.seen.fewest)).toBeGreaterThanOrEqual(5);
    expect(Math.max(seen.most, after.seen.most)).toBeLessThanOrEqual(8);
    expect(active().every(runs('shop/core:2'))).toBe(true);
    expect(shop.replicaSets.list().items).toHaveLength(2);
  });

  it('recreates: no new pod before the last old one has ended', async () => {
    const spec = { strategy: { type: 'Recreate' } };
    apply('shop/core:1', spec);
    await rolledOut();
    shop.kubelet.ends = false;
    apply('shop/core:2', spec);
    await eventually(() =>
      shop.podsOf('core').every(pod => pod.metadata.deletionTimestamp),
    );
    expect(shop.podsOf('core')).toHaveLength(2);
    shop.kubelet.ends = true;
    shop.kubelet.endTerminating();
    await rolledOut();
    expect(active().every(runs('shop/core:2'))).toBe(true);
  });

  it('scales to nothing and back, and shares a change of scale during a rollout', async () => {
    apply('shop/core:1', { replicas: 10 });
    await rolledOut();
    shop.kubelet.become('running', runs('shop/core:2'));
    apply('shop/core:2', { replicas: 10 });
    // 25 % of 10: three more, two fewer.
    await eventually(() => core().status?.replicas === 13);
    await eventually(() => core().status?.updatedReplicas === 5);
    apply('shop/core:2', { replicas: 20 });
    await eventually(() => core().status?.replicas === 25);
    const sizes = shop.replicaSets.list().items.map(one => one.spec.replicas);
    expect(sizes.sort((a, b) => a - b)).toEqual([10, 15]);
    shop.kubelet.become('ready');
    await rolledOut();
    apply('shop/core:2', { replicas: 0 });
    await rolledOut();
    expect(shop.podsOf('core')).toEqual([]);
    apply('shop/core:2', { replicas: 2 });
    await rolledOut();
    expect(shop.podsOf('core')).toHaveLength(2);
  });

  it('does nothing to a new template while it is paused, and keeps a limited history', async () => {
    apply('shop/core:1', { revisionHistoryLimit: 1 });
    await rolledOut();
    apply('shop/core:2', { revisionHistoryLimit: 1, paused: true });
    await eventually(() => progress()?.reason === 'DeploymentPaused');
    await eventually(() => core().status?.observedGeneration === 2);
    expect(active().every(runs('shop/core:1'))).toBe(true);
    for (const image of ['shop/core:2', 'shop/core:3', 'shop/core:4']) {
      apply(image, { revisionHistoryLimit: 1, paused: false });
      await rolledOut();
    }
    await eventually(() => shop.replicaSets.list().items.length === 2);
    expect(
      shop.replicaSets
        .list()
        .items.map(one => one.spec.template.spec.containers[0].image)
        .sort(),
    ).toEqual(['shop/core:3', 'shop/core:4']);
  });

  it.each([
    [{ maxSurge: 'many' }, 'must be a numeric string followed by an ending'],
    [{ maxUnavailable: -1 }, 'must be greater than or equal to 0'],
    [{ maxSurge: 0, maxUnavailable: 0 }, 'may not be 0 when `maxSurge` is 0'],
  ])('is refused with %j', (rollingUpdate, why) => {
    expect(() => apply('shop/core:1', { strategy: { rollingUpdate } })).toThrow(
      why,
    );
  });

  it('deletes its pods with it', async () => {
    apply('shop/core:1');
    await rolledOut();
    shop.deployments.delete('shop', 'core');
    await eventually(() => shop.podsOf('core').length === 0);
    expect(shop.replicaSets.list().items).toEqual([]);
  });
});
