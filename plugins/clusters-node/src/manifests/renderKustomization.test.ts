import { createMockDirectory } from '@backstage/backend-test-utils';
import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  describeWithKubectl,
  kustomize,
  whyNoKubectl,
} from '../__testUtils__/kubectl';
import { type Manifest } from '../types';
import { sortForApply } from './applyOrder';
import { identityOf } from './kinds';
import { readManifests } from './readManifests';
import { renderKustomization } from './renderKustomization';

const fixtures = join(__dirname, '__fixtures__');

const byIdentity = (manifests: Manifest[]) =>
  Object.fromEntries(
    manifests.map(manifest => [identityOf(manifest), manifest]),
  );

/** A kustomization of a folder that is not there. */
const render = (
  files: Record<string, string>,
  options?: Parameters<typeof renderKustomization>[1],
) => renderKustomization(async path => files[path], options);

const deployment = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: core }
spec:
  template:
    spec:
      containers: [{ name: service, image: 'registry:5000/core:1' }]
`;

describe('renderKustomization', () => {
  it('renders what kustomize renders', async () => {
    const rendered = await renderKustomization(fixtures, { path: 'overlay' });
    expect(byIdentity(rendered)).toEqual(
      byIdentity(
        readManifests(
          readFileSync(join(fixtures, 'expected.yaml'), 'utf8'),
          'expected.yaml',
        ),
      ),
    );
  });

  it('puts them in the order in which they are applied', async () => {
    const rendered = await renderKustomization(fixtures, { path: 'overlay' });
    expect(rendered.map(({ kind }) => kind)).toEqual([
      'Namespace',
      'ServiceAccount',
      'ClusterRole',
      'RoleBinding',
      'Service',
      'NetworkPolicy',
      'PodChaos',
      'Deployment',
      'Job',
      'CronJob',
      'PodDisruptionBudget',
    ]);
    const kinds = [
      'HorizontalPodAutoscaler',
      'Deployment',
      'Secret',
      'CustomResourceDefinition',
    ];
    expect(
      sortForApply(
        kinds.map(kind => ({
          apiVersion: 'v1',
          kind,
          metadata: { name: 'a' },
        })),
      ).map(({ kind }) => kind),
    ).toEqual([...kinds].reverse());
  });

  it('lays images and a namespace of the caller over it', async () => {
    const files = {
      'k8s/kustomization.yml':
        'resources: [deployment.yaml]\nimages: [{name: registry:5000/core, newName: ghcr.io/shop/core}]',
      'k8s/deployment.yaml': deployment,
    };
    const [rendered] = await render(files, {
      path: 'k8s',
      namespace: 'preview',
      images: [{ name: 'ghcr.io/shop/core', newTag: 'abc' }],
    });
    expect(rendered).toMatchObject({
      metadata: { namespace: 'preview' },
      spec: {
        template: {
          spec: { containers: [{ image: 'ghcr.io/shop/core:abc' }] },
        },
      },
    });
  });

  it.each([
    ['helmCharts: []', 'not supported: helmCharts'],
    [
      'configMapGenerator: []\nsecretGenerator: []',
      'configMapGenerator; not supported: secretGenerator',
    ],
    ['labels: [{pairs: {a: b}, fields: []}]', 'not supported: labels.0.fields'],
    ['patches: [{patch: a, options: {}}]', 'not supported: patches.0.options'],
    ['kind: Component', 'kustomization.yaml: kind:'],
    ['namespace: [a', 'kustomization.yaml is not YAML'],
    ['resources: [none.yaml]', 'none.yaml is neither a file nor a folder'],
    ['resources: [../secret.yaml]', '../secret.yaml leads out of the folder'],
    ['resources: [/etc/passwd]', 'neither a file nor a folder'],
    [
      'resources: [https://example.com/a.yaml]',
      'not supported: the remote resource',
    ],
    ['resources: [.]', 'go in a circle'],
    ['resources: [text.yaml]', 'text.yaml is no manifest of Kubernetes'],
    ['resources: [core.yaml, core.yaml]', 'Deployment core is there twice'],
    [
      'resources: [core.yaml]\nreplicas: [{name: other, count: 2}]',
      'replicas names other, and no workload',
    ],
    [
      'patches: [{target: {kind: Pod}, patch: "[]"}]',
      'patches.0 is about nothing',
    ],
    [
      'resources: [core.yaml]\npatches: [{target: {kind: "("}, patch: "[]"}]',
      '( is no regular expression',
    ],
    [
      'resources: [core.yaml]\npatches: [{target: {kind: D.*}, patch: \'[{"op":"remove","path":"/spec/none"}]\'}]',
      'patches.0 does not fit',
    ],
    [
      'resources: [core.yaml]\npatches: [{target: {kind: D.*}, patch: \'[{"op":"up","path":"/spec"}]\'}]',
      'patches.0 is no JSON patch',
    ],
    [
      'resources: [core.yaml]\npatches: [{patch: \'[{"op":"remove","path":"/spec"}]\'}]',
      'needs a target',
    ],
    [
      'resources: [core.yaml]\npatches: [{target: {kind: D.*}, patch: "spec: {$retainKeys: [a]}"}]',
      'not supported: $retainKeys',
    ],
    ['patches: [{path: ../patch.yaml}]', '../patch.yaml leads out'],
    ['patches: [{path: patch.yaml}]', 'there is no file patch.yaml'],
  ])('refuses %s', async (kustomization, message) => {
    await expect(
      render({
        'kustomization.yaml': kustomization,
        'core.yaml': deployment,
        'text.yaml': 'text',
      }),
    ).rejects.toThrow(message);
  });

  it('does not follow links out of the folder', async () => {
    const folder = createMockDirectory({
      content: {
        'secret.yaml': 'kind: Secret',
        service: {
          'kustomization.yaml': 'resources: [link.yaml]',
          'link.yaml': ({ symlink }) => symlink('../secret.yaml'),
        },
      },
    });
    await expect(
      renderKustomization(folder.resolve('service')),
    ).rejects.toThrow('not allowed to refer to a directory outside');
    await expect(render({})).rejects.toThrow(
      'There is no kustomization.yaml in .',
    );
    await expect(render({}, { path: '../other' })).rejects.toThrow(
      '../other leads out of the folder',
    );
  });
});

describeWithKubectl(`the kustomize of kubectl${whyNoKubectl}`, () => {
  it('agrees with what the tests expect', () => {
    expect(
      readManifests(kustomize(join(fixtures, 'overlay')), 'kubectl'),
    ).toEqual(
      readManifests(
        readFileSync(join(fixtures, 'expected.yaml'), 'utf8'),
        'expected.yaml',
      ),
    );
  });

  const repository = resolve(__dirname, '../../../..');
  const rendered = globSync(
    [
      'examples/*/services/*/k8s/kustomization.yaml',
      'templates/*/tests/golden/*/k8s/kustomization.yaml',
    ],
    { cwd: repository },
  ).map(path => join(path, '..'));

  it.each(rendered)('agrees on %s', async folder => {
    const path = join(repository, folder);
    expect(byIdentity(await renderKustomization(path))).toEqual(
      byIdentity(readManifests(kustomize(path), 'kubectl')),
    );
  });
});
