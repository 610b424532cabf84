import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { RenderedFiles } from '../types';
import { checkAlertmanager } from './checkAlertmanager';
import { checkCollector } from './checkCollector';
import { checkGrafana } from './checkGrafana';
import { checkPrometheus } from './checkPrometheus';

const GOLDEN = join(
  __dirname,
  '../../../../templates/observability/tests/golden/shop',
);
const FOLDER = 'infrastructure/kubernetes/observability';

/** What the template of observability renders for the shop, the subject of these checks. */
const files = readdirSync(GOLDEN, { recursive: true, withFileTypes: true })
  .filter(entry => entry.isFile())
  .map(entry => relative(GOLDEN, join(entry.parentPath, entry.name)))
  .map(path => ({
    path,
    content: readFileSync(join(GOLDEN, path)),
    executable: false,
  }));

/** In place of a text: the file is not rendered. */
const GONE = '(gone)';

type Change = [path: string, from: string, to: string];

/** The rendering after a mistake. */
function render(...changes: Change[]): RenderedFiles {
  return {
    files: files.flatMap(file => {
      const own = changes.filter(([path]) => file.path === `${FOLDER}/${path}`);
      const before = file.content.toString('utf8');
      if (own.some(([, , to]) => to === GONE)) {
        return [];
      }
      const after = own.reduce((text, [path, from, to]) => {
        const changed = text.replace(from, () => to);
        expect([path, changed]).not.toEqual([path, text]);
        return changed;
      }, before);
      return [{ ...file, content: Buffer.from(after) }];
    }),
  };
}

function check(...changes: Change[]): string[] {
  const rendered = render(...changes);
  return [
    ...checkPrometheus(rendered),
    ...checkAlertmanager(rendered),
    ...checkGrafana(rendered),
    ...checkCollector(rendered),
  ].map(({ where, message }) => `${where}: ${message}`);
}

// Each reads schemas in a thread of its own, or parses whole renderings.
jest.setTimeout(60_000);

