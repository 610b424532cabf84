import { readUnknownLabels } from './prometheusLabels';
import { readPromql } from './prometheusPromql';

const monitor = (endpoint: string, more = '') => `apiVersion: v1
kind: PodMonitor
metadata: { name: all }
spec: { podMetricsEndpoints: [{ port: metrics, ${endpoint} }], ${more} }
`;

/** The labels of an expression that nothing has. */
function find(expression: string, text = monitor('')): string[] {
  const isUnknown = readUnknownLabels({
    files: [{ path: 'a.yaml', content: Buffer.from(text), executable: false }],
  });
  const { labels, problems } = readPromql(expression);
  expect(problems).toEqual([]);
  return labels.filter(isUnknown).map(({ label }) => label);
}

const WRONG = 'sum(rate(istio_requests_total{cluster="a"}[5m]))';

describe('the labels of an expression', () => {
  it.each([
    'istio_requests_total{reporter="source", response_code=~"5..", source_cluster!="a"}',
    'histogram_quantile(0.9, sum by (le, destination_service_name) (rate(istio_request_duration_milliseconds_bucket[5m])))',
    'count by (namespace, pod) (istio_requests_total)',
    // Of these nobody knows here which labels they have.
    'sum by (team) (kube_pod_info{team="a"})',
    'sum by (team) (istio_requests_total * on (pod) group_left (team) kube_pod_labels)',
    'istio_requests_total{preview="", team = \'\'}',
    'sum by (team) (label_replace(istio_requests_total, "team", "$1", "pod", "(.*)"))',
    'sum without (cluster) (istio_requests_total)',
  ])('are those of its metrics: %s', expression => {
    expect(find(expression)).toEqual([]);
  });

  it.each([
    [WRONG, 'cluster'],
    [
      'istio_requests_total{destination_servicename!~"a"}',
      'destination_servicename',
    ],
    ['sum by (reporter, code) (rate(istio_requests_total[5m]))', 'code'],
    ['sum(istio_requests_total) by (code)', 'code'],
    [
      'sum by (code) (istio_requests_total / istio_tcp_sent_bytes_total)',
      'code',
    ],
  ])('are not found: %s', (expression, label) => {
    expect(find(expression)).toEqual([label]);
  });

  it.each([
    [monitor('relabelings: [{ targetLabel: cluster, replacement: a }]')],
    [monitor('metricRelabelings: [{ targetLabel: cluster }]')],
    [monitor('relabelings: [{ action: LabelMap, regex: a }]')],
    [monitor('', 'podTargetLabels: [cluster]')],
    ['kind: Prometheus\nspec: { externalLabels: { cluster: a } }\n'],
    [
      'kind: Telemetry\nspec: { metrics: [{ overrides: [{ tagOverrides: { cluster: { value: a } } }] }] }\n',
    ],
  ])('may be made: %s', text => {
    expect(find(WRONG, text)).toEqual([]);
  });

  it('are not made by what changes others', () => {
    expect(
      find(WRONG, monitor('relabelings: [{ targetLabel: region }]')),
    ).toEqual(['cluster']);
  });
});
