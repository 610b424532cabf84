import { stringify } from 'yaml';
import { eventually } from '../../__testUtils__/scratch';
import {
  createKubectl,
  describeWithKubectl,
  whyNoKubectl,
} from '../__testUtils__/kubectl';
import { deployment } from '../__testUtils__/manifests';
import { Controlled } from './__testUtils__/controlled';

jest.setTimeout(120_000);

describeWithKubectl(`kubectl and the controllers${whyNoKubectl}`, () => {
  let shop: Controlled;
  let kubectl: ReturnType<typeof createKubectl>;

  const ok = async (args: string[], input?: string): Promise<string> => {
    const { code, out, err } = await kubectl(['-n', 'shop', ...args], input);
    expect({ code, err: code === 0 ? '' : err }).toEqual({ code: 0, err: '' });
    return out;
  };

  const apply = async (image: string) =>
    await ok(['apply', '-f', '-'], stringify(deployment('core', image)));

  beforeAll(async () => {
    shop = await Controlled.start();
    kubectl = createKubectl(
      shop.running.scratch,
      shop.running.cluster.kubeconfig(),
    );
  });

  afterAll(async () => {
    await shop.stop();
  });

  it('follows a rollout, shows its history, undoes it, pauses and resumes', async () => {
    await apply('shop/core:1');
    expect(await ok(['rollout', 'status', 'deployment/core'])).toContain(
      'deployment "core" successfully rolled out',
    );
    await apply('shop/core:2');
    await ok(['rollout', 'status', 'deployment/core']);
    expect(
      (await ok(['rollout', 'history', 'deployment/core']))
        .split('\n')
        .filter(line => /^\d/.test(line))
        .map(line => line.split(/\s+/)[0]),
    ).toEqual(['1', '2']);
    expect(
      await ok(['rollout', 'history', 'deployment/core', '--revision=1']),
    ).toContain('shop/core:1');
    expect(await ok(['rollout', 'undo', 'deployment/core'])).toBe(
      'deployment.apps/core rolled back\n',
    );
    await ok(['rollout', 'status', 'deployment/core']);
    expect(
      await ok([
        ...['get', 'pods', '-l', 'app=core', '-o'],
        'jsonpath={.items[*].spec.containers[*].image}',
      ]),
    ).toMatch(/shop\/core:1 shop\/core:1/);
    await ok(['rollout', 'pause', 'deployment/core']);
    await ok(['set', 'image', 'deployment/core', 'core=shop/core:3']);
    await eventually(
      () =>
        shop.deployments.get('shop', 'core').status?.observedGeneration === 5,
    );
    expect(
      shop.podsOf('core').map(({ spec }) => spec.containers[0].image),
    ).not.toContain('shop/core:3');
    await ok(['rollout', 'resume', 'deployment/core']);
    await ok(['rollout', 'status', 'deployment/core']);
    await ok(['rollout', 'restart', 'deployment/core']);
    await ok(['rollout', 'status', 'deployment/core']);
    expect(await ok(['get', 'deployment', 'core'])).toMatch(
      /core\s+2\/2\s+2\s+2/,
    );
  });

  it('scales, and tells what happened', async () => {
    await ok(['scale', 'deployment/core', '--replicas=5']);
    await ok(['rollout', 'status', 'deployment/core']);
    expect(
      (await ok(['get', 'pods', '-l', 'app=core', '--no-headers'])).match(
        /1\/1\s+Running/g,
      ),
    ).toHaveLength(5);
    expect(await ok(['describe', 'deployment', 'core'])).toMatch(
      /Normal\s+ScalingReplicaSet.*deployment-controller\s+.*Scaled up replica set core-\w+ from 2 to 5/,
    );
    expect(await ok(['get', 'events'])).toContain('SuccessfulCreate');
  });

  it('autoscales, and drains a node as far as a budget allows', async () => {
    await ok([
      'autoscale',
      'deployment/core',
      '--min=3',
      '--max=4',
      '--cpu=50%',
    ]);
    await eventually(
      () => shop.deployments.get('shop', 'core').spec.replicas === 4,
    );
    await ok(['rollout', 'status', 'deployment/core']);
    expect(await ok(['get', 'hpa', 'core'])).toMatch(
      /core\s+Deployment\/core\s+cpu: <unknown>\/50%\s+3\s+4\s+\d/,
    );
    expect(await ok(['describe', 'hpa', 'core'])).toContain(
      'New size: 4; reason: Current number of replicas above Spec.MaxReplicas',
    );
    await ok(['delete', 'hpa', 'core']);
    shop.kubelet.addNode('node-2');
    await ok([
      'create',
      'pdb',
      'core',
      '--selector=app=core',
      '--min-available=3',
    ]);
    await ok(['drain', 'node-1', '--timeout=60s']);
    const nodes = shop.podsOf('core').map(({ spec }) => spec.nodeName);
    expect(new Set(nodes)).toEqual(new Set(['node-2']));
    await ok(['uncordon', 'node-1']);
    await ok(['delete', 'pdb', 'core']);
  });

  it('says that a rollout took too long', async () => {
    shop.kubelet.become(
      'crashing',
      ({ spec }) => spec.containers[0].image === 'shop/core:broken',
    );
    await apply('shop/core:broken');
    const status = kubectl(['-n', 'shop', 'rollout', 'status', 'deploy/core']);
    await eventually(
      () => shop.deployments.get('shop', 'core').status?.updatedReplicas === 1,
    );
    await shop.pass(601);
    const { code, err } = await status;
    expect({ code, err }).toEqual({
      code: 1,
      err: 'error: deployment "core" exceeded its progress deadline\n',
    });
  });
});
