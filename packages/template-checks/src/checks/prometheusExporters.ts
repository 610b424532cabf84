import { type Part } from './prometheusParts';

/** Something that exports metrics, and how a rendering shows that it is there. */
export type Exporter = {
  name: string;
  by:
    | {
        /** A workload of the rendering runs it. */
        image: string;
        /** The part of it that is on only with this among its arguments. */
        argument?: RegExp;
        /** A variable that a container has to set, and to what, where the value is not secret. */
        variable?: { name: string; value: RegExp };
      }
    | {
        /** A chart, or a part that another template brings; its pods look like this. */
        chart?: string;
        part?: Part;
        namespaces: 'any' | readonly string[];
        labels: Record<string, string>;
      };
  /** The name of the port that shows the metrics. */
  port: string;
  metrics: readonly string[];
};

const histogram = (name: string) => [
  `${name}_bucket`,
  `${name}_sum`,
  `${name}_count`,
];

const stateMetrics = 'registry.k8s.io/kube-state-metrics/kube-state-metrics';
const collector = 'otel/opentelemetry-collector-contrib';

export const PROXIES = 'the proxies of Istio';

/** The exporter whose metrics are those of the rendered services themselves. */
export const SERVICES = 'the services, through the collector';

const resources = (name: string) => new RegExp(`^--resources=.*\\b${name}\\b`);

/** What Prometheus says of itself and of whom it asks. */
export const OWN_METRICS: readonly string[] = [
  'up',
  'ALERTS',
  'ALERTS_FOR_STATE',
  'scrape_duration_seconds',
  'scrape_samples_scraped',
];

/**
 * Who exports what. A metric that a rule, a dashboard or an autoscaler names is
 * looked up here, so that none of them waits for something that never comes. Only
 * names that are read in the exporters' own documentation or sources.
 */
