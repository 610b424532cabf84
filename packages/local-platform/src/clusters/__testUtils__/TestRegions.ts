import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { createScratch, repositoryRoot } from '../../__testUtils__/scratch';
import { ImageStore } from '../../images/ImageStore';
import { ApiClient } from '../../kubernetes/__testUtils__/ApiClient';
import { findFreePort } from '../../ports';
import { PostgresServer } from '../../postgres/PostgresServer';
import { ManagedProcess } from '../../supervisor/ManagedProcess';
import { ClusterAccess, prepareClusters } from '../ClustersServer';
import { ClustersOptions } from '../options';

export const program = `
  require('node:http').createServer((request, response) => {
    response.end(JSON.stringify(request.url === '/env' ? process.env : {}));
  }).listen(8080);`;

const storefront = {
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
                - { name: REDIS_URL, valueFrom: { secretKeyRef: { name: storefront, key: redis-url } } }
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

const pipeline = {
  'kustomization.yaml': `
    namespace: shop
    resources: [deployment.yaml]
    images: [{ name: pipeline, newName: ghcr.io/shop-example/pipeline, newTag: latest }]`,
  'deployment.yaml': `
    apiVersion: apps/v1
    kind: Deployment
    metadata: { name: pipeline, annotations: { shop-platform.io/runs-in: primary } }
    spec:
      selector: { matchLabels: { app: pipeline } }
      template:
        metadata: { labels: { app: pipeline } }
        spec:
          terminationGracePeriodSeconds: 1
          containers:
            - name: service
              image: pipeline
              env:
                - { name: SOURCE_URL, valueFrom: { secretKeyRef: { name: pipeline, key: source-database-url } } }
                - { name: API_TOKEN, valueFrom: { secretKeyRef: { name: pipeline, key: api-token } } }
                - { name: REDIS_URL, value: 'redis://redis:6379' }`,
};

const environmentSchema = z.record(z.string(), z.string());

const count = z.number().int().default(0);

const deploymentSchema = z.object({
  metadata: z.object({ generation: z.number().int() }),
  spec: z.object({ replicas: z.number().int(), template: z.unknown() }),
  status: z
    .object({
      observedGeneration: count,
      replicas: count,
      updatedReplicas: count,
      readyReplicas: count,
    })
    .prefault({}),
});

const DEPLOYMENT = '/apis/apps/v1/namespaces/shop/deployments/storefront';

/** What the program that answers there has in its environment. */
export async function environmentAt(
  url: string,
): Promise<Record<string, string>> {
  return environmentSchema.parse(await (await fetch(`${url}/env`)).json());
}

const planOf = async (name: string) => ({
  name,
  region: name,
  zone: `${name}-b`,
  port: await findFreePort(),
  gatewayPort: await findFreePort(),
});

/** Two regions to be, their database and two services with an image: what whoever runs the clusters is given. */
export class TestRegions {
  readonly folder: string;
  readonly access: ClusterAccess[];
  readonly options: ClustersOptions;
  readonly databasePort: number;
  readonly #postgres: ManagedProcess;
  readonly #remove: () => void;

  private constructor(
    parts: Pick<
      TestRegions,
      'folder' | 'access' | 'options' | 'databasePort'
    > & { postgres: ManagedProcess; remove: () => void },
  ) {
    this.folder = parts.folder;
    this.access = parts.access;
    this.options = parts.options;
    this.databasePort = parts.databasePort;
    this.#postgres = parts.postgres;
    this.#remove = parts.remove;
  }

  static async create(): Promise<TestRegions> {
    const scratch = createScratch();
    chmodSync(scratch.path, 0o711);
    const server = await PostgresServer.create({
      repositoryRoot,
      name: 'shop',
      dataFolder: scratch.path,
      password: 'owner',
    });
    const postgres = new ManagedProcess({
      spec: server,
      logFile: join(scratch.path, 'postgres.log'),
      recordFile: join(scratch.path, 'postgres.json'),
    });
    await postgres.start();
    await server.ensureDatabase();
    const folder = join(scratch.path, 'clusters');
    const write = (service: string, files: Record<string, string>) => {
      const target = join(scratch.path, service);
      mkdirSync(target);
      for (const [name, text] of Object.entries(files)) {
        writeFileSync(join(target, name), text);
      }
      return target;
    };
    const access = await prepareClusters(folder, [
      await planOf('europe-west1'),
      await planOf('europe-west4'),
    ]);
    const regions = new TestRegions({
      folder: scratch.path,
      access,
      databasePort: server.port,
      postgres,
      remove: scratch.remove,
      options: {
        folder,
        imagesFolder: join(scratch.path, 'images'),
        kubeconfigFile: join(scratch.path, 'kubeconfig'),
        clusters: access,
        tokens: { viewer: 'the-viewer', deployer: 'the-deployer' },
        services: [],
        chaosSuite: join(
          repositoryRoot,
          'examples/shop-platform/infrastructure/kubernetes/chaos-mesh',
        ),
        forwards: [
          {
            port: await findFreePort(),
            namespace: 'shop',
            service: 'storefront',
            servicePort: 80,
            clusters: ['europe-west1', 'europe-west4'],
          },
        ],
        hosts: { 'postgres:5432': { host: '127.0.0.1', port: server.port } },
        collector: { host: '127.0.0.1', port: 4318, token: 'collect' },
        secrets: {
          databaseUrl: server.url,
          seed: 'seed',
          redisUrl: 'redis://:word@redis.shop.svc.cluster.local:6379',
          values: { 'liqpay-public-key': 'sandbox_1' },
        },
      },
    });
    const digest = await regions.buildImage(program);
    regions.options.services.push(
      {
        name: 'storefront',
        manifests: write('storefront', storefront),
        digest,
        replicas: { 'europe-west1': 2 },
      },
      {
        name: 'pipeline',
        manifests: write('pipeline', pipeline),
        digest,
        replicas: {},
      },
    );
    return regions;
  }

  async remove(): Promise<void> {
    await this.#postgres.stop();
    this.#remove();
  }

  api(index: number, token: string): ApiClient {
    return new ApiClient(this.access[index].url, token, this.access[index].ca);
  }

  /** Puts an image of the service into the store and gives its digest. */
  async buildImage(text: string): Promise<string> {
    const store = await ImageStore.create(this.options.imagesFolder);
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

  /** Rolls out the service with this in its environment. */
  async setMotto(index: number, motto: string): Promise<number> {
    const env = [{ name: 'MOTTO', value: motto }];
    const { code } = await this.api(index, 'the-deployer').patch(
      DEPLOYMENT,
      'strategic-merge',
      {
        spec: {
          template: { spec: { containers: [{ name: 'service', env }] } },
        },
      },
    );
    return code;
  }

  async deployment(index: number) {
    const { body } = await this.api(index, 'the-viewer').get(DEPLOYMENT);
    return deploymentSchema.parse(body);
  }

  async environment(index: number): Promise<Record<string, string>> {
    return await environmentAt(this.access[index].gatewayUrl);
  }

  /** The program does not end gracefully, so that a rollout may cut an answer. */
  async motto(index: number): Promise<string | undefined> {
    return await this.environment(index).then(
      ({ MOTTO }) => MOTTO,
      () => undefined,
    );
  }

  /** Whether every region takes customers. */
  async areReady(): Promise<boolean> {
    const ready = await Promise.all(
      this.access.map((_, index) => this.isReady(index)),
    );
    return ready.every(Boolean);
  }

  /** Whether the region takes customers. */
  async isReady(index: number): Promise<boolean> {
    return await fetch(`${this.access[index].gatewayUrl}/healthz/ready`).then(
      response => response.ok,
      () => false,
    );
  }
}
