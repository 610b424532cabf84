import { stringify } from 'yaml';
import { readManifest } from './readManifest';

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