export const EXPORTERS: readonly Exporter[] = [
  {
    // istio.io, "Istio Standard Metrics".
    name: PROXIES,
    by: {
      part: 'Istio',
      namespaces: 'any',
      labels: { 'service.istio.io/canonical-name': '*' },
    },
    port: 'http-envoy-prom',
    metrics: [
      'istio_requests_total',
      ...histogram('istio_request_duration_milliseconds'),
      ...histogram('istio_request_bytes'),
      ...histogram('istio_response_bytes'),
      'istio_tcp_sent_bytes_total',
      'istio_tcp_received_bytes_total',
      'istio_tcp_connections_opened_total',
      'istio_tcp_connections_closed_total',
    ],
  },
  {
    // istio.io, "pilot-discovery", "Exported metrics".
    name: 'istiod',
    by: { namespaces: ['istio-system'], labels: { app: 'istiod' } },
    port: 'http-monitoring',
    metrics: [
      'pilot_xds',
      'pilot_xds_pushes',
      'pilot_total_xds_rejects',
      ...histogram('pilot_proxy_convergence_time'),
    ],
  },
  {
    // What the traced services measure (src/tracing, and their instrumentations), as the
    // collector's prometheus exporter names it. serviceMetrics.test.ts compares it with
    // the services of the example.
    name: SERVICES,
    by: { image: collector },
    port: 'exported',
    metrics: [
      ...histogram('http_server_request_duration_seconds'),
      ...histogram('http_client_request_duration_seconds'),
      ...histogram('db_client_operation_duration_seconds'),
      'db_client_connection_count',
      'db_client_connection_max',
      'db_client_connection_pending_requests',
      'nodejs_eventloop_delay_p99_seconds',
      'nodejs_eventloop_delay_max_seconds',
      'nodejs_eventloop_utilization_ratio',
      'v8js_memory_heap_used_bytes',
      'v8js_memory_heap_limit_bytes',
      'process_memory_usage_bytes',
      // Those of the pipeline to ClickHouse (src/etl/EtlMetrics.ts).
      'etl_rows_total',
      'etl_failures_total',
      ...histogram('etl_table_duration_seconds'),
      'etl_lag_seconds',
    ],
  },
  {
    // The collector's "Internal telemetry".
    name: 'the collector itself',
    by: { image: collector },
    port: 'metrics',
    metrics: [
      'otelcol_receiver_accepted_spans_total',
      'otelcol_receiver_refused_spans_total',
      'otelcol_exporter_sent_spans_total',
      'otelcol_exporter_send_failed_spans_total',
      'otelcol_exporter_queue_size',
      'otelcol_exporter_queue_capacity',
    ],
  },
  ...[
    {
      resource: 'pods',
      metrics: [
        'kube_pod_info',
        'kube_pod_status_ready',
        'kube_pod_status_phase',
        'kube_pod_container_status_restarts_total',
        'kube_pod_container_status_waiting_reason',
        'kube_pod_container_status_last_terminated_reason',
        'kube_pod_container_resource_requests',
        'kube_pod_container_resource_limits',
      ],
    },
    {
      resource: 'deployments',
      metrics: [
        'kube_deployment_spec_replicas',
        'kube_deployment_status_replicas_available',
        'kube_deployment_status_replicas_unavailable',
      ],
    },
    {
      resource: 'nodes',
      metrics: [
        'kube_node_info',
        'kube_node_labels',
        'kube_node_status_condition',
      ],
    },
    {
      resource: 'horizontalpodautoscalers',
      metrics: [
        'kube_horizontalpodautoscaler_status_current_replicas',
        'kube_horizontalpodautoscaler_status_desired_replicas',
        'kube_horizontalpodautoscaler_spec_max_replicas',
      ],
    },
    { resource: 'jobs', metrics: ['kube_job_failed'] },
    { resource: 'resourcequotas', metrics: ['kube_resourcequota'] },
  ].map(({ resource, metrics }) => ({
    // kube-state-metrics, docs/metrics.
    name: `kube-state-metrics, with ${resource} among its --resources`,
    by: { image: stateMetrics, argument: resources(resource) },
    port: 'metrics',
    metrics,
  })),
  {
    // The custom resources that the template of observability has it read.
    name: 'kube-state-metrics, with custom resources',
    by: {
      image: stateMetrics,
      argument: /^--custom-resource-state-config-file=/,
    },
    port: 'metrics',
    metrics: ['chaos_experiment_condition'],
  },
  {
    // postgres_exporter, collector/ and cmd/postgres_exporter.
    name: 'postgres-exporter',
    by: { image: 'quay.io/prometheuscommunity/postgres-exporter' },
    port: 'metrics',
    metrics: [
      'pg_up',
      'pg_database_size_bytes',
      'pg_locks_count',
      'pg_replication_is_replica',
      'pg_settings_max_connections',
      'pg_stat_activity_count',
      'pg_stat_database_numbackends',
      'pg_stat_database_xact_commit',
      'pg_stat_database_xact_rollback',
      'pg_stat_database_blks_hit',
      'pg_stat_database_blks_read',
      'pg_stat_database_tup_inserted',
      'pg_stat_database_tup_updated',
      'pg_stat_database_tup_deleted',
      'pg_stat_database_deadlocks',
    ],
  },
  {
    // The query in its collector/pg_replication.go answers 0 wherever nothing is replayed,
    // so what asks for the lag has to ask a replica.
    name: 'postgres-exporter, of a replica',
    by: {
      image: 'quay.io/prometheuscommunity/postgres-exporter',
      variable: { name: 'DATA_SOURCE_URI', value: /^[^/?]*\breplica\b/ },
    },
    port: 'metrics',
    metrics: ['pg_replication_lag_seconds'],
  },
  {
    // redis_exporter, exporter/exporter.go.
    name: 'redis-exporter',
    by: { image: 'oliver006/redis_exporter' },
    port: 'metrics',
    metrics: [
      'redis_up',
      'redis_uptime_in_seconds',
      'redis_connected_clients',
      'redis_rejected_connections_total',
      'redis_memory_used_bytes',
      'redis_memory_max_bytes',
      'redis_commands_total',
      'redis_commands_duration_seconds_total',
      'redis_commands_processed_total',
      'redis_keyspace_hits_total',
      'redis_keyspace_misses_total',
      'redis_evicted_keys_total',
      'redis_expired_keys_total',
      'redis_db_keys',
    ],
  },
  {
    // ClickHouse's documentation, "Prometheus protocols".
    name: 'ClickHouse',
    by: {
      part: 'ClickHouse',
      namespaces: 'any',
      labels: { 'app.kubernetes.io/name': 'clickhouse' },
    },
    port: 'metrics',
    metrics: [
      'ClickHouseMetrics_ReadonlyReplica',
      'ClickHouseMetrics_TCPConnection',
      'ClickHouseProfileEvents_InsertedRows',
      'ClickHouseProfileEvents_Query',
    ],
  },
  {
    // cert-manager.io, "Prometheus Metrics".
    name: 'cert-manager',
    by: {
      chart: 'jetstack/cert-manager',
      namespaces: ['cert-manager'],
      labels: {
        'app.kubernetes.io/name': 'cert-manager',
        'app.kubernetes.io/component': 'controller',
      },
    },
    port: 'http-metrics',
    metrics: [
      'certmanager_certificate_expiration_timestamp_seconds',
      'certmanager_certificate_renewal_timestamp_seconds',
      'certmanager_certificate_ready_status',
    ],
  },
  {
    // The Trivy operator's documentation, "Metrics".
    name: 'the Trivy operator',
    by: {
      chart: 'aqua/trivy-operator',
      namespaces: ['trivy-system'],
      labels: { 'app.kubernetes.io/name': 'trivy-operator' },
    },
    port: 'metrics',
    metrics: ['trivy_image_vulnerabilities', 'trivy_image_exposedsecrets'],
  },
];
