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
    })),
  }).map(({ path, message }) => `${path}: ${message}`);
}

describe('What a Schedule or a Workflow would hit at once', () => {
  const both = ['one', 'other'];
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
  ])('may not be %s', (_, manifest, message) => {
    expect(check(manifest)).toEqual([expect.stringMatching(message)]);
  });
});
