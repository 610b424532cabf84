import { ChaosWorld, StoredObject } from '../__testUtils__/ChaosWorld';
import { ProbeRequest } from '../statusCheck/StatusCheckController';
import { conditionsIn } from './conditions';

jest.setTimeout(120_000);

const SELECTED = {
  mode: 'all',
  selector: { labelSelectors: { app: 'core' } },
};
const ABORT = 'workflow.chaos-mesh.org/abort';
const wait = (name: string, deadline: string) => ({
  name,
  templateType: 'Suspend',
  deadline,
});
const cut = (name: string, deadline: string) => ({
  name,
  templateType: 'NetworkChaos',
  deadline,
  networkChaos: { ...SELECTED, action: 'partition', direction: 'both' },
});
const list = (
  templateType: 'Serial' | 'Parallel',
  name: string,
  children: string[],
  more: object = {},
) => ({ name, templateType, children, ...more });
const look = (name: string, statusCheck: object, more: object = {}) => ({
  name,
  templateType: 'StatusCheck',
  statusCheck: {
    type: 'HTTP',
    intervalSeconds: 2,
    http: { url: 'http://core.shop/health', criteria: { statusCode: '200' } },
    ...statusCheck,
  },
  ...more,
});

describe('workflows of Chaos Mesh', () => {
  let chaos: ChaosWorld;
  let answers: (number | Error)[];
  let asked: ProbeRequest[];

  beforeAll(async () => {
    chaos = await ChaosWorld.create();
  });

  beforeEach(async () => {
    answers = [];
    asked = [];
    await chaos.begin({
      probe: async request => {
        asked.push(request);
        const answer = answers.shift() ?? 200;
        if (answer instanceof Error) {
          throw answer;
        }
        return answer;
      },
    });
  });

  afterEach(async () => {
    await chaos.end();
  });

  afterAll(async () => {
    await chaos?.stop();
  });

  const run = (templates: object[], entry = 'entry') =>
    chaos.create('workflows', 'one', { entry, templates });
  const workflow = () => chaos.resource('workflows').get('shop', 'one');
  const faults = () => chaos.list('networkchaos');
  const node = (template: string): StoredObject | undefined =>
    chaos
      .list('workflownodes')
      .find(({ spec }) => spec.templateName === template);
  /** What holds of a node, with its reason. */
  const facts = (object: { status?: unknown } | undefined) =>
    conditionsIn(object?.status)
      .filter(({ status }) => status === 'True')
      .map(({ type, reason }) => (reason ? `${type}: ${reason}` : type))
      .sort();

  it('go through their steps one after the other, and end what they began', async () => {
    await run([
      list('Serial', 'entry', ['wait', 'cut', 'wait']),
      wait('wait', '30s'),
      cut('cut', '1m'),
    ]);
    const entry = node('entry');
    expect(entry).toMatchObject({
      metadata: {
        labels: {
          'chaos-mesh.org/controlled-by': 'one',
          'chaos-mesh.org/workflow': 'one',
        },
        ownerReferences: [{ kind: 'Workflow', name: 'one' }],
      },
      spec: { type: 'Serial', workflowName: 'one' },
    });
    expect(workflow().status).toMatchObject({
      entryNode: entry?.metadata.name,
      startTime: expect.any(String),
    });
    expect(facts(workflow())).toEqual(['Scheduled']);
    expect(node('cut')).toBeUndefined();

    await chaos.pass(35);
    expect(facts(node('wait'))).toEqual(['DeadlineExceed: NodeDeadlineExceed']);
    const [fault] = faults();
    expect(fault).toMatchObject({
      metadata: {
        name: expect.stringMatching(/^cut-\w{5}-\w{5}$/),
        ownerReferences: [{ kind: 'WorkflowNode' }],
      },
      spec: { action: 'partition', selector: { namespaces: ['shop'] } },
    });
    expect(facts(fault)).toEqual(['AllInjected', 'Selected']);
    expect(node('cut')?.status).toMatchObject({
      chaosResource: {
        apiGroup: 'chaos-mesh.org',
        kind: 'NetworkChaos',
        name: fault.metadata.name,
      },
    });

    await chaos.pass(60);
    expect(faults()).toEqual([]);
    expect(facts(node('cut'))).toEqual(['DeadlineExceed: NodeDeadlineExceed']);
    expect(facts(workflow())).toEqual(['Scheduled']);
    await chaos.pass(35);
    expect(facts(workflow())).toEqual(['Accomplished', 'Scheduled']);
    expect(workflow().status?.endTime).toEqual(expect.any(String));
    expect(node('entry')?.status?.finishedChildren).toHaveLength(3);
    expect(node('entry')?.status).not.toHaveProperty('activeChildren');
    expect(chaos.events('one').join()).toContain('WorkflowAccomplished');
  });

  it('do several things at once, and no longer than they may', async () => {
    await run([
      list('Parallel', 'entry', ['cut', 'inner'], { deadline: '1m' }),
      cut('cut', '20s'),
      list('Serial', 'inner', ['first', 'later']),
      { ...cut('first', '10m'), name: 'first' },
      wait('later', '10m'),
    ]);
    expect(faults()).toHaveLength(2);
    await chaos.pass(30);
    expect(faults()).toHaveLength(1);
    await chaos.pass(40);
    expect(faults()).toEqual([]);
    // All below have ended, by whatever it was.
    expect(facts(node('entry'))).toEqual([
      'Accomplished',
      'DeadlineExceed: NodeDeadlineExceed',
    ]);
    expect(facts(node('inner'))).toEqual([
      'DeadlineExceed: ParentNodeDeadlineExceed',
    ]);
    expect(facts(node('first'))).toEqual([
      'DeadlineExceed: ParentNodeDeadlineExceed',
    ]);
    expect(node('later')).toBeUndefined();
    expect(facts(workflow())).toEqual(['Accomplished', 'Scheduled']);
  });

  it('are aborted by their annotation', async () => {
    await run([
      list('Serial', 'entry', ['cut', 'wait']),
      cut('cut', '10m'),
      wait('wait', '10m'),
    ]);
    expect(faults()).toHaveLength(1);
    await chaos.annotate('workflows', 'one', { [ABORT]: 'true' });
    expect(faults()).toEqual([]);
    expect(facts(node('entry'))).toEqual(['Aborted: WorkflowAborted']);
    expect(facts(node('cut'))).toEqual(['Aborted: ParentNodeAborted']);
    expect(facts(workflow())).toEqual(['Accomplished', 'Scheduled']);
    await chaos.pass(1300);
    expect(node('wait')).toBeUndefined();
  });

  it('go on where they were after a restart, and make nothing twice', async () => {
    await run([
      list('Serial', 'entry', ['both', 'last']),
      list('Parallel', 'both', ['cut', 'wait']),
      cut('cut', '1m'),
      wait('wait', '2m'),
      cut('last', '1m'),
    ]);
    const names = () => faults().map(({ metadata }) => metadata.name);
    const before = names();
    await chaos.restart(30);
    expect(names()).toEqual(before);
    // What was over meanwhile is ended, and the next step begins.
    await chaos.restart(120);
    expect(names()).toEqual([expect.stringMatching(/^last-/)]);
    expect(chaos.list('workflownodes')).toHaveLength(5);
    await chaos.pass(90);
    expect(facts(workflow())).toEqual(['Accomplished', 'Scheduled']);
  });

  it('take with them what they made, recovered', async () => {
    await run([
      list('Parallel', 'entry', ['cut', 'often', 'look']),
      cut('cut', '1h'),
      look('look', {}),
      {
        name: 'often',
        templateType: 'Schedule',
        deadline: '1h',
        schedule: {
          schedule: '@every 10m',
          type: 'NetworkChaos',
          historyLimit: 1,
          networkChaos: {
            ...SELECTED,
            action: 'delay',
            delay: { latency: '1s' },
            duration: '1h',
          },
        },
      },
    ]);
    await chaos.pass(900);
    expect(faults()).toHaveLength(2);
    const [{ metadata }] = faults();
    await chaos.delete('workflows', 'one');
    for (const plural of [
      'workflows',
      'workflownodes',
      'schedules',
      'statuschecks',
      'networkchaos',
    ]) {
      expect(chaos.list(plural)).toEqual([]);
    }
    expect(chaos.events(metadata.name ?? '').join()).toContain('Recovered');
  });

  it('wait until a status check has succeeded often enough', async () => {
    answers = [new Error('ECONNREFUSED'), 503, 200, 503, 200, 200];
    await run([
      list('Serial', 'entry', ['look', 'cut']),
      look('look', { successThreshold: 2, failureThreshold: 3 }),
      cut('cut', '1m'),
    ]);
    await chaos.pass(9);
    expect(asked).toHaveLength(4);
    expect(asked[0]).toMatchObject({
      url: 'http://core.shop/health',
      timeoutMs: 1000,
    });
    const [check] = chaos.list('statuschecks');
    expect(check.spec).toMatchObject({ mode: 'Synchronous' });
    expect(check.status).toMatchObject({
      count: 4,
      records: [
        { outcome: 'Failure' },
        { outcome: 'Failure' },
        { outcome: 'Success' },
        { outcome: 'Failure' },
      ],
    });
    expect(chaos.events(check.metadata.name ?? '')).toEqual(
      expect.arrayContaining([
        'StatusCheckExecutionFailed: HTTP execution of status check failed: do http request: ECONNREFUSED',
        'StatusCheckExecutionFailed: HTTP execution of status check failed: unexpected status code: 503',
      ]),
    );
    await chaos.pass(5);
    expect(asked).toHaveLength(6);
    expect(chaos.list('statuschecks')).toEqual([]);
    expect(facts(node('look'))).toEqual(['Accomplished: StatusCheckCompleted']);
    expect(faults()).toHaveLength(1);
  });

  it('end when a status check fails, where it is to abort them', async () => {
    answers = [200, 500, 500];
    await run([
      list('Parallel', 'entry', ['look', 'cut']),
      look(
        'look',
        { mode: 'Continuous', failureThreshold: 2 },
        { abortWithStatusCheck: true },
      ),
      cut('cut', '1h'),
    ]);
    await chaos.pass(5);
    expect(faults()).toHaveLength(1);
    await chaos.pass(2);
    expect(facts(node('look'))).toContain(
      'Aborted: StatusCheckNotExceedSuccessThreshold',
    );
    expect(workflow().metadata.annotations).toMatchObject({ [ABORT]: 'true' });
    expect(faults()).toEqual([]);
    expect(facts(workflow())).toEqual(['Accomplished', 'Scheduled']);
  });

  it('look on for as long as a status check says', async () => {
    await run([
      list('Parallel', 'entry', ['look', 'cut']),
      look(
        'look',
        { mode: 'Continuous', duration: '20s' },
        { abortWithStatusCheck: true },
      ),
      cut('cut', '1m'),
    ]);
    await chaos.pass(25);
    expect(asked.length).toBeGreaterThan(8);
    expect(facts(node('look'))).toEqual(['Accomplished: StatusCheckCompleted']);
    expect(faults()).toHaveLength(1);
  });
});
