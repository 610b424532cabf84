import { checkChaosMesh } from './checkChaosMesh';

const check = (text: string) =>
  checkChaosMesh(
    {
      files: [
        { path: 'chaos.yaml', content: Buffer.from(text), executable: false },
      ],
    },
    ['payments', 'core', 'clickhouse'],
  ).map(({ message }) => message);

const experiment = `
apiVersion: chaos-mesh.org/v1alpha1
kind: NetworkChaos
metadata: { name: late, namespace: shop }
spec:
  action: delay
  mode: all
  selector:
    namespaces: [shop]
    labelSelectors: { app.kubernetes.io/name: payments }
  delay: { latency: 300ms }
  direction: both
  target:
    mode: all
    selector:
      namespaces: [shop]
      labelSelectors: { app.kubernetes.io/name: core }
  duration: 5m
`;

const schedule = `
apiVersion: chaos-mesh.org/v1alpha1
kind: Schedule
metadata: { name: kills, namespace: shop }
spec:
  schedule: 0 */4 * * *
  concurrencyPolicy: Forbid
  type: PodChaos
  podChaos:
    action: pod-kill
    mode: one
    selector:
      namespaces: [shop]
      expressionSelectors:
        - { key: app.kubernetes.io/name, operator: In, values: [core, clickhouse] }
`;

const weekly = `
apiVersion: chaos-mesh.org/v1alpha1
kind: Schedule
metadata: { name: weekly, namespace: shop }
spec:
  schedule: 0 8 * * 3
  type: Workflow
  workflow:
    entry: all
    templates:
      - { name: all, templateType: Serial, deadline: 9m, children: [well, busy] }
      - name: well
        templateType: StatusCheck
        deadline: 1m
        statusCheck:
          mode: Synchronous
          type: HTTP
          http: { url: 'https://shop.example.com', criteria: { statusCode: '200' } }
      - name: busy
        templateType: StressChaos
        deadline: 2m
        stressChaos:
          mode: one
          selector:
            namespaces: [shop]
            labelSelectors: { app.kubernetes.io/name: core }
          stressors: { cpu: { workers: 1, load: 80 } }
`;

describe('objects of Chaos Mesh', () => {
  it.each([experiment, schedule, weekly])(
    'are accepted when they are right: %s',
    text => {
      expect(check(text)).toEqual([]);
    },
  );

  it.each([
    [experiment, 'latency:', 'latencyy:', 'latency'],
    [
      experiment,
      'duration: 5m',
      'durration: 5m',
      '/spec/durration is no known',
    ],
    [experiment, 'duration: 5m', 'duration: soon', 'spec.duration: Invalid'],
    [experiment, 'duration: 5m', 'duration: -5m', 'ends before it begins'],
    [experiment, 'direction: both', 'direction: back', 'direction'],
    [experiment, 'action: delay', 'action: loss', 'the action loss does noth'],
    [experiment, 'name: payments', 'name: payment', 'there is no payment'],
    [experiment, 'name: core', 'name: kern', 'there is no kern'],
    [experiment, 'namespaces: [shop]\n    label', 'label', 'no namespace'],
    [experiment, 'kind: NetworkChaos', 'kind: Chaos', 'at kind'],
    [schedule, '*/4', '25', 'hour out of range'],
    [schedule, 'Forbid', 'Replace', 'concurrencyPolicy'],
    [
      schedule,
      'type: PodChaos',
      'timeZone: UTC\n  type: PodChaos',
      '/timeZone',
    ],
    [schedule, 'mode: one', 'mode: fixed', 'spec.podChaos.value'],
    [schedule, 'pod-kill', 'pod-stop', 'podChaos'],
    [schedule, 'pod-kill', 'pod-kill\n    grace: 1', '/spec/podChaos/grace is'],
    [schedule, '[core, clickhouse]', '[kern]', 'there is no kern'],
    [weekly, 'entry: all', 'entry: everything', 'can not find a template'],
    [weekly, '[well, busy]', '[well]', 'no other part names busy'],
    [weekly, '[well, busy]', '[well, idle]', 'with name idle'],
    [weekly, 'deadline: 2m', 'duration: 2m', 'duration is no known field'],
    [weekly, '        deadline: 1m\n', '', 'it has no deadline'],
    [weekly, "'200'", 'OK', 'statusCheck'],
    [weekly, 'load: 80', 'load: 800', '/load is not between'],
    [weekly, 'workers: 1', "workers: '1'", 'stressChaos'],
    [weekly, 'mode: one', 'mode: one\n          duration: 1m', 'Template#Dead'],
  ])('are refused when they are wrong: %s', (text, from, to, message) => {
    expect(text).toContain(from);
    expect(check(text.replace(from, to)).join('\n')).toContain(message);
  });
});

it('lets pods be named by any label where nobody says which services there are', () => {
  const named = experiment.replaceAll('app.kubernetes.io/name', 'app');
  const everything = named.replace('    labelSelectors: { app: core }', '');
  const unknown = (text: string) =>
    checkChaosMesh({
      files: [
        { path: 'chaos.yaml', content: Buffer.from(text), executable: false },
      ],
    }).map(({ message }) => message);
  expect(unknown(named)).toEqual([]);
  expect(unknown(everything)).toEqual([
    'NetworkChaos: /spec: it names no service',
  ]);
  expect(check(named)).toEqual([
    'NetworkChaos: /spec: it names no service',
    'NetworkChaos: /spec: it names no service',
  ]);
});
