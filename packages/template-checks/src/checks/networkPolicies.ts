import { z } from 'zod';
import { PlacedObject } from './kubernetesReferences';

const labels = z.record(z.string(), z.string()).default({});

const selectorSchema = z.looseObject({
  matchLabels: labels,
  matchExpressions: z
    .array(
      z.looseObject({
        key: z.string(),
        operator: z.string(),
        values: z.array(z.string()).default([]),
      }),
    )
    .default([]),
});

const rules = z
  .array(
    z.looseObject({
      from: z.array(peerSchema()).default([]),
      to: z.array(peerSchema()).default([]),
      ports: z
        .array(
          z.looseObject({
            protocol: z.string().default('TCP'),
            port: z.union([z.number(), z.string()]).optional(),
            endPort: z.number().optional(),
          }),
        )
        .default([]),
    }),
  )
  .optional();

const policySchema = z.looseObject({
  apiVersion: z.literal('networking.k8s.io/v1'),
  kind: z.literal('NetworkPolicy'),
  spec: z.looseObject({
    podSelector: selectorSchema,
    policyTypes: z.array(z.string()).optional(),
    ingress: rules,
    egress: rules,
  }),
});

type Selector = z.infer<typeof selectorSchema>;
type Rule = NonNullable<z.infer<typeof rules>>[number];
type Peer = Rule['to'][number];

export type NetworkPolicy = z.infer<typeof policySchema>['spec'] & {
  namespace: string;
};

/** One of a pod's ends of a connection. */
export type End = {
  namespace: string;
  labels: Record<string, string>;
  /** Of the namespace, as far as they are known. */
  namespaceLabels: Record<string, string> | undefined;
};

/** The port of a pod, with its name where it has one. */
export type Port = { number: number; name?: string };

function peerSchema() {
  return z.looseObject({
    podSelector: selectorSchema.optional(),
    namespaceSelector: selectorSchema.optional(),
    ipBlock: z.unknown().optional(),
  });
}

export function readPolicies(
  objects: readonly PlacedObject[],
): NetworkPolicy[] {
  return objects.flatMap(({ value, namespace }) => {
    const { data } = policySchema.safeParse(value);
    return data ? [{ ...data.spec, namespace }] : [];
  });
}

/** Whether the policies of a pod let it speak with another one: any of them is enough, and so is none at all. */
export function isAllowed(
  direction: 'Egress' | 'Ingress',
  own: End,
  other: End,
  port: Port,
  policies: readonly NetworkPolicy[],
): boolean {
  const applied = policies.filter(
    policy =>
      policy.namespace === own.namespace &&
      matches(policy.podSelector, own.labels) &&
      typesOf(policy).includes(direction),
  );
  return (
    applied.length === 0 ||
    applied.some(policy => {
      const all = direction === 'Egress' ? policy.egress : policy.ingress;
      return (all ?? []).some(
        rule =>
          hasPort(rule, port) &&
          hasPeer(direction === 'Egress' ? rule.to : rule.from, policy, other),
      );
    })
  );
}

/** As Kubernetes fills them in. */
function typesOf({ policyTypes, egress }: NetworkPolicy): readonly string[] {
  return policyTypes ?? (egress ? ['Ingress', 'Egress'] : ['Ingress']);
}

function hasPort({ ports }: Rule, { number, name }: Port): boolean {
  return (
    ports.length === 0 ||
    ports.some(({ protocol, port, endPort }) => {
      if (protocol !== 'TCP') {
        return false;
      }
      return typeof port === 'number'
        ? number >= port && number <= (endPort ?? port)
        : port === undefined || port === name;
    })
  );
}

function hasPeer(
  peers: readonly Peer[],
  { namespace }: NetworkPolicy,
  other: End,
): boolean {
  return (
    peers.length === 0 ||
    peers.some(({ podSelector, namespaceSelector, ipBlock }) => {
      // Of addresses outside of the cluster: those of pods come and go.
      if (ipBlock !== undefined) {
        return false;
      }
      const isThere = namespaceSelector
        ? matchesNamespace(namespaceSelector, other)
        : other.namespace === namespace;
      return isThere && (!podSelector || matches(podSelector, other.labels));
    })
  );
}

/** Labels of a namespace that is not rendered may be any. */
function matchesNamespace(selector: Selector, other: End): boolean {
  const name = { 'kubernetes.io/metadata.name': other.namespace };
  if (other.namespaceLabels) {
    return matches(selector, { ...other.namespaceLabels, ...name });
  }
  const isOfNames = (key: string) => Object.hasOwn(name, key);
  return matches(
    {
      matchLabels: Object.fromEntries(
        Object.entries(selector.matchLabels).filter(([key]) => isOfNames(key)),
      ),
      matchExpressions: selector.matchExpressions.filter(({ key }) =>
        isOfNames(key),
      ),
    },
    name,
  );
}

function matches(
  { matchLabels, matchExpressions }: Selector,
  given: Record<string, string>,
): boolean {
  return (
    Object.entries(matchLabels).every(([key, value]) => given[key] === value) &&
    matchExpressions.every(({ key, operator, values }) => {
      const has = Object.hasOwn(given, key);
      switch (operator) {
        case 'In':
          return has && values.includes(given[key] ?? '');
        case 'NotIn':
          return !has || !values.includes(given[key] ?? '');
        case 'Exists':
          return has;
        default:
          return !has;
      }
    })
  );
}
