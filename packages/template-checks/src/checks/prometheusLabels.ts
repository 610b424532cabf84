import { z } from 'zod';
import { RenderedFiles } from '../types';
import { readDocuments } from './documents';
import { EXPORTERS, PROXIES } from './prometheusExporters';
import { LabelUse } from './prometheusPromql';

/** What Prometheus adds itself to whatever a monitor of the operator finds. */
const OF_TARGETS = [
  'container',
  'endpoint',
  'instance',
  'job',
  'namespace',
  'pod',
  'prometheus',
  'prometheus_replica',
  'service',
];

/** All that the metrics of an exporter have of their own, where that is known: istio.io, "Istio Standard Metrics". */
const OWN: Readonly<Record<string, readonly string[]>> = {
  [PROXIES]: [
    'reporter',
    'request_protocol',
    'response_code',
    'response_flags',
    'grpc_response_status',
    'connection_security_policy',
    'destination_service',
    'destination_service_name',
    'destination_service_namespace',
    ...['source', 'destination'].flatMap(side =>
      [
        'app',
        'canonical_revision',
        'canonical_service',
        'cluster',
        'principal',
        'version',
        'workload',
        'workload_namespace',
      ].map(name => `${side}_${name}`),
    ),
  ],
};

const relabeling = z.looseObject({
  action: z.string().default('replace'),
  targetLabel: z.string().optional(),
});
const relabelings = z.array(relabeling).default([]);
const names = z.array(z.string()).default([]);

const monitorSchema = z.looseObject({
  kind: z.enum(['PodMonitor', 'ServiceMonitor']),
  spec: z.looseObject({
    podTargetLabels: names,
    targetLabels: names,
    podMetricsEndpoints: endpoints(),
    endpoints: endpoints(),
  }),
});

/** Tags that Istio's Telemetry adds to its metrics. */
const telemetrySchema = z.looseObject({
  kind: z.literal('Telemetry'),
  spec: z.looseObject({
    metrics: z.array(
      z.looseObject({
        overrides: z
          .array(
            z.looseObject({
              tagOverrides: z.record(z.string(), z.unknown()).default({}),
            }),
          )
          .default([]),
      }),
    ),
  }),
});

const prometheusSchema = z.looseObject({
  kind: z.literal('Prometheus'),
  spec: z.looseObject({
    externalLabels: z.record(z.string(), z.unknown()).default({}),
  }),
});

function endpoints() {
  return z
    .array(z.looseObject({ relabelings, metricRelabelings: relabelings }))
    .default([]);
}

/**
 * Says which labels a metric never has: an expression that asks for one finds nothing,
 * or puts all together, without a word. Of most metrics the labels are not known here,
 * and of none where a monitor makes labels of others' names.
 */
export function readUnknownLabels(
  rendered: RenderedFiles,
): (use: LabelUse) => boolean {
  const added = readAdded(rendered);
  const own = new Map(
    EXPORTERS.flatMap(({ name, metrics }) =>
      metrics.map((metric): [string, readonly string[] | undefined] => [
        metric,
        OWN[name],
      ]),
    ),
  );
  const isUnknown = (metric: string, label: string) => {
    const labels = own.get(metric);
    return (
      labels !== undefined &&
      added !== undefined &&
      ![...labels, ...OF_TARGETS, 'le', '__name__'].includes(label) &&
      !added.has(label)
    );
  };
  return ({ metrics, label }) =>
    metrics.length > 0 && metrics.every(metric => isUnknown(metric, label));
}

/** The labels that monitors, Prometheus and Istio's telemetry add to any metric. */
function readAdded(rendered: RenderedFiles): Set<string> | undefined {
  const values = readDocuments(rendered).documents.map(({ value }) => value);
  const monitors = values.flatMap(
    value => monitorSchema.safeParse(value).data?.spec ?? [],
  );
  const changes = monitors
    .flatMap(spec => [...spec.podMetricsEndpoints, ...spec.endpoints])
    .flatMap(endpoint => [
      ...endpoint.relabelings,
      ...endpoint.metricRelabelings,
    ]);
  if (changes.some(({ action }) => action.toLowerCase() === 'labelmap')) {
    return undefined;
  }
  return new Set([
    ...changes.flatMap(({ targetLabel }) => targetLabel ?? []),
    ...monitors
      .flatMap(spec => [...spec.podTargetLabels, ...spec.targetLabels])
      .map(name => name.replace(/\W/g, '_')),
    ...values.flatMap(value =>
      Object.keys(
        prometheusSchema.safeParse(value).data?.spec.externalLabels ?? {},
      ),
    ),
    ...values
      .flatMap(
        value => telemetrySchema.safeParse(value).data?.spec.metrics ?? [],
      )
      .flatMap(({ overrides }) => overrides)
      .flatMap(({ tagOverrides }) => Object.keys(tagOverrides)),
  ]);
}
