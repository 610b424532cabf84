import { readFileSync, statSync } from 'node:fs';
import { Client } from 'pg';
import { parse } from 'yaml';
import { z } from 'zod';
import {
  describeOnPostgres,
  eventually,
  whySkipped,
} from '../../__testUtils__/scratch';
import {
  environmentAt,
  program,
  TestRegions,
} from '../__testUtils__/TestRegions';
import { EmbeddedClusters } from './EmbeddedClusters';

jest.setTimeout(120_000);

const secretSchema = z.object({ data: z.record(z.string(), z.string()) });

const podsSchema = z.object({
  items: z
    .array(
      z.object({
        spec: z.object({
          containers: z.array(
            z.object({
              env: z.array(
                z.object({
                  name: z.string(),
                  valueFrom: z.unknown().optional(),
                }),
              ),
            }),
          ),
        }),
      }),
    )
    .min(1),
});

describeOnPostgres(`EmbeddedClusters${whySkipped}`, () => {
  const log: string[] = [];
  let regions: TestRegions;
  let clusters: EmbeddedClusters;

  async function start() {
    clusters = new EmbeddedClusters(regions.options, line => log.push(line));
    await clusters.start();
    await eventually(() => regions.areReady());
  }

  beforeAll(async () => {
    regions = await TestRegions.create();
    regions.options.services.push({
      name: 'lost',
      manifests: '/nowhere',
      digest: '',
      replicas: {},
    });
    await start();
  });

  afterAll(async () => {
    await clusters?.stop();
    await regions?.remove();
  });

  it('runs the manifests of production in both regions, and leads into each', async () => {
    const [west, north] = await Promise.all(
      [0, 1].map(index => regions.environment(index)),
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
        await regions
          .api(index, 'the-viewer')
          .get(
            '/apis/autoscaling/v2/namespaces/shop/horizontalpodautoscalers/storefront',
          )
      ).body.spec?.minReplicas;
    expect([await minimum(0), await minimum(1)]).toEqual([2, 1]);
    const [forward] = regions.options.forwards;
    expect(
      (await environmentAt(`http://127.0.0.1:${forward.port}`)).HOSTNAME,
    ).toMatch(/^storefront-/);
    expect(log).toContainEqual(
      expect.stringMatching(/^europe-west1: lost is left out: /),
    );
  });

  it('gives a service a database role with a schema of its own', async () => {
    const { DATABASE_URL } = await regions.environment(0);
    const url = new URL(DATABASE_URL);
    expect(url.host).toBe('postgres.shop.svc.cluster.local:5432');
    url.host = `127.0.0.1:${regions.databasePort}`;
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

  it('runs in the primary region alone what reads all of the shop, and gives it a role that cannot write', async () => {
    const deployer = regions.api(0, 'the-deployer');
    const at = '/api/v1/namespaces/shop/secrets/pipeline';
    const { data } = secretSchema.parse((await deployer.get(at)).body);
    const url = new URL(atob(data['source-database-url']));
    expect(atob(data['api-token'])).toMatch(/^.{32}$/);
    url.host = `127.0.0.1:${regions.databasePort}`;
    const client = new Client(url.href);
    await client.connect();
    try {
      await client.query('SELECT * FROM storefront.carts');
      await expect(
        client.query('DELETE FROM storefront.carts'),
      ).rejects.toThrow('permission denied');
    } finally {
      await client.end();
    }
    const deployment = '/apis/apps/v1/namespaces/shop/deployments/pipeline';
    const codes = await Promise.all(
      [0, 1].map(async index => {
        const { code } = await regions.api(index, 'the-viewer').get(deployment);
        return code;
      }),
    );
    expect(codes).toEqual([200, 404]);
  });

  it('leads to its Redis by the Secret of a service, and where a manifest names another server', async () => {
    const viewer = regions.api(0, 'the-viewer');
    const reference = async (app: string) => {
      const { body } = await viewer.get(
        `/api/v1/namespaces/shop/pods?labelSelector=app%3D${app}`,
      );
      const [container] = podsSchema.parse(body).items[0].spec.containers;
      return container.env.find(({ name }) => name === 'REDIS_URL')?.valueFrom;
    };
    expect(await reference('storefront')).toEqual({
      secretKeyRef: { name: 'storefront', key: 'redis-url' },
    });
    expect(await reference('pipeline')).toEqual({
      secretKeyRef: { name: 'platform-redis', key: 'url' },
    });
  });

  it('lets the portal look with one credential and deploy with the other', async () => {
    const viewer = regions.api(0, 'the-viewer');
    const deployer = regions.api(0, 'the-deployer');
    const pods = '/api/v1/namespaces/shop/pods';
    const { body } = await viewer.get(`${pods}?labelSelector=app%3Dstorefront`);
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
    expect((await regions.api(0, 'nobody').get(pods)).code).toBe(401);
  });

  it('does what experiments say, for who may start them', async () => {
    const at = '/apis/chaos-mesh.org/v1alpha1/namespaces/shop/networkchaos';
    const experiment = {
      apiVersion: 'chaos-mesh.org/v1alpha1',
      kind: 'NetworkChaos',
      metadata: { name: 'slow' },
      spec: {
        action: 'delay',
        mode: 'all',
        selector: {
          namespaces: ['shop'],
          labelSelectors: { app: 'storefront' },
        },
        delay: { latency: '300ms' },
        duration: '5m',
      },
    };
    const viewer = regions.api(0, 'the-viewer');
    const deployer = regions.api(0, 'the-deployer');
    expect((await viewer.post(at, experiment)).code).toBe(403);
    expect((await deployer.post(at, experiment)).code).toBe(201);
    await eventually(async () =>
      JSON.stringify((await viewer.get(`${at}/slow`)).body).includes(
        '"type":"AllInjected","status":"True"',
      ),
    );
    const began = performance.now();
    await regions.environment(0);
    // Whatever the machine does, it takes no less.
    expect(performance.now() - began).toBeGreaterThan(290);
    await deployer.delete(`${at}/slow`);
    await eventually(async () => (await viewer.get(`${at}/slow`)).code === 404);
  });

  it('keeps experiments in bounds, and lets the portal pull the lever of both', async () => {
    const at = '/apis/chaos-mesh.org/v1alpha1/namespaces/shop/podchaos';
    const lever = '/api/v1/namespaces/chaos-mesh/configmaps/chaos-halt-lever';
    const experiment = (name: string, duration?: string) => ({
      apiVersion: 'chaos-mesh.org/v1alpha1',
      kind: 'PodChaos',
      metadata: { name },
      spec: {
        action: 'pod-failure',
        mode: 'one',
        selector: {
          namespaces: ['shop'],
          labelSelectors: { app: 'nothing' },
        },
        duration,
      },
    });
    for (const index of [0, 1]) {
      const deployer = regions.api(index, 'the-deployer');
      const endless = await deployer.post(at, experiment('endless'));
      expect(endless.body.message).toContain('spec.duration has to be there');

      const set = (data: object) => deployer.patch(lever, 'merge', { data });
      expect((await set({ state: 'pulled', by: 'Olena' })).code).toBe(200);
      const refused = await deployer.post(at, experiment('held', '1m'));
      expect(refused.code).toBe(403);
      expect(refused.body.message).toContain('halted by Olena');
      expect((await set({ state: 'armed', by: null })).code).toBe(200);
    }
    const viewer = regions.api(0, 'the-viewer');
    expect((await viewer.patch(lever, 'merge', { data: {} })).code).toBe(403);
  });

  it('writes a kubeconfig with both, for its owner alone', () => {
    const file = regions.options.kubeconfigFile;
    expect(statSync(file).mode % 0o1000).toBe(0o600);
    expect(parse(readFileSync(file, 'utf8'))).toMatchObject({
      'current-context': 'europe-west1',
      contexts: [{ name: 'europe-west1' }, { name: 'europe-west4' }],
    });
  });

  it('keeps what people have changed over a restart, until the shop itself changes', async () => {
    expect(await regions.setMotto(0, 'by hand')).toBe(200);
    await eventually(async () => (await regions.motto(0)) === 'by hand');
    await clusters.stop();
    expect(await regions.isReady(0)).toBe(false);
    await start();
    expect(await regions.motto(0)).toBe('by hand');
    const { body } = await regions
      .api(0, 'the-viewer')
      .get('/api/v1/namespaces/shop/pods');
    expect(JSON.stringify(body)).not.toMatch(/"restartCount":[1-9]/);

    const [service] = regions.options.services;
    service.digest = await regions.buildImage(`${program}\n// newer`);
    await clusters.stop();
    await start();
    await eventually(async () =>
      JSON.stringify(await regions.deployment(0)).includes(service.digest),
    );
  });
});