describe('the checks of observability', () => {
  it('find nothing where everything is right', () => {
    expect(check()).toEqual([]);
  });

  it.each<[message: string, ...change: Change]>([
    [
      'HighErrorRate: PromQL does not read on',
      'alerts.yaml',
      'service:requests_failed:ratio_rate5m >',
      'service:requests_failed:ratio_rate5m > >',
    ],
    [
      'Requests a second: PromQL does not read on',
      'dashboards/mesh.json',
      'sum(rate(istio_requests_total',
      'sum(rate((istio_requests_total',
    ],
    [
      'HighLatency: nothing that is rendered and asked exports service:latency:p99',
      'alerts.yaml',
      'service:request_duration_milliseconds:p99_5m',
      'service:latency:p99',
    ],
    [
      'service:requests:rate5m: istio_requests_total has no label destination_svc_namespace, and nothing gives it one',
      'recording-rules.yaml',
      'destination_service_namespace',
      'destination_svc_namespace',
    ],
    [
      'Answers: nothing that is rendered and asked exports redis_alive',
      'dashboards/redis.json',
      'min(redis_up',
      'min(redis_alive',
    ],
    [
      'the variable instance: nothing that is rendered and asked exports redis_alive',
      'dashboards/redis.json',
      'label_values(redis_up',
      'label_values(redis_alive',
    ],
    [
      'exports redis_connected_clients',
      'exporters.yaml',
      'image: oliver006/redis_exporter',
      'image: oliver006/valkey_exporter',
    ],
    [
      'Replica behind the primary: nothing that is rendered and asked exports pg_replication_lag_seconds',
      'exporters.yaml',
      'value: postgres-replica.shop.internal',
      'value: postgres.shop.internal',
    ],
    [
      'exports kube_resourcequota',
      'exporters.yaml',
      'pods,resourcequotas',
      'pods',
    ],
    [
      'exports trivy_image_vulnerabilities',
      'helmfile.yaml',
      'chart: aqua/trivy-operator',
      'chart: aqua/trivy-server',
    ],
    [
      'exports db_client_connection_pending_requests',
      'monitors.yaml',
      'port: exported',
      'port: export',
    ],
    [
      'The monitor cert-manager finds nothing',
      'monitors.yaml',
      '- cert-manager\n',
      '- certificates\n',
    ],
    [
      'The autoscaler: nothing that is rendered and asked exports queue_length',
      'collector.yaml',
      '    - type: Resource',
      '    - type: Pods\n      pods: { metric: { name: queue_length } }\n    - type: Resource',
    ],
    [
      'HighErrorRate: for is missing',
      'alerts.yaml',
      'for: 5m',
      'keep_firing_for: 5m',
    ],
    [
      'HighErrorRate: The severity is missing',
      'alerts.yaml',
      'severity: critical',
      'level: critical',
    ],
    ['The annotation summary is missing', 'alerts.yaml', 'summary:', 'title:'],
    [
      'CertificateExpiry: runbooks/CertificateExpiry.md is no page',
      'runbooks/CertificateExpiry.md',
      '',
      GONE,
    ],
    [
      'TelemetryLost: No test makes it fire',
      'tests/alerts.test.yaml',
      'eval_time: 20m\n        alertname: TelemetryLost\n        exp_alerts:\n',
      'eval_time: 20m\n        alertname: TelemetryFound\n        exp_alerts:\n',
    ],
    ['slo.yaml is tested and not rendered', 'slo.yaml', '', GONE],
    [
      'names the receiver phone, which is not there',
      'alertmanager.yaml',
      'receiver: channel-and-mail',
      'receiver: phone',
    ],
    [
      'No route leads to the receiver channel-and-mail',
      'alertmanager.yaml',
      'receiver: channel-and-mail',
      'receiver: channel',
    ],
    [
      'Unrecognized key: "match"',
      'alertmanager.yaml',
      '        matchers:',
      '        match:',
    ],
    [
      'The configuration receivers is not rendered',
      'alertmanager.yaml',
      'metadata:\n  name: receivers',
      'metadata:\n  name: others',
    ],
    [
      'Two panels have the id 2',
      'dashboards/mesh.json',
      '"id": 1,',
      '"id": 2,',
    ],
    [
      'The panel "Succeeded" lies on "Requests a second"',
      'dashboards/mesh.json',
      '"x": 6, "y": 0',
      '"x": 5, "y": 0',
    ],
    [
      'The panel "Requests a second" is out of the grid',
      'dashboards/services.json',
      '"x": 0, "y": 0',
      '"x": 20, "y": 0',
    ],
    [
      'cannot choose',
      'dashboards/mesh.json',
      '"uid": "${datasource}"',
      '"uid": "prometheus"',
    ],
    [
      'uses $services, which is no variable',
      'dashboards/services.json',
      '\\"$service\\"',
      '\\"$services\\"',
    ],
    [
      'No ConfigMap has this dashboard',
      'kustomization.yaml',
      '      - dashboards/redis.json\n',
      '',
    ],
    [
      'dashboards/redis.json is listed and not rendered',
      'dashboards/redis.json',
      '',
      GONE,
    ],
    [
      '/d/core-service leads to no dashboard: those that are rendered are ',
      'runbooks/HighErrorRate.md',
      '/d/shop-services)',
      '/d/core-service)',
    ],
    [
      'batch is among the processors and not used',
      'config/otel-sampler.yaml',
      'tail_sampling, batch]',
      'tail_sampling]',
    ],
    [
      'jaeger is used and not among the exporters',
      'config/otel-sampler.yaml',
      '[otlp/jaeger, clickhouse]',
      '[jaeger, otlp/jaeger, clickhouse]',
    ],
    [
      'healthcheck is used and not among the extensions',
      'config/otel-collector.yaml',
      'extensions: [health_check]',
      'extensions: [health_check, healthcheck]',
    ],
    [
      'No container has the variable CLICKHOUSE_TOKEN',
      'config/jaeger.yaml',
      'env:CLICKHOUSE_PASSWORD',
      'env:CLICKHOUSE_TOKEN',
    ],
  ])('say: %s', (message, ...change) => {
    expect(check(change).join('\n')).toContain(message);
  });
});
