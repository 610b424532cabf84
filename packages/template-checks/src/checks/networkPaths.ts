import { z } from 'zod';
import { Finding } from '../types';
import { isSubset, PlacedObject, PlacedWorkload } from './kubernetesReferences';
import { End, isAllowed, Port, readPolicies } from './networkPolicies';
import { LocatedObject } from './servicePorts';

const callerSchema = z.looseObject({
  kind: z.enum(['Deployment', 'StatefulSet', 'DaemonSet']),
  spec: z.looseObject({
    template: z.looseObject({
      metadata: z.looseObject({ labels: z.record(z.string(), z.string()) }),
      spec: z.looseObject({
        containers: z.array(
          z.looseObject({
            env: z
              .array(
                z.looseObject({
                  name: z.string(),
                  value: z.string().optional(),
                }),
              )
              .default([]),
          }),
        ),
      }),
    }),
  }),
});

const serviceSchema = z.looseObject({
  apiVersion: z.literal('v1'),
  kind: z.literal('Service'),
  spec: z.looseObject({
    selector: z.record(z.string(), z.string()),
    ports: z.array(
      z.looseObject({
        port: z.number(),
        protocol: z.string().default('TCP'),
        targetPort: z.union([z.string(), z.number()]).optional(),
      }),
    ),
  }),
});

const namespaceSchema = z.looseObject({
  apiVersion: z.literal('v1'),
  kind: z.literal('Namespace'),
  metadata: z.looseObject({
    name: z.string(),
    labels: z.record(z.string(), z.string()).default({}),
  }),
});

/** `http://core.shop.svc.cluster.local:8080`, whole or within a text. */
const ADDRESS =
  /(?:\b(https?):\/\/)?(?<![\w.-])([a-z0-9-]+)\.([a-z0-9-]+)\.svc(?:\.cluster\.local)?(?![\w-]|\.[a-z])(?::(\d+))?/g;

const PORTS: Readonly<Record<string, number>> = { http: 80, https: 443 };

/** What a container is told to ask, and where. */
type Call = { service: string; namespace: string; port: number; where: string };

/**
 * What a pod is told to ask, by an address in its environment, the network policies on
 * both sides let it ask: as a service without a way to its collector, whose spans are
 * gone without a word. Of pods that are not rendered nothing is said, and nothing of
 * UDP; a pod that is told its own address asks nobody.
 */
export function checkPaths(
  objects: readonly LocatedObject[],
  workloads: readonly PlacedWorkload[],
): Finding[] {
  const policies = readPolicies(objects);
  const labels = new Map(
    objects.flatMap(({ value }): [string, Record<string, string>][] => {
      const { data } = namespaceSchema.safeParse(value);
      return data ? [[data.metadata.name, data.metadata.labels]] : [];
    }),
  );
  const endOf = (namespace: string, own: Record<string, string>): End => ({
    namespace,
    labels: own,
    namespaceLabels: labels.get(namespace),
  });
  return objects.flatMap(object => {
    const caller = callerSchema.safeParse(object.value).data?.spec.template;
    const from = endOf(object.namespace, caller?.metadata.labels ?? {});
    return (caller ? readCalls(object) : []).flatMap(call =>
      findTargets(call, objects, workloads).flatMap(({ pod, port }) => {
        if (isSame(pod, object)) {
          return [];
        }
        const to = endOf(call.namespace, pod.spec.template.metadata.labels);
        const problem = isAllowed('Egress', from, to, port, policies)
          ? !isAllowed('Ingress', to, from, port, policies) &&
            `none in ${call.namespace} lets it in to port ${port.number}`
          : `none in ${from.namespace} lets it out to port ${port.number}`;
        return problem
          ? [
              {
                where: call.where,
                message: `${object.value.metadata.name} asks ${call.service}.${call.namespace}, and of the NetworkPolicies ${problem} of ${pod.metadata.name}`,
              },
            ]
          : [];
      }),
    );
  });
}

function isSame(
  pod: PlacedWorkload,
  { value, namespace }: PlacedObject,
): boolean {
  return (
    pod.kind === value.kind &&
    pod.metadata.name === value.metadata.name &&
    pod.namespace === namespace
  );
}

function readCalls({ value, at }: LocatedObject): Call[] {
  const { data } = callerSchema.safeParse(value);
  return (data?.spec.template.spec.containers ?? []).flatMap(({ env }, index) =>
    env.flatMap(({ value: text = '' }, position) =>
      [...text.matchAll(ADDRESS)].flatMap(
        ([, scheme = '', service = '', namespace = '', written]) => {
          const port = written ? Number(written) : PORTS[scheme];
          const within = ['spec', 'template', 'spec', 'containers', index];
          const where = at([...within, 'env', position]);
          return port === undefined
            ? []
            : [{ service, namespace, port, where }];
        },
      ),
    ),
  );
}

/** The pods behind a Service, with their port that is meant. */
function findTargets(
  { service, namespace, port }: Call,
  objects: readonly PlacedObject[],
  workloads: readonly PlacedWorkload[],
): { pod: PlacedWorkload; port: Port }[] {
  const spec = objects
    .filter(
      ({ value, namespace: place }) =>
        value.metadata.name === service && place === namespace,
    )
    .map(({ value }) => serviceSchema.safeParse(value).data?.spec)
    .find(found => found !== undefined);
  const open = spec?.ports.find(
    each => each.port === port && each.protocol === 'TCP',
  );
  return !spec || !open
    ? []
    : workloads
        .filter(
          pod =>
            pod.namespace === namespace &&
            isSubset(spec.selector, pod.spec.template.metadata.labels),
        )
        .flatMap(pod =>
          pod.spec.template.spec.containers
            .flatMap(container => container.ports)
            .filter(({ name, containerPort }) =>
              [name, containerPort].includes(open.targetPort ?? port),
            )
            .map(({ name, containerPort }) => ({
              pod,
              port: { number: containerPort, name },
            })),
        );
}
