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

describe('readStanding', () => {
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
