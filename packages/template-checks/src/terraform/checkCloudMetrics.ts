import { Finding, RenderedFiles } from '../types';
import { TerraformFolder } from './TerraformFolder';

/**
 * What Google's services export to Cloud Monitoring, as far as alerts here name it,
 * and what has to be made for it. Only names of Google's own list of metrics.
 */
const SERVICES: Record<string, { resource: string; metrics: string[] }> = {
  'cloudsql.googleapis.com': {
    resource: 'google_sql_database_instance',
    metrics: [
      'database/up',
      'database/cpu/utilization',
      'database/disk/utilization',
      'database/memory/utilization',
      'database/postgresql/num_backends',
      'database/replication/replica_lag',
    ],
  },
  'redis.googleapis.com': {
    resource: 'google_redis_instance',
    metrics: [
      'clients/connected',
      'stats/cpu_utilization',
      'stats/memory/usage_ratio',
    ],
  },
  'loadbalancing.googleapis.com': {
    resource: 'google_compute_backend_service',
    metrics: [
      'https/backend_latencies',
      'https/request_count',
      'https/total_latencies',
    ],
  },
  'monitoring.googleapis.com': {
    resource: 'google_monitoring_uptime_check_config',
    metrics: ['uptime_check/check_passed', 'uptime_check/request_latency'],
  },
};

/** An alert's filter, in which quotes are escaped. */
const METRIC = /metric\.type\s*=\s*\\"([^/"\\]+)\/([^"\\]+)\\"/g;

/** Each metric that an alert of Cloud Monitoring waits for is exported by something that is made. */
export function checkCloudMetrics(
  { files }: RenderedFiles,
  folders: ReadonlyMap<string, TerraformFolder>,
): Finding[] {
  const made = new Set(
    [...folders.values()].flatMap(folder =>
      folder.blocks('resource').map(({ labels }) => labels[0]),
    ),
  );
  return files
    .filter(({ path }) => path.endsWith('.tf'))
    .flatMap(({ path, content }) => {
      const text = content.toString('utf8');
      return [...text.matchAll(METRIC)].flatMap(match => {
        const problem = problemOf(match[1], match[2], made);
        const line = text.slice(0, match.index).split('\n').length;
        return problem ? [{ where: `${path}:${line}`, message: problem }] : [];
      });
    });
}

function problemOf(
  host: string,
  name: string,
  made: ReadonlySet<string>,
): string | undefined {
  const service = SERVICES[host];
  if (!service) {
    return undefined;
  }
  if (!service.metrics.includes(name)) {
    return `${host} exports no metric ${name} that is known here`;
  }
  return made.has(service.resource)
    ? undefined
    : `Nothing exports ${host}/${name}: there is no ${service.resource}`;
}
