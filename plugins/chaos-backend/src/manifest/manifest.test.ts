import { stringify } from 'yaml';
import { readManifest } from './readManifest';
import { readStanding } from './readStanding';

const experiment = {
  apiVersion: 'chaos-mesh.org/v1alpha1',
  kind: 'PodChaos',
  metadata: { name: 'kill', namespace: 'shop' },
  spec: {
    action: 'pod-kill',
    mode: 'one',
    selector: { namespaces: ['shop'] },
  },
};

describe('readManifest', () => {
  it('takes an experiment, and none that acts in another cluster', () => {
    expect(readManifest(stringify(experiment)).problems).toEqual([]);
    const remote = { ...experiment.spec, remoteCluster: 'prod' };
    expect(readManifest(stringify({ ...experiment, spec: remote }))).toEqual({
      problems: [
        {
          path: 'spec.remoteCluster',
          message: expect.stringMatching(/in the cluster 'prod'/),
        },
      ],
    });
  });
});

const check = {
  name: 'check',
  templateType: 'StatusCheck',
  deadline: '1m',
  statusCheck: {
    type: 'HTTP',
    http: {
      url: 'http://web.shop.svc/healthz',
      criteria: { statusCode: '200' },
    },
  },
};
const readWorkflow = (...templates: object[]) =>
  readStanding(
    stringify({
      ...experiment,
      kind: 'Workflow',
      spec: { entry: 'check', templates },
    }),
  );

/** A Workflow that is right, whose first template is its entry. */
function readParts(...templates: { name: string; [field: string]: unknown }[]) {
  const reading = readStanding(
    stringify({
      ...experiment,
      kind: 'Workflow',
      spec: { entry: templates[0].name, templates },
    }),
  );
  if (!reading.standing) {
    throw new Error(JSON.stringify(reading.problems));
  }
  return reading;
}

describe('readStanding', () => {
  it('knows from when to when what a task may lead to is on', () => {
    const kill = {
      name: 'kill',
      templateType: 'PodChaos',
      deadline: '30s',
      podChaos: experiment.spec,
    };
    const { parts, tasks } = readParts(
      { name: 'all', templateType: 'Serial', children: ['look', 'kill'] },
      {
        name: 'look',
        templateType: 'Task',
        deadline: '1m',
        task: { container: { name: 'look', image: 'probe' } },
        conditionalBranches: [{ target: 'slow', expression: 'exitCode == 0' }],
      },
      { ...kill, name: 'slow' },
      kill,
    );
    expect(tasks).toEqual([
      expect.objectContaining({
        path: 'spec.templates[1].task',
        deadlineMs: 60_000,
      }),
    ]);
    // A task may be over at once, or take all of its time.
    expect(parts.map(({ template, span }) => [template, span])).toEqual([
      ['slow', { from: 0, to: 90_000 }],
      ['kill', { from: 0, to: 90_000 }],
    ]);
  });

  it('refuses steps that nobody knows the end of, and too many of them', () => {
    expect(readWorkflow(check).problems).toEqual([]);
    expect(readWorkflow({ ...check, deadline: undefined }).problems).toEqual([
      {
        path: 'spec.templates[0].deadline',
        message: expect.stringMatching(/Give the StatusCheck a deadline/),
      },
    ]);
    const doubling = Array.from({ length: 12 }, (_, index) => ({
      name: index === 0 ? 'check' : `step-${index}`,
      templateType: 'Parallel',
      children:
        index === 11 ? [] : [index + 1, index + 1].map(n => `step-${n}`),
    }));
    expect(readWorkflow(...doubling).problems).toEqual([
      { path: 'spec.templates', message: expect.stringMatching(/more than/) },
    ]);
  });
});
