import { z } from 'zod';
import { Finding } from '../types';
import { PlacedObject } from './kubernetesReferences';

const SERVICE_TYPE = 'networking.istio.io/service-type';

const gatewaySchema = z.looseObject({
  apiVersion: z.string().startsWith('gateway.networking.k8s.io/'),
  kind: z.literal('Gateway'),
  metadata: z.looseObject({
    annotations: z.record(z.string(), z.string()).default({}),
  }),
  spec: z.looseObject({
    gatewayClassName: z.literal('istio'),
    listeners: z.array(z.looseObject({ port: z.number() })),
  }),
});

const quotaSchema = z.looseObject({
  kind: z.literal('ResourceQuota'),
  spec: z.looseObject({
    hard: z.record(z.string(), z.union([z.string(), z.number()])),
  }),
});

/** What Istio makes of Gateways counts against the quota of their namespace, which refuses it silently. */
export function checkGatewayQuotas(
  objects: readonly PlacedObject[],
): Finding[] {
  return objects.flatMap(({ where, namespace, value }) => {
    const hard = quotaSchema.safeParse(value).data?.spec.hard;
    const ports = objects
      .filter(other => other.namespace === namespace)
      .flatMap(other => portsOf(other.value));
    const needed: [string, number][] = [
      ['services.loadbalancers', ports.length],
      ['services.nodeports', ports.reduce((sum, count) => sum + count, 0)],
    ];
    return needed.flatMap(([name, count]) => {
      const limit = hard?.[name];
      return limit === undefined || Number(limit) >= count
        ? []
        : [
            {
              where,
              message: `The quota allows ${limit} ${name}, and the Gateways of ${namespace} need ${count}`,
            },
          ];
    });
  });
}

/** Of each load balancer that Istio makes: its ports, with the one that says whether it is ready. */
function portsOf(value: unknown): number[] {
  const { data: gateway } = gatewaySchema.safeParse(value);
  const type = gateway?.metadata.annotations[SERVICE_TYPE] ?? 'LoadBalancer';
  return gateway && type === 'LoadBalancer'
    ? [new Set(gateway.spec.listeners.map(({ port }) => port)).size + 1]
    : [];
}
