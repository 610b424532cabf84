import {
  type ClustersService,
  type Kind,
  type Metadata,
} from '@shop-platform/backstage-plugin-clusters-node';
import {
  type SourceAnswer,
  type UsageResource,
  type UsageRow,
  type UsageSource,
} from '../types';
import {
  podMetrics,
  runningPods,
  type Amounts,
  type PodMetrics,
  type RunningPod,
} from './kinds';
import { type ServiceEntities } from './ServiceEntities';

/** The label of a pod that belongs to a preview: its name. */
const PREVIEW_LABEL = 'shop-platform.io/preview';

/** Labels that name the service of a pod; the first is the entity's name too. */
const SERVICE_LABELS = [
  'backstage.io/kubernetes-id',
  'app.kubernetes.io/name',
  'app',
];

const RESOURCES: [keyof Amounts, UsageResource][] = [
  ['cpu', 'cpu_core_seconds'],
  ['memory', 'memory_byte_seconds'],
];

const NOTHING: Amounts = { cpu: 0n, memory: 0n };

const keyOf = ({ namespace = '', name }: Metadata) => `${namespace}/${name}`;

function add(left: Amounts, right: Amounts): Amounts {
  return { cpu: left.cpu + right.cpu, memory: left.memory + right.memory };
}

/** Pods of one template have one service, whatever their names. */
function serviceOf({ labels, ownerReferences, name }: Metadata): string {
  const label = SERVICE_LABELS.find(candidate => labels[candidate]);
  const owner = ownerReferences.find(({ controller }) => controller);
  return label ? labels[label] : owner?.name ?? name;
}

/** Whether it takes a place on a node: one that is done or waits takes none. */
function takesPlace({ spec, status }: RunningPod): boolean {
  return (
    spec.nodeName !== undefined &&
    status.phase !== 'Succeeded' &&
    status.phase !== 'Failed'
  );
}

/** Adds up the pods of each service and preview in a namespace. */
export function toUsageRows(
  pods: RunningPod[],
  metrics: PodMetrics[],
  { cluster, region, seconds, entityOf }: ClusterMinute,
): UsageRow[] {
  const usedBy = new Map(
    metrics.map(({ metadata, containers }) => [
      keyOf(metadata),
      containers.map(({ usage }) => usage).reduce(add, NOTHING),
    ]),
  );
  const sums = new Map<
    string,
    { pod: Metadata; used: Amounts; requested: Amounts }
  >();
  for (const { metadata, spec } of pods.filter(takesPlace)) {
    const key = [
      metadata.namespace ?? '',
      serviceOf(metadata),
      metadata.labels[PREVIEW_LABEL] ?? '',
    ].join('\n');
    const sum = sums.get(key);
    const requested = spec.containers
      .map(({ resources }) => resources.requests)
      .reduce(add, sum?.requested ?? NOTHING);
    sums.set(key, {
      pod: metadata,
      requested,
      // A pod that has only just started is not measured yet.
      used: add(sum?.used ?? NOTHING, usedBy.get(keyOf(metadata)) ?? NOTHING),
    });
  }
  const length = BigInt(seconds);
  return [...sums.values()].flatMap(({ pod, used, requested }) =>
    RESOURCES.map(([amount, resource]) => ({
      region,
      cluster,
      namespace: pod.namespace ?? '',
      service: serviceOf(pod),
      entity: entityOf(serviceOf(pod)),
      preview: pod.labels[PREVIEW_LABEL] ?? '',
      resource,
      used: used[amount] * length,
      requested: requested[amount] * length,
    })),
  );
}

type ClusterMinute = {
  cluster: string;
  region: string;
  seconds: number;
  /** The entity of a service. */
  entityOf: (service: string) => string;
};

/** The pods of a cluster, and what its metrics server says of them. */
export class ClusterSource implements UsageSource {
  readonly name: string;
  readonly #clusters: ClustersService;
  readonly #entities: ServiceEntities;
  readonly #places: { namespace?: string }[];

  constructor(options: {
    name: string;
    clusters: ClustersService;
    entities: ServiceEntities;
    /** Where pods are asked for; everywhere when empty. */
    namespaces: string[];
  }) {
    this.name = options.name;
    this.#clusters = options.clusters;
    this.#entities = options.entities;
    this.#places =
      options.namespaces.length === 0
        ? [{}]
        : options.namespaces.map(namespace => ({ namespace }));
  }

  async ask(options: {
    seconds: number;
    signal: AbortSignal;
  }): Promise<SourceAnswer> {
    const { signal, seconds } = options;
    const answer = await this.#clusters.ask(
      this.name,
      async client => {
        const listAll = async <T>(kind: Kind<T>) =>
          (
            await Promise.all(
              this.#places.map(place => client.list(kind, place)),
            )
          ).flat();
        return await Promise.all([listAll(runningPods), listAll(podMetrics)]);
      },
      { signal },
    );
    const { region } = answer.cluster;
    const asked = { source: this.name, kind: 'cluster', region } as const;
    if (answer.status !== 'answered') {
      return { ...asked, status: answer.status, reason: answer.reason };
    }
    const rows = toUsageRows(...answer.value, {
      cluster: this.name,
      region,
      seconds,
      entityOf: service => this.#entities.refOf(service),
    });
    return { ...asked, status: 'answered', rows };
  }
}
