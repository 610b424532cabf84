import { TestNode } from '../../kubelet/__testUtils__/TestNode';
import { SERVER } from '../../kubelet/__testUtils__/programs';
import { Pod } from '../../kubelet/types';
import { Controllers, startControllers } from '../../kubernetes/controllers';
import { startChaosNode } from '../__testUtils__/chaosNode';
import { StoredObject } from '../__testUtils__/ChaosWorld';
import { ChaosMesh } from '../ChaosMesh';
import { hasEnded } from './conditions';

jest.setTimeout(120_000);

const ABORT = 'workflow.chaos-mesh.org/abort';

describe('tasks of workflows, as pods that run', () => {
  let node: TestNode;
  let mesh: ChaosMesh;
  let controllers: Controllers;

  const resource = (plural: string) =>
    node.client.resource<Pick<StoredObject, 'spec' | 'status'>>(
      'chaos-mesh.org/v1alpha1',
      plural,
    );
  const step = (template: string) =>
    resource('workflownodes')
      .list({ namespace: 'shop' })
      .items.find(({ spec }) => spec.templateName === template);
  const taskPod = (): Pod | undefined =>
    node
      .pods()
      .find(({ metadata }) => metadata.generateName?.startsWith('look-'));

  beforeAll(async () => {
    ({ node, mesh } = await startChaosNode());
    controllers = startControllers(node.running.cluster);
    node.addImage('core', SERVER);
    node.createPod('core');
    await node.untilReady('core');
    node.createService('core', ['core']);
    // A task asks once: what it asks has to be known to the node by then.
    await node.until(
      () => node.kubelet.network.pick('shop', 'core', 80) !== undefined,
    );
  });

  afterEach(async () => {
    resource('workflows').delete('shop', 'one');
    await node.until(
      () => !resource('workflows').find('shop', 'one') && !taskPod(),
    );
  });

  afterAll(async () => {
    mesh?.stop();
    await controllers?.stop();
    await node?.stop();
  });

  function run(container: object, more: object = {}): void {
    const task = { container: { name: 'look', image: 'core', ...container } };
    resource('workflows').create('shop', {
      metadata: { name: 'one' },
      spec: {
        entry: 'look',
        templates: [
          { name: 'look', templateType: 'Task', task, ...more },
          { name: 'later', templateType: 'Suspend', deadline: '1h' },
          { name: 'never', templateType: 'Suspend', deadline: '1h' },
        ],
      },
    });
  }

  it('ask a service as any pod does, and take the branch that its answer means', async () => {
    run(
      {
        command: ['node', '-e'],
        args: [
          `fetch('http://core/').then(async answer => {
            console.log(await answer.text());
            process.exitCode = answer.status - 197;
          })`,
        ],
      },
      {
        conditionalBranches: [
          {
            target: 'later',
            expression: 'exitCode == 3 and stdout == "core"',
          },
          { target: 'never', expression: 'exitCode == 0' },
        ],
      },
    );
    await node.until(() => step('later') !== undefined);
    expect(step('look')?.status?.conditionalBranchesStatus).toEqual({
      branches: [
        { target: 'later', evaluationResult: 'True' },
        { target: 'never', evaluationResult: 'False' },
      ],
      context: ['{"exitCode":3,"stdout":"core"}'],
    });
    expect(step('never')).toBeUndefined();
    expect(taskPod()?.status.phase).toBe('Failed');
  });

  it('end with their workflow, however long they would run', async () => {
    run({ command: ['node', '-e', 'setInterval(() => {}, 1000)'] });
    await node.until(() => taskPod()?.status.phase === 'Running');
    resource('workflows').patch('shop', 'one', {
      metadata: { annotations: { [ABORT]: 'true' } },
    });
    await node.until(() => taskPod() === undefined);
    expect(hasEnded(step('look')?.status)).toBe(true);
  });

  it('wait for an image that is not there until their deadline', async () => {
    run({ image: 'nobody' }, { deadline: '3s' });
    const name = () => step('look')?.metadata.name ?? '';
    await node.until(() =>
      node
        .events(name())
        .join()
        .includes('waits: ImagePullBackOff: Back-off pulling image "nobody"'),
    );
    await node.until(() => hasEnded(step('look')?.status) && !taskPod());
    expect(step('later')).toBeUndefined();
  });
});
