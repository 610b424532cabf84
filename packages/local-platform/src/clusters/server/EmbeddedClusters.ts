import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ChaosMesh } from '../../chaos';
import { ImageStore } from '../../images/ImageStore';
import { Kubelet, startKubelet } from '../../kubelet';
import {
  Cluster,
  kubeconfigOf,
  parseQuantity,
  startCluster,
} from '../../kubernetes';
import { Controllers, startControllers } from '../../kubernetes/controllers';
import { FaultTable } from '../../network/faults/FaultTable';
import { ClusterPlan, ClustersOptions } from '../options';
import { applyManifests } from './applyManifests';
import { Forwarder } from './Forwarder';
import { LocalImages } from './LocalImages';
import { ownImages } from './ownImages';
import { platformManifests, portalUsers } from './platformManifests';
import { PodDefaults } from './PodDefaults';
import { ServiceSecrets } from './ServiceSecrets';
import {
  chaosManifests,
  gatewayManifests,
  shopManifests,
} from './shopManifests';

/** Of what a node has on a machine that all of them share. */
const CAPACITY = { cpu: '8', memory: '16Gi', pods: '110' };
const GATEWAY = {
  namespace: 'istio-ingress',
  service: 'gateway',
  servicePort: 80,
};
/** In one process nobody hears late that a pod is about to end. */
const DRAIN_MS = '500';
const ETL_INTERVAL_MS = '60000';
const LIQPAY_URL = 'http://liqpay-sandbox.shop.svc.cluster.local';
const DATABASE_HOST = 'postgres.shop.svc.cluster.local:5432';

type Running = {
  plan: ClusterPlan;
  cluster: Cluster;
  controllers: Controllers;
  kubelet: Kubelet;
  chaos: ChaosMesh;
  secrets: ServiceSecrets;
};

/**
 * Whoever starts the platform again gets new pods, as from a node that was
 * replaced: that somebody went home is no restart that a region page counts.
 */
function drain(cluster: Cluster): void {
  const pods = cluster.client('node-drain').resource('v1', 'pods');
  for (const { metadata } of pods.list().items) {
    pods.delete(metadata.namespace ?? '', metadata.name ?? '', {
      gracePeriodSeconds: 0,
    });
  }
}

/** The regional clusters, with everything that makes pods of their manifests. */
export class EmbeddedClusters {
  readonly #options: ClustersOptions;
  readonly #log: (message: string) => void;
  readonly #running: Running[] = [];
  readonly #forwarders: Forwarder[] = [];

  constructor(options: ClustersOptions, log: (message: string) => void) {
    this.#options = options;
    this.#log = log;
  }

  /** Resolves when the APIs serve and the manifests are applied; the pods come after. */
  async start(): Promise<void> {
    const { imagesFolder, clusters, forwards } = this.#options;
    const images = new LocalImages(
      await ImageStore.create(imagesFolder, '.clusters'),
      ownImages,
    );
    for (const plan of clusters) {
      this.#running.push(await this.#startOne(plan, images));
    }
    const gateways = clusters.map(({ name, gatewayPort }) => ({
      ...GATEWAY,
      port: gatewayPort,
      clusters: [name],
    }));
    for (const { port, clusters: names, ...service } of [
      ...gateways,
      ...forwards,
    ]) {
      const forwarder = new Forwarder(() => this.#pick(names, service));
      this.#forwarders.push(forwarder);
      await forwarder.listen(port);
    }
    await this.#writeKubeconfig();
  }

  async stop(): Promise<void> {
    await Promise.all(this.#forwarders.map(each => each.close()));
    await Promise.all(
      this.#running.map(async running => {
        const { secrets, controllers, kubelet, cluster, chaos } = running;
        chaos.stop();
        await secrets.stop();
        await controllers.stop();
        await kubelet.stop();
        drain(cluster);
        await cluster.stop();
      }),
    );
  }

