import { eventually } from '../../../__testUtils__/scratch';
import { deployment } from '../../__testUtils__/manifests';
import { Controlled } from '../__testUtils__/controlled';
import { AutoscalerFields } from '../types';
import { conditionOf } from '../work/conditions';
import { isActive } from '../work/pods';

jest.setTimeout(60_000);

describe('Autoscalers', () => {
  let shop: Controlled;
  /** What each pod uses, in thousandths of a core; undefined while nobody knows. */
  let use: number | undefined;

  beforeEach(async () => {
    shop = await Controlled.start();
    use = undefined;
    shop.running.cluster.setRuntime({
      async *logs() {},
      nodeMetrics: () => [],
      podMetrics: () =>
        use === undefined
          ? []
          : shop
              .podsOf('core')
              .filter(isActive)
              .map(({ metadata }) => ({
                name: metadata.name ?? '',
                namespace: 'shop',
                timestamp: new Date(shop.clock.now()).toISOString(),
                window: '10s',
                containers: [
                  { name: 'core', usage: { cpu: `${use}m`, memory: '64Mi' } },
                ],
              })),
    });
  });

  afterEach(async () => {
    await shop.stop();
  });

  const autoscalers = () =>
    shop.resource<AutoscalerFields>(
      'autoscaling/v2',
      'horizontalpodautoscalers',
    );

  const create = (spec: object = {}, request: object = { cpu: '100m' }) => {
    const written = deployment('core');
    const [container] = written.spec.template.spec.containers;
    Object.assign(container, { resources: { requests: request } });
    const { replicas: _, ...rest } = written.spec;
    shop.deployments.create('shop', { ...written, spec: rest });
    autoscalers().create('shop', {
      metadata: { name: 'core' },
      spec: {
        scaleTargetRef: {
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          name: 'core',
        },
        minReplicas: 2,
        maxReplicas: 10,
        metrics: [
          {
            type: 'Resource',
            resource: {
              name: 'cpu',
              target: { type: 'Utilization', averageUtilization: 50 },
            },
          },
        ],
        ...spec,
      },
    });
  };

  const status = () => autoscalers().get('shop', 'core').status ?? {};

  const condition = (type: string) => conditionOf(status(), type);

  const wanted = () => shop.deployments.get('shop', 'core').spec.replicas;

  /** Lets some rounds of fifteen seconds pass. */
  const rounds = async (count: number) => await shop.pass(count * 15);

  it('bring a target to its least before anything is measured, and never down while nothing is', async () => {
    create();
    await eventually(() => wanted() === 2);
    shop.deployments.patch('shop', 'core', { spec: { replicas: 5 } });
    await eventually(
      () => shop.deployments.get('shop', 'core').status?.readyReplicas === 5,
    );
    await shop.pass(15);
    await eventually(
      () => condition('ScalingActive')?.reason === 'FailedGetResourceMetric',
    );
    await shop.pass(1200);
    await eventually(() =>
      shop.events('core').join().includes('did not receive'),
    );
    expect(wanted()).toBe(5);
    expect(shop.events('core').join('\n')).toContain(
      'SuccessfulRescale: New size: 2; reason: Current number of replicas below Spec.MinReplicas',
    );
  });

  it('scale up at the pace of the policies, and down after a while without need', async () => {
    create();
    await eventually(() => wanted() === 2);
    use = 0;
    // A pod that has just started says nothing of its need.
    await shop.pass(330);
    use = 200;
    await eventually(() => condition('ScalingActive')?.status === 'True');
    await rounds(1);
    // Four times too much is asked for: 8 of 2, and no more than 4 come at once.
    expect(wanted()).toBe(6);
    expect(condition('ScalingLimited')).toMatchObject({
      reason: 'ScaleUpLimit',
    });
    await shop.pass(330);
    await rounds(1);
    expect(wanted()).toBe(10);
    expect(condition('ScalingLimited')?.reason).toBe('TooManyReplicas');
    await shop.pass(330);
    use = 52;
    await rounds(1);
    expect(wanted()).toBe(10);
    expect(status().currentMetrics).toEqual([
      {
        type: 'Resource',
        resource: {
          name: 'cpu',
          current: { averageUtilization: 52, averageValue: '52m' },
        },
      },
    ]);
    use = 20;
    await rounds(1);
    expect(wanted()).toBe(10);
    expect(condition('AbleToScale')?.reason).toBe('ScaleDownStabilized');
    await rounds(21);
    expect(wanted()).toBe(4);
    expect(shop.events('core')).toContainEqual(
      expect.stringContaining('New size: 4; reason: All metrics below target'),
    );
  });

  it('follow policies and windows of their own', async () => {
    create({
      behavior: {
        scaleUp: { policies: [{ type: 'Pods', value: 1, periodSeconds: 60 }] },
        scaleDown: {
          stabilizationWindowSeconds: 0,
          selectPolicy: 'Disabled',
        },
      },
    });
    await eventually(() => wanted() === 2);
    use = 0;
    await shop.pass(330);
    use = 100;
    await rounds(2);
    expect(wanted()).toBe(3);
    await rounds(4);
    expect(wanted()).toBe(4);
    use = 0;
    await shop.pass(330);
    await rounds(2);
    expect(wanted()).toBe(4);
  });

  it('follow an average amount, leave a target alone that is scaled to nothing, and say what is missing', async () => {
    create(
      {
        minReplicas: 1,
        metrics: [
          {
            type: 'Resource',
            resource: {
              name: 'memory',
              target: { type: 'AverageValue', averageValue: '32Mi' },
            },
          },
        ],
      },
      {},
    );
    use = 1;
    await eventually(
      () => shop.deployments.get('shop', 'core').status?.readyReplicas === 1,
    );
    await rounds(1);
    expect(wanted()).toBe(2);
    shop.deployments.patch('shop', 'core', { spec: { replicas: 0 } });
    await shop.pass(15);
    await eventually(
      () => condition('ScalingActive')?.reason === 'ScalingDisabled',
    );
    expect(wanted()).toBe(0);
    autoscalers().patch('shop', 'core', {
      spec: { scaleTargetRef: { name: 'nothing' } },
    });
    await eventually(() => condition('AbleToScale')?.status === 'False');
    expect(condition('AbleToScale')?.message).toContain(
      'deployments.apps "nothing" not found',
    );
  });

  it('say that a container requests nothing', async () => {
    create({}, { memory: '64Mi' });
    await eventually(() => wanted() === 2);
    use = 0;
    await shop.pass(330);
    await eventually(() =>
      (condition('ScalingActive')?.message ?? '').includes(
        'missing request for cpu in container core',
      ),
    );
    expect(shop.log).toEqual([]);
  });
});
