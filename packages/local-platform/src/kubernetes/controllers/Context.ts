import type { Client } from '../client/Client';
import type { Cluster } from '../Cluster';
import { Cache } from './work/Cache';
import type { Clock } from './work/Clock';
import { EventRecorder } from './work/EventRecorder';
import { WorkQueue } from './work/WorkQueue';
import type {
  AutoscalerFields,
  CronJobFields,
  DeploymentFields,
  DisruptionBudgetFields,
  EndpointSliceFields,
  JobFields,
  NodeFields,
  PodFields,
  ReplicaSetFields,
  ResourceQuotaFields,
  ServiceFields,
} from './types';

/** What runs beside others and can be stopped. */
export interface Controller {
  stop(): void;
}

function openCaches(client: Client) {
  const open = <T>(apiVersion: string, plural: string) =>
    new Cache<T>(client.resource<T>(apiVersion, plural));
  return {
    autoscalers: open<AutoscalerFields>(
      'autoscaling/v2',
      'horizontalpodautoscalers',
    ),
    budgets: open<DisruptionBudgetFields>('policy/v1', 'poddisruptionbudgets'),
    cronJobs: open<CronJobFields>('batch/v1', 'cronjobs'),
    deployments: open<DeploymentFields>('apps/v1', 'deployments'),
    endpointSlices: open<EndpointSliceFields>(
      'discovery.k8s.io/v1',
      'endpointslices',
    ),
    jobs: open<JobFields>('batch/v1', 'jobs'),
    nodes: open<NodeFields>('v1', 'nodes'),
    pods: open<PodFields>('v1', 'pods'),
    quotas: open<ResourceQuotaFields>('v1', 'resourcequotas'),
    replicaSets: open<ReplicaSetFields>('apps/v1', 'replicasets'),
    services: open<ServiceFields>('v1', 'services'),
  };
}

export type Caches = ReturnType<typeof openCaches>;

/** What all controllers of a cluster share. */
export class Context {
  readonly cluster: Cluster;
  readonly client: Client;
  readonly clock: Clock;
  readonly caches: Caches;
  readonly #log: (line: string) => void;

  constructor(cluster: Cluster, clock: Clock, log: (line: string) => void) {
    this.cluster = cluster;
    this.clock = clock;
    this.client = cluster.client('kube-controller-manager');
    this.caches = openCaches(this.client);
    this.#log = log;
  }

  recorder(component: string, client = this.client): EventRecorder {
    return new EventRecorder(client, component, this.clock);
  }

  queue(name: string, reconcile: (key: string) => void): WorkQueue {
    return new WorkQueue({
      name,
      clock: this.clock,
      reconcile,
      log: this.#log,
    });
  }

  stop(): void {
    Object.values(this.caches).forEach(cache => cache.stop());
  }
}