  async #startOne(plan: ClusterPlan, images: LocalImages): Promise<Running> {
    const { folder, tokens, clusters, services, secrets } = this.#options;
    const { chaosSuite } = this.#options;
    const { name, region, zone, port } = plan;
    const log = (message: string) => this.#log(`${name}: ${message}`);
    const cluster = await startCluster({
      folder: join(folder, name),
      name,
      region,
      port,
      tokens: [
        { token: tokens.viewer, user: portalUsers.viewer },
        { token: tokens.deployer, user: portalUsers.deployer },
      ],
      log,
    });
    cluster.registry.addAdmission(this.#podDefaults(plan));
    ChaosMesh.install(cluster, log);
    const manifests = [
      ...platformManifests(this.#options),
      ...(await chaosManifests(chaosSuite, log)),
      ...gatewayManifests(name),
      ...(await shopManifests(
        { name, isPrimary: plan === clusters[0] },
        services,
        log,
      )),
    ];
    const applied = applyManifests(cluster, manifests, log);
    log(`${applied} of ${manifests.length} manifests were new or changed`);
    const nodeName = `${name}-node-1`;
    const faults = new FaultTable();
    const kubelet = await startKubelet({
      cluster,
      nodeName,
      labels: {
        'kubernetes.io/hostname': nodeName,
        'topology.kubernetes.io/region': region,
        'topology.kubernetes.io/zone': zone,
      },
      capacity: CAPACITY,
      folder: join(folder, name, 'node'),
      images,
      faults,
      log,
    });
    return {
      plan,
      cluster,
      secrets: new ServiceSecrets(cluster, {
        databaseUrl: secrets.databaseUrl,
        databaseHost: DATABASE_HOST,
        seed: secrets.seed,
        values: { ...secrets.values, 'redis-url': secrets.redisUrl },
        log,
      }),
      controllers: startControllers(cluster, { log }),
      kubelet,
      chaos: ChaosMesh.start({
        cluster,
        faults,
        findContainer: (...place) => kubelet.container(...place),
        machineBytes: parseQuantity(CAPACITY.memory) ?? 0,
        log,
      }),
    };
  }

  #podDefaults({ name, region, zone }: ClusterPlan): PodDefaults {
    const fromSecret = (secret: string, key: string) => ({
      valueFrom: { secretKeyRef: { name: secret, key } },
    });
    return new PodDefaults({
      resourceAttributes: `cloud.region=${region},cloud.availability_zone=${zone},k8s.cluster.name=${name}`,
      replacements: {
        REDIS_URL: fromSecret('platform-redis', 'url'),
        SHUTDOWN_DRAIN_MS: { value: DRAIN_MS },
      },
      companions: [
        {
          beside: 'OTEL_EXPORTER_OTLP_ENDPOINT',
          variable: {
            name: 'OTEL_EXPORTER_OTLP_HEADERS',
            ...fromSecret('platform-collector', 'headers'),
          },
        },
        {
          beside: 'PORT',
          variable: { name: 'SHUTDOWN_DRAIN_MS', value: DRAIN_MS },
        },
        {
          // Whoever tries the shop looks at what happened a minute ago.
          beside: 'CLICKHOUSE_URL',
          variable: { name: 'ETL_INTERVAL_MS', value: ETL_INTERVAL_MS },
        },
        {
          beside: 'LIQPAY_PUBLIC_KEY',
          variable: { name: 'LIQPAY_URL', value: LIQPAY_URL },
        },
      ],
    });
  }

  #pick(
    names: string[],
    target: { namespace: string; service: string; servicePort: number },
  ) {
    for (const name of names) {
      const running = this.#running.find(({ plan }) => plan.name === name);
      const picked = running?.kubelet.network.pick(
        target.namespace,
        target.service,
        target.servicePort,
      );
      if (picked) {
        return picked;
      }
    }
    return undefined;
  }

  /** One file with a context for each cluster, as its administrator. */
  async #writeKubeconfig(): Promise<void> {
    const file = this.#options.kubeconfigFile;
    const text = kubeconfigOf(
      this.#running.map(({ cluster: { name, url, ca, adminToken } }) => ({
        name,
        url,
        ca,
        token: adminToken,
        namespace: 'shop',
      })),
    );
    await writeFile(`${file}.new`, text, { mode: 0o600 });
    await rename(`${file}.new`, file);
  }
}
