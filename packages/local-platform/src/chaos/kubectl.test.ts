import { stringify } from 'yaml';
import {
  describeWithKubectl,
  whyNoKubectl,
} from '../kubernetes/__testUtils__/kubectl';
import { ChaosWorld } from './__testUtils__/ChaosWorld';

jest.setTimeout(120_000);

const SELECTED = {
  mode: 'all',
  selector: { labelSelectors: { app: 'core' } },
};
const manifest = (kind: string, name: string, spec: object) =>
  stringify({
    apiVersion: 'chaos-mesh.org/v1alpha1',
    kind,
    metadata: { name, namespace: 'shop' },
    spec,
  });
const TEMPLATES = [
  { name: 'entry', templateType: 'Serial', children: ['cut', 'wait'] },
  {
    name: 'cut',
    templateType: 'NetworkChaos',
    deadline: '10m',
    networkChaos: { ...SELECTED, action: 'partition', direction: 'to' },
  },
  { name: 'wait', templateType: 'Suspend', deadline: '10m' },
];

describeWithKubectl(`Chaos Mesh by kubectl${whyNoKubectl}`, () => {
  let chaos: ChaosWorld;

  beforeAll(async () => {
    chaos = await ChaosWorld.create();
    await chaos.begin();
  });

  afterAll(async () => {
    await chaos?.end();
    await chaos?.stop();
  });

  async function kubectl(args: string, input?: string): Promise<string> {
    const run = chaos.kubectl();
    const { code, out, err } = await run(
      ['-n', 'shop', ...args.split(' ')],
      input,
    );
    await chaos.settled();
    return code === 0 ? out : err;
  }

  it('runs a workflow, shows its nodes, aborts it and clears it away', async () => {
    const workflow = { entry: 'entry', templates: TEMPLATES };
    expect(
      await kubectl('apply -f -', manifest('Workflow', 'phases', workflow)),
    ).toBe('workflow.chaos-mesh.org/phases created\n');
    expect(
      await kubectl('apply -f -', manifest('Workflow', 'phases', workflow)),
    ).toBe('workflow.chaos-mesh.org/phases unchanged\n');
    expect(await kubectl('get wf -o name')).toBe(
      'workflow.chaos-mesh.org/phases\n',
    );
    expect(
      await kubectl(
        'get wfn -l chaos-mesh.org/workflow=phases -o jsonpath={.items[*].spec.type}',
      ),
    ).toBe('NetworkChaos Serial');
    expect(await kubectl('get networkchaos -o name')).toMatch(
      /^networkchaos\.chaos-mesh\.org\/cut-\w{5}-\w{5}\n$/,
    );
    await kubectl('annotate wf phases workflow.chaos-mesh.org/abort=true');
    expect(await kubectl('get networkchaos -o name')).toBe('');
    expect(
      await kubectl(
        'get wf phases -o jsonpath={.status.conditions[?(@.type=="Accomplished")].status}',
      ),
    ).toBe('True');
    await kubectl('delete wf phases');
    expect(await kubectl('get wf,wfn -o name')).toBe('');
  });

  it('takes a schedule, explains its fields, and refuses one that cannot be', async () => {
    const spec = {
      schedule: '0 */4 * * *',
      historyLimit: 2,
      concurrencyPolicy: 'Forbid',
      type: 'PodChaos',
      podChaos: { ...SELECTED, mode: 'one', action: 'pod-kill' },
    };
    expect(
      await kubectl('apply -f -', manifest('Schedule', 'kills', spec)),
    ).toBe('schedule.chaos-mesh.org/kills created\n');
    expect(await kubectl('explain schedule.spec.historyLimit')).toContain(
      'FIELD: historyLimit <integer>',
    );
    expect(
      await kubectl(
        'apply -f -',
        manifest('Schedule', 'none', { ...spec, schedule: 'never' }),
      ),
    ).toContain('parse schedule field error');
    await kubectl('delete schedule kills');
    expect(await kubectl('get schedules -o name')).toBe('');
  });
});
