import { eventually } from '../../../__testUtils__/scratch';
import { deployment, pod } from '../../__testUtils__/manifests';
import { Controlled } from '../__testUtils__/controlled';
import { conditionOf } from '../work/conditions';
import { controllerOf } from '../work/ownership';

jest.setTimeout(120_000);

function replicaSet(name: string, replicas: number, labels: object = {}) {
  const { spec } = deployment(name);
  return {
    metadata: { name },
    spec: {
      replicas,
      selector: spec.selector,
      template: {
        ...spec.template,
        metadata: { labels: { app: name, ...labels } },
      },
    },
  };
}

describe('Replica sets', () => {
  let shop: Controlled;

  beforeEach(async () => {
    shop = await Controlled.start();
  });

  afterEach(async () => {
    await shop.stop();
  });

  const set = (name: string) => shop.replicaSets.get('shop', name);

  const settled = async (name: string) =>
    await eventually(
      () => (set(name).status?.readyReplicas ?? 0) === set(name).spec.replicas,
    );

  it('adopts pods that nobody controls, and lets go of those that changed', async () => {
    shop.pods.create('shop', pod('stray', { app: 'core' }));
    shop.replicaSets.create('shop', replicaSet('core', 2));
    await settled('core');
    const names = shop.podsOf('core').map(({ metadata }) => metadata.name);
    expect(names).toContain('stray');
    expect(names).toHaveLength(2);
    shop.pods.patch('shop', 'stray', { metadata: { labels: { app: 'odd' } } });
    await eventually(() => shop.podsOf('core').length === 2);
    await settled('core');
    expect(controllerOf(shop.pods.get('shop', 'stray'))).toBeUndefined();
  });

  it('leaves the pods of others alone where selectors overlap', async () => {
    const labels = { app: 'core', tier: 'web' };
    const other = replicaSet('other', 2, labels);
    shop.replicaSets.create('shop', {
      ...other,
      spec: { ...other.spec, selector: { matchLabels: { tier: 'web' } } },
    });
    shop.replicaSets.create('shop', replicaSet('core', 3, labels));
    await settled('other');
    await settled('core');
    const owners = shop
      .podsOf('core')
      .map(one => controllerOf(one)?.name)
      .sort();
    expect(owners).toEqual(['core', 'core', 'core', 'other', 'other']);
  });

  it('deletes what serves least first', async () => {
    shop.replicaSets.create('shop', replicaSet('core', 3));
    await settled('core');
    const [idle] = shop.podsOf('core').map(({ metadata }) => metadata.name);
    shop.kubelet.become('running', ({ metadata }) => metadata.name === idle);
    await eventually(() => set('core').status?.readyReplicas === 2);
    shop.replicaSets.patch('shop', 'core', { spec: { replicas: 2 } });
    await settled('core');
    await eventually(() => shop.podsOf('core').length === 2);
    expect(
      shop.podsOf('core').map(({ metadata }) => metadata.name),
    ).not.toContain(idle);
    expect(shop.events('core')).toContain(
      `SuccessfulDelete: Deleted pod: ${idle} (1)`,
    );
  });

  it('says that a quota is full, and goes on when there is room', async () => {
    const quotas = shop.resource('v1', 'resourcequotas');
    quotas.create('shop', {
      metadata: { name: 'few' },
      spec: { hard: { pods: '2' } },
    });
    shop.replicaSets.create('shop', replicaSet('core', 3));
    await eventually(() => set('core').status?.readyReplicas === 2);
    const failure = conditionOf(set('core').status, 'ReplicaFailure');
    expect(failure).toMatchObject({
      status: 'True',
      reason: 'FailedCreate',
      message: expect.stringContaining(
        'exceeded quota: few, requested: pods=1',
      ),
    });
    expect(shop.events('core').join('\n')).toMatch(
      /FailedCreate: Error creating: pods "core-\w+" is forbidden: exceeded quota/,
    );
    quotas.patch('shop', 'few', { spec: { hard: { pods: '3' } } });
    await settled('core');
    expect(conditionOf(set('core').status, 'ReplicaFailure')).toBeUndefined();
  });

  it('makes 200 pods ready', async () => {
    shop.replicaSets.create('shop', replicaSet('core', 200));
    await settled('core');
    // What one object says is bounded, however much happens to it.
    expect(shop.events('core')).toHaveLength(11);
    expect(shop.events('core').at(-1)).toContain('(combined from similar');
  });
});
