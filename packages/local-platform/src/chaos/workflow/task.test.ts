import { ChaosWorld, StoredObject } from '../__testUtils__/ChaosWorld';
import { conditionsIn } from './conditions';

jest.setTimeout(120_000);

const ABORT = 'workflow.chaos-mesh.org/abort';
const CONTROLLED_BY = 'chaos-mesh.org/controlled-by';
const task = (more: object = {}, spec: object = {}) => ({
  name: 'look',
  templateType: 'Task',
  task: {
    container: { name: 'look', image: 'core', command: ['node', '-e', '1'] },
    ...spec,
  },
  ...more,
});
const wait = (name: string) => ({
  name,
  templateType: 'Suspend',
  deadline: '30s',
});
const terminated = (exitCode: number) => ({ terminated: { exitCode } });

describe('tasks of workflows', () => {
  let chaos: ChaosWorld;

  beforeAll(async () => {
    chaos = await ChaosWorld.create();
  });

  beforeEach(async () => {
    await chaos.begin();
  });

  afterEach(async () => {
    await chaos.end();
  });

  afterAll(async () => {
    await chaos?.stop();
  });

  const run = (...templates: object[]) =>
    chaos.create('workflows', 'one', { entry: 'look', templates });
  const node = (template: string): StoredObject | undefined =>
    chaos
      .list('workflownodes')
      .find(({ spec }) => spec.templateName === template);
  const facts = (object: { status?: unknown } | undefined) =>
    conditionsIn(object?.status)
      .filter(({ status }) => status === 'True')
      .map(({ type, reason }) => (reason ? `${type}: ${reason}` : type))
      .sort();
  const workflow = () => chaos.resource('workflows').get('shop', 'one');
  const nameOfNode = () => node('look')?.metadata.name ?? '';
  const taskPods = () =>
    chaos.pods().filter(name => name.startsWith(nameOfNode()));
  const branches = () => node('look')?.status?.conditionalBranchesStatus;

  it('run their container to its end, and then the branches that its outcome takes', async () => {
    await run(
      task(
        {
          conditionalBranches: [
            { target: 'slow', expression: 'exitCode == 3' },
            { target: 'good', expression: 'exitCode == 0' },
            { target: 'told', expression: 'stdout startsWith "p99"' },
          ],
        },
        {
          labels: { team: 'a', [CONTROLLED_BY]: 'me' },
          volumes: [{ name: 'scratch', emptyDir: {} }],
        },
      ),
      wait('slow'),
      wait('good'),
      wait('told'),
    );
    const [pod] = taskPods();
    expect(chaos.pod(pod)).toMatchObject({
      metadata: {
        name: expect.stringMatching(/^look-\w{5}-\w{5}$/),
        labels: {
          team: 'a',
          [CONTROLLED_BY]: nameOfNode(),
          'chaos-mesh.org/workflow': 'one',
        },
        ownerReferences: [
          { kind: 'WorkflowNode', name: nameOfNode(), controller: true },
        ],
      },
      spec: {
        restartPolicy: 'Never',
        containers: [
          { name: 'look', image: 'core', command: ['node', '-e', '1'] },
        ],
        volumes: [{ name: 'scratch' }],
      },
    });
    await chaos.report(pod, 'Running', { running: {} });
    expect(branches()).toEqual({
      branches: ['slow', 'good', 'told'].map(target => ({
        target,
        evaluationResult: 'Unknown',
      })),
    });
    expect(chaos.list('workflownodes')).toHaveLength(1);

    await chaos.report(pod, 'Failed', terminated(3), '  p99 is 42 ms\n\n');
    expect(branches()).toEqual({
      branches: [
        { target: 'slow', evaluationResult: 'True' },
        { target: 'good', evaluationResult: 'False' },
        { target: 'told', evaluationResult: 'True' },
      ],
      context: ['{"exitCode":3,"stdout":"p99 is 42 ms"}'],
    });
    expect(node('good')).toBeUndefined();
    expect(node('look')?.status?.activeChildren).toEqual([
      { name: node('slow')?.metadata.name },
      { name: node('told')?.metadata.name },
    ]);
    expect(facts(node('look'))).toEqual([]);
    await chaos.pass(35);
    expect(facts(node('look'))).toEqual(['Accomplished']);
    expect(facts(workflow())).toEqual(['Accomplished', 'Scheduled']);
    expect(taskPods()).toEqual([pod]);
    expect(chaos.events(nameOfNode())).toEqual(
      expect.arrayContaining([
        `TaskPodSpawned: pod ${pod} spawned for task`,
        `TaskPodPodCompleted: pod ${pod} for task node completed`,
        'ConditionalBranchesSelected: selected branches: [slow told]',
        'NodeAccomplished: node accomplished',
      ]),
    );
  });

  it('end at once where no branch is taken, and say what they came to', async () => {
    await run(
      task({
        conditionalBranches: [{ target: 'slow', expression: 'exitCode != 0' }],
      }),
      wait('slow'),
    );
    await chaos.report(taskPods()[0], 'Succeeded', terminated(0), 'fine');
    expect(facts(node('look'))).toEqual(['Accomplished']);
    expect(node('slow')).toBeUndefined();
    expect(branches()).toMatchObject({
      context: ['{"exitCode":0,"stdout":"fine"}'],
    });
  });

  it('go on where they were after a restart, and run nothing twice', async () => {
    await run(
      task({ conditionalBranches: [{ target: 'next', expression: 'true' }] }),
      wait('next'),
    );
    const [pod] = taskPods();
    await chaos.restart(5);
    expect(taskPods()).toEqual([pod]);
    await chaos.report(pod, 'Succeeded', terminated(0));
    await chaos.restart(5);
    expect(chaos.list('workflownodes')).toHaveLength(2);
    await chaos.pass(60);
    expect(facts(workflow())).toEqual(['Accomplished', 'Scheduled']);
    // What they were once, they are even without their pods.
    await chaos.deletePod(pod);
    expect(taskPods()).toEqual([]);
  });

  it('run again where somebody deletes their pod before its end', async () => {
    await run(task());
    const [first] = taskPods();
    await chaos.deletePod(first);
    const [second] = taskPods();
    expect(second).not.toBe(first);
    await chaos.report(second, 'Succeeded', terminated(0));
    expect(facts(node('look'))).toEqual(['Accomplished']);
  });

  it('say why their pod does not run, and end with their deadline', async () => {
    await run(task({ deadline: '1m' }));
    const [pod] = taskPods();
    const waiting = (reason: string) =>
      chaos.report(pod, 'Pending', {
        waiting: { reason, message: 'no such image' },
      });
    await waiting('ContainerCreating');
    await waiting('ImagePullBackOff');
    await waiting('ImagePullBackOff');
    expect(
      chaos.events(nameOfNode()).filter(text => text.includes('Waiting')),
    ).toEqual([
      `TaskPodWaiting: pod ${pod} waits: ImagePullBackOff: no such image`,
    ]);
    await chaos.pass(70);
    expect(facts(node('look'))).toEqual(['DeadlineExceed: NodeDeadlineExceed']);
    expect(taskPods()).toEqual([]);
    expect(facts(workflow())).toEqual(['Accomplished', 'Scheduled']);
  });

  it('are aborted with their pod and their branches', async () => {
    await run(
      {
        name: 'look',
        templateType: 'Parallel',
        children: ['quick', 'endless'],
      },
      task({
        name: 'quick',
        conditionalBranches: [{ target: 'next', expression: 'true' }],
      }),
      task({ name: 'endless' }),
      wait('next'),
    );
    const podOf = (start: string) =>
      chaos.pods().find(name => name.startsWith(`${start}-`)) ?? '';
    await chaos.report(podOf('quick'), 'Succeeded', terminated(0));
    await chaos.report(podOf('endless'), 'Running', { running: {} });
    await chaos.annotate('workflows', 'one', { [ABORT]: 'true' });
    expect(podOf('endless')).toBe('');
    expect(podOf('quick')).not.toBe('');
    for (const name of ['endless', 'next']) {
      expect(facts(node(name))).toEqual(['Aborted: ParentNodeAborted']);
    }
    // Its branches have ended, by whatever it was.
    expect(facts(node('quick'))).toEqual([
      'Aborted: ParentNodeAborted',
      'Accomplished',
    ]);
    expect(facts(workflow())).toEqual(['Accomplished', 'Scheduled']);
  });

  it('stay undecided where they printed more than an object can keep', async () => {
    await run(task());
    await chaos.report(
      taskPods()[0],
      'Succeeded',
      terminated(0),
      'a'.repeat(1024 * 1024 + 1),
    );
    expect(facts(node('look'))).toEqual([]);
    expect(chaos.events(nameOfNode()).join()).toContain(
      'TaskOutputTooLarge: pod',
    );
  });
});
