import {
  chmodSync,
  mkdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { parse } from 'yaml';
import { z } from 'zod';
import {
  createScratch,
  describeOnPostgres,
  eventually,
  repositoryRoot,
  whySkipped,
} from '../../__testUtils__/scratch';
import { ImageStore } from '../../images/ImageStore';
import { ApiClient } from '../../kubernetes/__testUtils__/ApiClient';
import { findFreePort } from '../../ports';
import { PostgresServer } from '../../postgres/PostgresServer';
import { ManagedProcess } from '../../supervisor/ManagedProcess';
import { ClusterAccess, prepareClusters } from '../ClustersServer';
import { ClustersOptions } from '../options';
import { EmbeddedClusters } from './EmbeddedClusters';

jest.setTimeout(120_000);

const program = `
  require('node:http').createServer((request, response) => {
    response.end(JSON.stringify(request.url === '/env' ? process.env : {}));
  }).listen(8080);`;

const manifests = {
  'kustomization.yaml': `
    namespace: shop
    resources: [deployment.yaml, service.yaml, autoscaler.yaml]
    images: [{ name: storefront, newName: ghcr.io/shop-example/storefront, newTag: latest }]`,
  'deployment.yaml': `
    apiVersion: apps/v1
    kind: Deployment
    metadata: { name: storefront }
    spec:
      selector: { matchLabels: { app: storefront } }
      template:
        metadata: { labels: { app: storefront } }
        spec:
          terminationGracePeriodSeconds: 1
          containers:
            - name: service
              image: storefront
              ports: [{ name: http, containerPort: 8080 }]
              env:
                - { name: OTEL_EXPORTER_OTLP_ENDPOINT, value: 'http://otel-collector.observability:4318' }
                - { name: OTEL_RESOURCE_ATTRIBUTES, value: 'service.namespace=shop' }
                - { name: PORT, value: '8080' }
                - { name: REDIS_URL, value: 'redis://redis:6379' }
                - { name: DATABASE_URL, valueFrom: { secretKeyRef: { name: storefront, key: database-url } } }
                - { name: LIQPAY_PUBLIC_KEY, valueFrom: { secretKeyRef: { name: storefront, key: liqpay-public-key } } }
              resources: { requests: { cpu: 50m, memory: 64Mi }, limits: { memory: 128Mi } }
              readinessProbe: { httpGet: { path: /readyz, port: http }, periodSeconds: 1 }`,
  'service.yaml': `
    apiVersion: v1
    kind: Service
    metadata: { name: storefront }
    spec:
      selector: { app: storefront }
      ports: [{ name: http, port: 80, targetPort: http }]`,
  'autoscaler.yaml': `
    apiVersion: autoscaling/v2
    kind: HorizontalPodAutoscaler
    metadata: { name: storefront }
    spec:
      scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: storefront }
      minReplicas: 5
      maxReplicas: 10
      metrics:
        - type: Resource
          resource: { name: cpu, target: { type: Utilization, averageUtilization: 70 } }`,
};

const environmentSchema = z.record(z.string(), z.string());

describeOnPostgres(`EmbeddedClusters${whySkipped}`, () => {
  const scratch = createScratch();
  const log: string[] = [];
  let postgres: ManagedProcess;
  let databasePort: number;
  let access: ClusterAccess[];
  let options: ClustersOptions;
  let clusters: EmbeddedClusters;

  const api = (index: number, token: string) =>
    new ApiClient(access[index].url, token, access[index].ca);
  const environmentOf = async (url: string) =>
    environmentSchema.parse(await (await fetch(`${url}/env`)).json());
  /** The program does not end gracefully, so that a rollout may cut an answer. */
  const mottoOf = async (url: string) =>
    await environmentOf(url).then(
      ({ MOTTO }) => MOTTO,
      () => undefined,
    );
  const isReady = async (url: string) =>
    await fetch(`${url}/healthz/ready`).then(
      response => response.ok,
      () => false,
    );

  async function buildImage(text: string): Promise<string> {
    const store = await ImageStore.create(options.imagesFolder);
    const folder = await store.createScratch();
    writeFileSync(join(folder, 'app/main.cjs'), text);
    const { digest } = await store.add(folder, {
      name: 'storefront',
      tag: text.length.toString(),
      command: ['node', 'main.cjs'],
      env: {},
    });
    return digest;
  }

  async function start() {
    clusters = new EmbeddedClusters(options, line => log.push(line));
    await clusters.start();
    for (const { gatewayUrl } of access) {
      await eventually(() => isReady(gatewayUrl));
    }
  }

  beforeAll(async () => {
    chmodSync(scratch.path, 0o711);
    const server = await PostgresServer.create({
      repositoryRoot,
      name: 'shop',
      dataFolder: scratch.path,
      password: 'owner',
    });
    postgres = new ManagedProcess({
      spec: server,
      logFile: join(scratch.path, 'postgres.log'),
      recordFile: join(scratch.path, 'postgres.json'),
    });
    await postgres.start();
    await server.ensureDatabase();
    databasePort = server.port;
    const folder = join(scratch.path, 'clusters');
    const source = join(scratch.path, 'storefront');
    mkdirSync(source);
    for (const [name, text] of Object.entries(manifests)) {
      writeFileSync(join(source, name), text);
    }
    const plan = async (name: string) => ({
      name,
      region: name,
      zone: `${name}-b`,
      port: await findFreePort(),
      gatewayPort: await findFreePort(),
    });
    access = await prepareClusters(folder, [
      await plan('europe-west1'),
      await plan('europe-west4'),
    ]);
    options = {
      folder,
      imagesFolder: join(scratch.path, 'images'),
      kubeconfigFile: join(scratch.path, 'kubeconfig'),
      clusters: access,
      tokens: { viewer: 'the-viewer', deployer: 'the-deployer' },
      services: [],
      forwards: [
        {
          port: await findFreePort(),
          namespace: 'shop',
          service: 'storefront',
          servicePort: 80,
          clusters: ['europe-west1', 'europe-west4'],
        },
      ],
      hosts: { 'postgres:5432': { host: '127.0.0.1', port: databasePort } },
      collector: { host: '127.0.0.1', port: 4318, token: 'collect' },
      secrets: {
        databaseUrl: server.url,
        seed: 'seed',
        redisUrl: 'redis://:word@redis.shop.svc.cluster.local:6379',
        values: { 'liqpay-public-key': 'sandbox_1' },
      },
    };
    options.services = [
      {
        name: 'storefront',
        manifests: source,
        digest: await buildImage(program),
        replicas: { 'europe-west1': 2 },
      },
      { name: 'lost', manifests: '/nowhere', digest: '', replicas: {} },
    ];
    await start();
  });

  afterAll(async () => {
    await clusters?.stop();
    await postgres?.stop();
    scratch.remove();
  });

  it('runs the manifests of production in both regions, and leads into each', async () => {
    const [west, north] = await Promise.all(
      access.map(({ gatewayUrl }) => environmentOf(gatewayUrl)),
    );
    expect(west.OTEL_RESOURCE_ATTRIBUTES).toBe(
      'service.namespace=shop,cloud.region=europe-west1,cloud.availability_zone=europe-west1-b,k8s.cluster.name=europe-west1',
    );
    expect(north.OTEL_RESOURCE_ATTRIBUTES).toContain(
      'cloud.region=europe-west4',
    );
    expect(west).toMatchObject({
      OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer%20collect',
      REDIS_URL: 'redis://:word@redis.shop.svc.cluster.local:6379',
      LIQPAY_PUBLIC_KEY: 'sandbox_1',
      SHUTDOWN_DRAIN_MS: '500',
      LIQPAY_URL: 'http://liqpay-sandbox.shop.svc.cluster.local',
    });
    const minimum = async (index: number) =>
      (
        await api(index, 'the-viewer').get(
          '/apis/autoscaling/v2/namespaces/shop/horizontalpodautoscalers/storefront',
        )
      ).body.spec?.minReplicas;
    expect([await minimum(0), await minimum(1)]).toEqual([2, 1]);
    const [forward] = options.forwards;
    expect(
      (await environmentOf(`http://127.0.0.1:${forward.port}`)).HOSTNAME,
    ).toMatch(/^storefront-/);
    expect(log).toContainEqual(
      expect.stringMatching(/^europe-west1: lost is left out: /),
    );
  });

  it('gives a service a database role with a schema of its own', async () => {
    const { DATABASE_URL } = await environmentOf(access[0].gatewayUrl);
    const url = new URL(DATABASE_URL);
    expect(url.host).toBe('postgres.shop.svc.cluster.local:5432');
    url.host = `127.0.0.1:${databasePort}`;
    const client = new Client(url.href);
    await client.connect();
    try {
      await client.query('CREATE TABLE storefront.carts (id int)');
      await expect(
        client.query('CREATE TABLE public.carts (id int)'),
      ).rejects.toThrow('permission denied');
    } finally {
      await client.end();
    }
  });

  it('lets the portal look with one credential and deploy with the other', async () => {
    const viewer = api(0, 'the-viewer');
    const deployer = api(0, 'the-deployer');
    const pods = '/api/v1/namespaces/shop/pods';
    const { body } = await viewer.get(pods);
    const pod = `${pods}/${body.items?.[0].metadata?.name}`;
    expect((await viewer.get(`${pod}/log`)).code).toBe(200);
    expect((await viewer.get('/api/v1/nodes')).code).toBe(200);
    for (const path of ['/api/v1/namespaces/shop/secrets', `${pod}/exec`]) {
      expect((await viewer.get(path)).code).toBe(403);
    }
    expect((await viewer.delete(pod)).code).toBe(403);
    expect((await deployer.get('/api/v1/namespaces/shop/secrets')).code).toBe(
      200,
    );
    expect(
      (await deployer.get('/apis/rbac.authorization.k8s.io/v1/clusterroles'))
        .code,
    ).toBe(403);
    expect((await api(0, 'nobody').get(pods)).code).toBe(401);
  });

  it('writes a kubeconfig with both, for its owner alone', () => {
    const file = options.kubeconfigFile;
    expect(statSync(file).mode % 0o1000).toBe(0o600);
    expect(parse(readFileSync(file, 'utf8'))).toMatchObject({
      'current-context': 'europe-west1',
      contexts: [{ name: 'europe-west1' }, { name: 'europe-west4' }],
    });
  });

  it('keeps what people have changed over a restart, until the shop itself changes', async () => {
    const deployment = '/apis/apps/v1/namespaces/shop/deployments/storefront';
    const changed = await api(0, 'the-deployer').patch(
      deployment,
      'strategic-merge',
      {
        spec: {
          template: {
            spec: {
              containers: [
                { name: 'service', env: [{ name: 'MOTTO', value: 'by hand' }] },
              ],
            },
          },
        },
      },
    );
    expect(changed.code).toBe(200);
    await eventually(
      async () => (await mottoOf(access[0].gatewayUrl)) === 'by hand',
    );
    await clusters.stop();
    expect(await isReady(access[0].gatewayUrl)).toBe(false);
    await start();
    expect(await mottoOf(access[0].gatewayUrl)).toBe('by hand');
    const { body } = await api(0, 'the-viewer').get(
      '/api/v1/namespaces/shop/pods',
    );
    expect(JSON.stringify(body)).not.toMatch(/"restartCount":[1-9]/);

    options.services[0].digest = await buildImage(`${program}\n// newer`);
    await clusters.stop();
    await start();
    await eventually(async () =>
      JSON.stringify(
        (
          await api(0, 'the-viewer').get(deployment)
        ).body,
      ).includes(options.services[0].digest),
    );
  });
});
