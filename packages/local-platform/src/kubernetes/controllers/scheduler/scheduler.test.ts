import { eventually } from '../../../__testUtils__/scratch';
import { pod } from '../../__testUtils__/manifests';
import { Controlled } from '../__testUtils__/controlled';
import { conditionOf } from '../work/conditions';

jest.setTimeout(60_000);

const SPOT = { key: 'spot', value: 'true', effect: 'NoSchedule' };

function podWith(name: string, spec: object = {}, cpu?: string) {
  const written = pod(name);
  const containers = written.spec.containers.map(container => ({
    ...container,
    ...(cpu && { resources: { requests: { cpu } } }),
  }));
  return { ...written, spec: { containers, ...spec } };
}

describe('The scheduler', () => {
  let shop: Controlled;

  beforeAll(async () => {
    shop = await Controlled.start();
    const nodes = shop.resource('v1', 'nodes');
    nodes.delete('', 'node-1');
    shop.kubelet.addNode('small', { cpu: '1', zone: 'a' });
    shop.kubelet.addNode('large', {
      cpu: '2',
      zone: 'b',
      labels: { disk: 'ssd' },
    });
    shop.kubelet.addNode('spot', { cpu: '8', zone: 'c' });
    nodes.patch('', 'spot', { spec: { taints: [SPOT] } });
  });

  afterAll(async () => {
    await shop.stop();
  });

  const place = async (draft: object) => {
    const { metadata } = shop.pods.create('shop', { ...draft });
    const name = metadata.name ?? '';
    const find = () => shop.pods.get('shop', name);
    await eventually(
      () => conditionOf(find().status, 'PodScheduled') !== undefined,
    );
    return {
      node: find().spec.nodeName,
      why: conditionOf(find().status, 'PodScheduled')?.message,
      end: () => shop.pods.delete('shop', name),
    };
  };

  it('places pods where there is room, and tells of it', async () => {
    const placed = await place(podWith('much', {}, '1500m'));
    expect(placed.node).toBe('large');
    expect(shop.events('much')).toEqual([
      'Scheduled: Successfully assigned shop/much to large (1)',
    ]);
    placed.end();
  });

  it.each([
    ['a selector', { nodeSelector: { disk: 'ssd' } }, 'large'],
    ['a name', { nodeSelector: { disk: 'hdd' } }, undefined],
    [
      'an affinity',
      {
        affinity: {
          nodeAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: {
              nodeSelectorTerms: [
                {
                  matchExpressions: [{ key: 'disk', operator: 'DoesNotExist' }],
                },
              ],
            },
          },
        },
      },
      'small',
    ],
    [
      'a toleration and a preference',
      {
        tolerations: [{ key: 'spot', operator: 'Exists' }],
        affinity: {
          nodeAffinity: {
            preferredDuringSchedulingIgnoredDuringExecution: [
              {
                weight: 100,
                preference: {
                  matchExpressions: [
                    {
                      key: 'topology.kubernetes.io/zone',
                      operator: 'In',
                      values: ['c'],
                    },
                  ],
                },
              },
            ],
          },
        },
      },
      'spot',
    ],
  ])('follows %s', async (title, spec, node) => {
    const placed = await place(podWith(title.replaceAll(' ', '-'), spec));
    expect(placed.node).toBe(node);
    placed.end();
  });

  it('says why there is no room, and places the pod when there is', async () => {
    const first = await place(podWith('first', {}, '1500m'));
    const second = await place(podWith('second', {}, '1500m'));
    expect(second).toMatchObject({
      node: undefined,
      why: '0/3 nodes are available: 1 node(s) had untolerated taint {spot: true}, 2 Insufficient cpu.',
    });
    expect(shop.events('second')[0]).toBe(
      `FailedScheduling: ${second.why} (1)`,
    );
    first.end();
    await eventually(
      () => shop.pods.get('shop', 'second').spec.nodeName === 'large',
    );
    expect(
      conditionOf(shop.pods.get('shop', 'second').status, 'PodScheduled'),
    ).toMatchObject({ status: 'True' });
    second.end();
  });

  it('spreads the pods of one owner over the zones', async () => {
    const labels = { app: 'core' };
    shop.replicaSets.create('shop', {
      metadata: { name: 'core' },
      spec: {
        replicas: 4,
        selector: { matchLabels: labels },
        template: { metadata: { labels }, spec: podWith('x').spec },
      },
    });
    await eventually(
      () => shop.replicaSets.get('shop', 'core').status?.readyReplicas === 4,
    );
    const nodes = shop.podsOf('core').map(({ spec }) => spec.nodeName);
    expect(nodes.sort()).toEqual(['large', 'large', 'small', 'small']);
  });

  it('waits where there are no nodes, or none is ready', async () => {
    const nodes = shop.resource('v1', 'nodes');
    ['small', 'large', 'spot'].forEach(name =>
      nodes.patch('', name, { spec: { unschedulable: true } }),
    );
    const cordoned = await place(podWith('cordoned'));
    expect(cordoned.why).toBe(
      '0/3 nodes are available: 3 node(s) were unschedulable.',
    );
    nodes.patch('', 'small', { spec: { unschedulable: null } });
    await eventually(
      () => shop.pods.get('shop', 'cordoned').spec.nodeName === 'small',
    );
    ['small', 'large', 'spot'].forEach(name => nodes.delete('', name));
    const lonely = await place(podWith('lonely'));
    expect(lonely.why).toBe('no nodes available to schedule pods');
    expect(shop.log).toEqual([]);
  });
});
