import { z } from 'zod';
import { Finding } from '../types';

/** A manifest with the place it was read from. */
export type KubernetesObject = {
  where: string;
  value: { apiVersion: string; kind: string; metadata: { name: string } };
};

/** A manifest with the namespace that it gets; one of the whole cluster has it for nothing. */
export type PlacedObject = KubernetesObject & { namespace: string };

const labels = z.record(z.string(), z.string());

const workloadSchema = z.looseObject({
  kind: z.enum(['Deployment', 'StatefulSet', 'DaemonSet']),
  metadata: z.looseObject({ name: z.string() }),
  spec: z.looseObject({
    replicas: z.number().optional(),
    selector: z.looseObject({ matchLabels: labels }),
    template: z.looseObject({
      metadata: z.looseObject({ labels }),
      spec: z.looseObject({
        containers: z.array(
          z.looseObject({
            image: z.string(),
            ports: z
              .array(
                z.looseObject({
                  name: z.string().optional(),
                  containerPort: z.number(),
                }),
              )
              .default([]),
          }),
        ),
      }),
    }),
  }),
});

type Workload = z.infer<typeof workloadSchema>;

/** What runs pods, with the namespace in which they are. */
export type PlacedWorkload = Workload & { namespace: string };

const serviceSchema = z.looseObject({
  kind: z.literal('Service'),
  spec: z.looseObject({
    selector: labels.optional(),
    ports: z.array(
      z.looseObject({
        port: z.number(),
        targetPort: z.union([z.string(), z.number()]).optional(),
      }),
    ),
  }),
});

const autoscalerSchema = z.looseObject({
  kind: z.literal('HorizontalPodAutoscaler'),
  spec: z.looseObject({
    minReplicas: z.number().default(1),
    maxReplicas: z.number(),
    scaleTargetRef: z.looseObject({ kind: z.string(), name: z.string() }),
  }),
});

/** The workloads whose pods others select. */
export function readWorkloads(
  objects: readonly PlacedObject[],
): PlacedWorkload[] {
  return objects.flatMap(({ value, namespace }) => {
    const { data } = workloadSchema.safeParse(value);
    return data ? [{ ...data, namespace }] : [];
  });
}

/** What one manifest says of another in its namespace is true. */
export function checkReferences(
  objects: readonly PlacedObject[],
  taggedImages: readonly string[],
): Finding[] {
  const all = readWorkloads(objects);
  return objects.flatMap(({ where, value, namespace }) => {
    const workloads = all.filter(other => other.namespace === namespace);
    return [
      ...checkWorkload(value, taggedImages),
      ...checkService(value, workloads),
      ...checkAutoscaler(value, workloads),
    ].map(message => ({ where, message }));
  });
}

function checkWorkload(
  value: unknown,
  taggedImages: readonly string[],
): string[] {
  const { data } = workloadSchema.safeParse(value);
  if (!data) {
    return [];
  }
  const { selector, template } = data.spec;
  const untagged = template.spec.containers.filter(
    ({ image }) =>
      !taggedImages.includes(image) &&
      !/(:[^/]+|@sha256:[0-9a-f]+)$/.test(image),
  );
  return [
    ...(isSubset(selector.matchLabels, template.metadata.labels)
      ? []
      : [`${data.metadata.name} does not select its own pods`]),
    ...untagged.map(({ image }) => `The image ${image} has no tag`),
  ];
}

function checkService(
  value: unknown,
  workloads: readonly Workload[],
): string[] {
  const { data } = serviceSchema.safeParse(value);
  if (!data?.spec.selector) {
    return [];
  }
  const { selector, ports } = data.spec;
  const selected = workloads.filter(workload => isSelected(selector, workload));
  if (selected.length === 0) {
    return ['The service selects no pods'];
  }
  const open = selected.flatMap(workload =>
    workload.spec.template.spec.containers.flatMap(container =>
      container.ports.flatMap(port => [port.name, port.containerPort]),
    ),
  );
  return ports
    .map(({ port, targetPort = port }) => targetPort)
    .filter(port => !open.includes(port))
    .map(port => `No selected pod has the port ${port}`);
}

function checkAutoscaler(
  value: unknown,
  workloads: readonly Workload[],
): string[] {
  const spec = autoscalerSchema.safeParse(value).data?.spec;
  if (!spec) {
    return [];
  }
  const { scaleTargetRef: target, minReplicas, maxReplicas } = spec;
  const exists = workloads.some(
    ({ kind, metadata }) =>
      kind === target.kind && metadata.name === target.name,
  );
  return [
    ...(exists
      ? []
      : [
          `The autoscaler scales ${target.kind} ${target.name}, which is not rendered`,
        ]),
    ...(minReplicas > maxReplicas
      ? [
          `The autoscaler's minReplicas ${minReplicas} are more than ${maxReplicas}`,
        ]
      : []),
  ];
}

function isSelected(
  selector: Record<string, string>,
  workload: Workload,
): boolean {
  return isSubset(selector, workload.spec.template.metadata.labels);
}

/** Whether the labels of a selector are all among those of pods. */
export function isSubset(
  part: Record<string, string>,
  whole: Record<string, string>,
): boolean {
  return Object.entries(part).every(([key, value]) => whole[key] === value);
}
