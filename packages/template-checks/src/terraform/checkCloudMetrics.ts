import { lineAt } from '../checks/lines';
import { Finding, RenderedFiles } from '../types';
import { literalOf } from './literals';
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

/** Metrics that programs write themselves, each of which is described where they are deployed. */
const OWN = 'custom.googleapis.com';
const DESCRIPTOR = 'google_monitoring_metric_descriptor';

/** An alert's filter, in which quotes are escaped. */
const METRIC = /metric\.type\s*=\s*\\"([^/"\\]+)\/([^"\\]+)\\"/g;

/** Each metric that an alert of Cloud Monitoring waits for is exported by something that is made. */
export function checkCloudMetrics(
  { files }: RenderedFiles,
  folders: ReadonlyMap<string, TerraformFolder>,
): Finding[] {
  const made = readMade(folders);
  return files
    .filter(({ path }) => path.endsWith('.tf'))
    .flatMap(({ path, content }) => {
      const text = content.toString('utf8');
      return [...text.matchAll(METRIC)].flatMap(match => {
        const problem = problemOf(match[1], match[2], made);
        const line = lineAt(text, match.index);
        return problem ? [{ where: `${path}:${line}`, message: problem }] : [];
      });
    });
}

/** The types of what is made, and the metrics of one's own that are described. */
type Made = { types: ReadonlySet<string>; described: ReadonlySet<string> };

function readMade(folders: ReadonlyMap<string, TerraformFolder>): Made {
  const resources = [...folders.values()].flatMap(folder =>
    folder.blocks('resource'),
  );
  return {
    types: new Set(resources.map(({ labels }) => labels[0])),
    described: new Set(
      resources
        .filter(({ labels }) => labels[0] === DESCRIPTOR)
        .flatMap(({ body }) => body.attributes)
        .filter(({ name }) => name === 'type')
        .flatMap(({ value }) => {
          const type = literalOf(value);
          return type.kind === 'string' ? type.text : [];
        }),
    ),
  };
}

function problemOf(host: string, name: string, made: Made): string | undefined {
  const metric = `${host}/${name}`;
  if (host === OWN) {
    return made.described.has(metric)
      ? undefined
      : `Nothing exports ${metric}: there is no ${DESCRIPTOR} of it`;
  }
  const service = SERVICES[host];
  if (!service) {
    const known = [...Object.keys(SERVICES), OWN].join(', ');
    return `Nothing that is known here exports ${metric}, only what is of ${known}`;
  }
  if (!service.metrics.includes(name)) {
    return `${host} exports no metric ${name} that is known here`;
  }
  return made.types.has(service.resource)
    ? undefined
    : `Nothing exports ${metric}: there is no ${service.resource}`;
}
