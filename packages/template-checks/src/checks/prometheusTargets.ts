import { z } from 'zod';
import { Finding, RenderedFiles } from '../types';
import { readDocuments } from './documents';
import { Exporter, EXPORTERS } from './prometheusExporters';
import { isSilent } from './prometheusParts';

const labels = z.record(z.string(), z.string());

const workloadSchema = z.looseObject({
  kind: z.enum(['Deployment', 'StatefulSet', 'DaemonSet']),
  metadata: z.looseObject({ namespace: z.string().optional() }),
  spec: z.looseObject({
    template: z.looseObject({
      metadata: z.looseObject({ labels }),
      spec: z.looseObject({
        containers: z.array(
          z.looseObject({
            image: z.string(),
            args: z.array(z.string()).default([]),
            env: z
              .array(
                z.looseObject({
                  name: z.string(),
                  value: z.string().default(''),
                }),
              )
              .default([]),
            ports: z
              .array(z.looseObject({ name: z.string().optional() }))
              .default([]),
          }),
        ),
      }),
    }),
  }),
});

const monitorSchema = z.looseObject({
  kind: z.literal('PodMonitor'),
  metadata: z.looseObject({
    name: z.string(),
    namespace: z.string().optional(),
  }),
  spec: z.looseObject({
    namespaceSelector: z
      .looseObject({
        any: z.boolean().optional(),
        matchNames: z.array(z.string()).optional(),
      })
      .optional(),
    selector: z.looseObject({
      matchLabels: labels.default({}),
      matchExpressions: z
        .array(z.looseObject({ key: z.string(), operator: z.string() }))
        .default([]),
    }),
    podMetricsEndpoints: z.array(z.looseObject({ port: z.string() })),
  }),
});

const helmfileSchema = z.looseObject({
  releases: z.array(z.looseObject({ chart: z.string(), version: z.string() })),
});

type Monitor = z.infer<typeof monitorSchema>;

/** Pods that show metrics at a port. */
type Target = {
  exporter: Exporter;
  namespaces: 'any' | readonly string[];
  labels: Record<string, string>;
};

/** What a rendering deploys that exports metrics, and whether Prometheus asks it. */
export function readTargets(rendered: RenderedFiles): {
  metrics: ReadonlySet<string>;
  findings: Finding[];
} {
  const { documents } = readDocuments(rendered);
  const workloads = documents.flatMap(
    ({ value }) => workloadSchema.safeParse(value).data ?? [],
  );
  const charts = documents.flatMap(
    ({ value }) => helmfileSchema.safeParse(value).data?.releases ?? [],
  );
  const monitors = documents.flatMap(({ where, value }) => {
    const { data } = monitorSchema.safeParse(value);
    return data ? [{ where, monitor: data }] : [];
  });

  const targets = EXPORTERS.flatMap((exporter): Target[] => {
    const { by, port } = exporter;
    if ('image' in by) {
      return workloads.flatMap(({ metadata, spec }) =>
        spec.template.spec.containers
          .filter(
            ({ image, args, env, ports }) =>
              image.replace(/:[^/:]+$/, '') === by.image &&
              ports.some(({ name }) => name === port) &&
              (!by.argument || args.some(arg => by.argument?.test(arg))) &&
              (!by.variable || env.some(isThat(by.variable))),
          )
          .map(() => ({
            exporter,
            namespaces: [metadata.namespace ?? 'default'],
            labels: spec.template.metadata.labels,
          })),
      );
    }
    const isMissing =
      by.chart && !charts.some(({ chart }) => chart === by.chart);
    return isMissing || (by.part && isSilent(by.part, rendered))
      ? []
      : [{ exporter, namespaces: by.namespaces, labels: by.labels }];
  });
  const isAsked = (target: Target) =>
    monitors.some(({ monitor }) => asks(monitor, target));

  return {
    metrics: new Set(
      targets.filter(isAsked).flatMap(({ exporter }) => exporter.metrics),
    ),
    findings: monitors
      .filter(({ monitor }) => !targets.some(target => asks(monitor, target)))
      .map(({ where, monitor }) => ({
        where,
        message: `The monitor ${monitor.metadata.name} finds nothing that exports metrics`,
      })),
  };
}

function isThat(wanted: { name: string; value: RegExp }) {
  return ({ name, value }: { name: string; value: string }) =>
    name === wanted.name && wanted.value.test(value);
}

function asks({ metadata, spec }: Monitor, target: Target): boolean {
  const { matchLabels, matchExpressions } = spec.selector;
  const { any, matchNames = [metadata.namespace ?? 'default'] } =
    spec.namespaceSelector ?? {};
  const sees =
    any === true ||
    target.namespaces === 'any' ||
    target.namespaces.some(namespace => matchNames.includes(namespace));
  return (
    sees &&
    spec.podMetricsEndpoints.some(
      ({ port }) => port === target.exporter.port,
    ) &&
    Object.entries(matchLabels).every(
      ([key, value]) => target.labels[key] === value,
    ) &&
    matchExpressions.every(
      ({ key, operator }) =>
        operator === 'Exists' && target.labels[key] !== undefined,
    )
  );
}
