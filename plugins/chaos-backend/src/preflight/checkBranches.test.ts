import { readStanding } from '../manifest/readStanding';
import { checkBranches } from './checkBranches';
import { stringify } from 'yaml';

const apiVersion = 'chaos-mesh.org/v1alpha1';
const metadata = { name: 'drill', namespace: 'shop' };
const kill = (name: string) => ({
  name,
  templateType: 'PodChaos',
  deadline: '30s',
  podChaos: {
    action: 'pod-kill',
    mode: 'one',
    selector: { namespaces: ['shop'], labelSelectors: { app: name } },
  },
});
const task = (...branches: [target: string, expression: string][]) => ({
  name: 'all',
  templateType: 'Task',
  deadline: '5m',
  task: { container: { name: 'look', image: 'probe' } },
  conditionalBranches: branches.map(([target, expression]) => ({
    target,
    expression,
  })),
});
const group = (name: string, templateType: string, children: string[]) => ({
  name,
  templateType,
  deadline: '5m',
  children,
});
const drill = (...templates: object[]) => ({ entry: 'all', templates });
const workflow = (...templates: object[]) => ({
  apiVersion,
  kind: 'Workflow',
  metadata,
  spec: drill(...templates),
});
const schedule = (spec: object) => ({
  apiVersion,
  kind: 'Schedule',
  metadata,
  spec: { schedule: '@daily', historyLimit: 1, ...spec },
});

/** Only core depends on payments. */
const components = {
  dependentsOf: (refs: readonly string[]) =>
    refs.includes('payments') ? [{ ref: 'core' }] : [],
};

function check(manifest: object): string[] {
  const reading = readStanding(stringify(manifest));
  expect(reading.problems).toEqual([]);
  if (!reading.standing) {
    return [];
  }
  return checkBranches({
    standing: reading.standing,
    components,
    hits: reading.parts.map(({ experiment, path }) => ({
      path,
      entities: Object.values(experiment.spec.selector.labelSelectors ?? {}),
      places: Object.keys(experiment.spec.selector.pods ?? {}),
    })),
  }).map(({ path, message }) => `${path}: ${message}`);
}

describe('What a Schedule or a Workflow would hit at once', () => {
  const both = ['one', 'other'];

  it('is refused where it is the same pods, which no component has', () => {
    const killPod = (name: string, pod: string) => ({
      ...kill(name),
      podChaos: {
        action: 'pod-kill',
        mode: 'one',
        selector: { pods: { [pod]: ['web-0'] } },
      },
    });
    const branches = (pod: string) =>
      check(
        workflow(
          group('all', 'Parallel', both),
          killPod('one', 'shop'),
          killPod('other', pod),
        ),
      );
    expect(branches('shop')).toEqual([
      expect.stringMatching(/would hit the same pods or the same path/),
    ]);
    expect(branches('test')).toEqual([]);
  });
  const nested = (child: string, name: string) =>
    group(name, 'Serial', [child]);

  it.each([
    [
      'branches apart',
      workflow(
        group('all', 'Parallel', ['payments', 'shipping']),
        kill('payments'),
        kill('shipping'),
      ),
    ],
    [
      'steps one after the other',
      workflow(
        group('all', 'Serial', ['payments', 'core']),
        kill('payments'),
        kill('core'),
      ),
    ],
    [
      'runs that wait for each other',
      schedule({ type: 'PodChaos', podChaos: kill('payments').podChaos }),
    ],
    [
      'branches of a task of which its exit code takes one',
      workflow(
        task(['payments', 'exitCode == 0'], ['core', 'exitCode in 1..255']),
        kill('payments'),
        kill('core'),
      ),
    ],
    [
      'branches of a task that hit what is apart',
      workflow(
        task(['payments', 'true'], ['shipping', 'true']),
        kill('payments'),
        kill('shipping'),
      ),
    ],
  ])('may be %s', (_, manifest) => {
    expect(check(manifest)).toEqual([]);
  });

  it.each([
    [
      'branches on one path',
      workflow(
        group('all', 'Parallel', ['core', 'payments']),
        kill('payments'),
        kill('core'),
      ),
      /^spec\.templates\[0\]\.children: 'core' and 'payments'/,
    ],
    [
      'the same twice',
      workflow(
        group('all', 'Parallel', ['payments', 'payments']),
        kill('payments'),
      ),
      /'payments' and 'payments'/,
    ],
    [
      'branches that lead to one path',
      workflow(
        group('all', 'Parallel', both),
        nested('payments', 'one'),
        nested('core', 'other'),
        kill('payments'),
        kill('core'),
      ),
      /'one' and 'other' of 'all'/,
    ],
    [
      'branches of what is scheduled',
      schedule({
        type: 'Workflow',
        workflow: drill(
          group('all', 'Parallel', ['core', 'payments']),
          kill('payments'),
          kill('core'),
        ),
      }),
      /^spec\.workflow\.templates\[0\]\.children/,
    ],
    [
      'a Schedule beside a step',
      workflow(group('all', 'Parallel', ['often', 'core']), kill('core'), {
        name: 'often',
        templateType: 'Schedule',
        deadline: '5m',
        schedule: {
          schedule: '* * * * *',
          historyLimit: 1,
          type: 'PodChaos',
          podChaos: kill('payments').podChaos,
        },
      }),
      /'often' and 'core'/,
    ],
    [
      'runs that do not wait for each other',
      schedule({
        concurrencyPolicy: 'Allow',
        type: 'PodChaos',
        podChaos: kill('payments').podChaos,
      }),
      /^spec\.concurrencyPolicy: With 'Allow'/,
    ],
    [
      'branches of a task that what it prints may take both',
      workflow(
        task(
          ['payments', 'stdout contains "a"'],
          ['core', 'not (stdout contains "a")'],
        ),
        kill('payments'),
        kill('core'),
      ),
      /^spec\.templates\[0\]\.conditionalBranches: 'payments' and 'core' of 'all' may both be taken/,
    ],
    [
      'branches of a task that one exit code takes both',
      workflow(
        task(['payments', 'exitCode != 1'], ['core', 'exitCode != 0']),
        kill('payments'),
        kill('core'),
      ),
      /may both be taken/,
    ],
    [
      'a branch of a task beside a step',
      workflow(
        group('first', 'Parallel', ['all', 'core']),
        task(['payments', 'exitCode == 0']),
        kill('payments'),
        kill('core'),
      ),
      /^spec\.templates\[0\]\.children: 'all' and 'core' of 'first'/,
    ],
  ])('may not be %s', (_, manifest, message) => {
    expect(check(manifest)).toEqual([expect.stringMatching(message)]);
  });
});
