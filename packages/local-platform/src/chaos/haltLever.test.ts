import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { applyManifests } from '../clusters/server/applyManifests';
import { TestCluster } from '../kubernetes/__testUtils__/testCluster';
import { startChaosCluster } from './__testUtils__/chaosCluster';
import { experiment } from './__testUtils__/experiment';

jest.setTimeout(120_000);

const folder = join(
  __dirname,
  '../../../../examples/shop-platform/infrastructure/kubernetes/chaos-mesh',
);

const manifestSchema = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({
    name: z.string(),
    namespace: z.string().optional(),
    labels: z.record(z.string(), z.string()).optional(),
    annotations: z.record(z.string(), z.string()).optional(),
  }),
});

const EXPERIMENTS = '/apis/chaos-mesh.org/v1alpha1/namespaces/shop/podchaos';
const LEVER = '/api/v1/namespaces/chaos-mesh/configmaps/chaos-halt-lever';
const PAUSE = 'experiment.chaos-mesh.org/pause';

const core = {
  namespaces: ['shop'],
  labelSelectors: { 'app.kubernetes.io/name': 'core' },
};
const failure = (name: string, spec: object = {}, metadata: object = {}) =>
  experiment(
    'PodChaos',
    { action: 'pod-failure', selector: core, duration: '5m', ...spec },
    { name, ...metadata },
  );

describe("the shop's rules in the cluster", () => {
  let running: TestCluster;
  const log: string[] = [];

  const apply = (file: string) =>
    applyManifests(
      running.cluster,
      parseAllDocuments(readFileSync(join(folder, file), 'utf8')).map(
        document => manifestSchema.parse(document.toJS()),
      ),
      line => log.push(line),
    );
  const set = (data: object) =>
    running.api.patch(LEVER, 'merge', { data }).then(({ code }) => code);
  const create = (body: object) => running.api.post(EXPERIMENTS, body);

  beforeAll(async () => {
    running = await startChaosCluster();
    running.cluster
      .client('test')
      .resource('v1', 'namespaces')
      .create('', { metadata: { name: 'chaos-mesh' } });
    ['rbac.yaml', 'guard-rails.yaml', 'halt-lever.yaml'].forEach(apply);
  });

  afterAll(() => running.stop());

  it('are taken by the cluster', () => {
    expect(log).toEqual([]);
  });

  it('let nothing start while the lever is pulled, and everything end', async () => {
    expect((await create(failure('before'))).code).toBe(201);
    const paused = { annotations: { [PAUSE]: 'true' } };
    expect((await create(failure('paused', {}, paused))).code).toBe(201);

    expect(
      await set({ state: 'pulled', by: 'Olena', reason: 'nobody can pay' }),
    ).toBe(200);

    const refused = await create(failure('while'));
    expect(refused.code).toBe(403);
    expect(refused.body.message).toMatch(
      /halted by Olena: nobody can pay.*patch configmap chaos-halt-lever.*"armed"/,
    );
    const annotate = (name: string, annotations: object) =>
      running.api.patch(`${EXPERIMENTS}/${name}`, 'merge', {
        metadata: { annotations },
      });
    expect((await annotate('paused', { [PAUSE]: null })).code).toBe(403);
    expect((await annotate('paused', { [PAUSE]: 'false' })).code).toBe(403);
    // What the controller writes, and what makes things quieter.
    expect((await annotate('paused', { seen: 'yes' })).code).toBe(200);
    expect((await annotate('before', { [PAUSE]: 'true' })).code).toBe(200);
    expect((await running.api.delete(`${EXPERIMENTS}/before`)).code).toBe(200);

    // As somebody set it, not as the file has it.
    apply('halt-lever.yaml');
    expect((await create(failure('while'))).code).toBe(403);

    expect(await set({ state: 'armed' })).toBe(200);
    expect((await annotate('paused', { [PAUSE]: null })).code).toBe(200);
    expect((await create(failure('after'))).code).toBe(201);
  });

  it('take a lever that is gone for an armed one', async () => {
    expect((await running.api.delete(LEVER)).code).toBe(200);

    expect((await create(failure('without'))).code).toBe(201);
    apply('halt-lever.yaml');
  });

  it.each<[string, object, string]>([
    ['no duration', { duration: undefined }, 'spec.duration has to be there'],
    ['a duration beyond the cap', { duration: '11m' }, 'no longer than 10m'],
    [
      'a protected namespace',
      { selector: { namespaces: ['shop', 'kube-system'] } },
      'names a protected namespace',
    ],
    [
      'pods of a protected namespace',
      { selector: { pods: { 'istio-system': ['istiod-0'] } } },
      'names a protected namespace',
    ],
  ])('refuse %s', async (_, spec, message) => {
    const { code, body } = await create(failure('never', spec));

    expect(code).toBe(403);
    expect(body.message).toContain(message);
  });

  it('refuse the other end of a partition, and what lies in a protected namespace', async () => {
    const partition = experiment('NetworkChaos', {
      action: 'partition',
      selector: core,
      direction: 'both',
      target: { mode: 'all', selector: { namespaces: ['kube-system'] } },
      duration: '1m',
    });
    const answer = await running.api.post(
      '/apis/chaos-mesh.org/v1alpha1/namespaces/shop/networkchaos',
      partition,
    );
    expect(answer.body.message).toContain('names a protected namespace');

    const inside = await running.api.post(
      EXPERIMENTS.replace('/shop/', '/chaos-mesh/'),
      failure('inside'),
    );
    expect(inside.body.message).toContain('chaos-mesh is protected');
  });

  it('refuse what reaches beyond pods, a kind that nobody has named yet included', async () => {
    const plural = 'physicalmachinechaos';
    running.cluster
      .client('test')
      .resource('apiextensions.k8s.io/v1', 'customresourcedefinitions')
      .create('', {
        metadata: { name: `${plural}.chaos-mesh.org` },
        spec: {
          group: 'chaos-mesh.org',
          names: { kind: 'PhysicalMachineChaos', plural },
          scope: 'Namespaced',
          versions: [
            {
              name: 'v1alpha1',
              served: true,
              storage: true,
              schema: {
                openAPIV3Schema: {
                  type: 'object',
                  'x-kubernetes-preserve-unknown-fields': true,
                },
              },
            },
          ],
        },
      });
    const { code, body } = await running.api.post(
      EXPERIMENTS.replace('podchaos', plural),
      experiment(
        'PhysicalMachineChaos',
        { action: 'process', address: ['10.0.0.1'] },
        { name: 'machine' },
      ),
    );

    expect(code).toBe(403);
    expect(body.message).toContain(
      'PhysicalMachineChaos reaches beyond the pods',
    );
  });

  it('let a kill through, which is over at once, and the part of a workflow', async () => {
    const kill = { action: 'pod-kill', duration: undefined };
    expect((await create(failure('kill', kill))).code).toBe(201);

    const owner = {
      apiVersion: 'chaos-mesh.org/v1alpha1',
      kind: 'WorkflowNode',
      name: 'part',
      uid: '8a4ad10c-36e6-4c34-a9c4-6d9f0c0d4e53',
    };
    const part = failure(
      'part',
      { duration: undefined },
      { ownerReferences: [owner] },
    );
    expect((await create(part)).code).toBe(201);
  });
});
