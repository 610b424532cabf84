import { z } from 'zod';
import { Finding, RenderedFiles } from '../types';
import { madeByCharts } from './clusterNames';
import { missing } from './kubernetesNeeds';
import { PlacedObject } from './kubernetesReferences';
import { LocatedObject } from './servicePorts';

const principals = z.array(z.string()).default([]);

const policySchema = z.looseObject({
  kind: z.literal('AuthorizationPolicy'),
  spec: z.looseObject({
    rules: z
      .array(
        z.looseObject({
          from: z
            .array(
              z.looseObject({
                source: z.looseObject({
                  principals,
                  notPrincipals: principals,
                }),
              }),
            )
            .default([]),
        }),
      )
      .default([]),
  }),
});

/** Istio makes the account of what it runs for a Gateway: called as that, or with its class behind. */
const gatewaySchema = z.looseObject({
  apiVersion: z.string().startsWith('gateway.networking.k8s.io/'),
  kind: z.literal('Gateway'),
  spec: z.looseObject({ gatewayClassName: z.string() }),
});

const ACCOUNT = /\/ns\/([a-z0-9-]+)\/sa\/([a-z0-9.-]+)$/;

/**
 * Whom a policy of the mesh lets in, or keeps out, is an account that pods may have.
 * Istio takes any name; nobody ever comes by one that is not there. Accounts of a
 * namespace in which the rendering makes none are somebody else's.
 */
export function checkPeers(
  rendered: RenderedFiles,
  objects: readonly LocatedObject[],
): Finding[] {
  const made = accountsOf(objects);
  const namespaces = new Set(made.map(({ namespace }) => namespace));
  const known = new Set([
    ...made.map(({ name, namespace }) => `${name}.${namespace}`),
    ...madeByCharts(rendered),
  ]);
  return objects.flatMap(({ value, at }) =>
    readPeers(value)
      .filter(
        ({ name, namespace }) =>
          namespaces.has(namespace) &&
          name !== 'default' &&
          !known.has(`${name}.${namespace}`),
      )
      .map(({ name, namespace, keys }) => ({
        where: at(keys),
        message: `${missing(
          'ServiceAccount',
          name,
          namespace,
        )}, and so nobody is this principal`,
      })),
  );
}

function accountsOf(objects: readonly PlacedObject[]) {
  return objects.flatMap(({ value, namespace }) => {
    const { name } = value.metadata;
    const gateway = gatewaySchema.safeParse(value).data?.spec.gatewayClassName;
    return value.kind === 'ServiceAccount'
      ? [{ name, namespace }]
      : (gateway ? [name, `${name}-${gateway}`] : []).map(made => ({
          name: made,
          namespace,
        }));
  });
}

/** The accounts that a policy names, without those that a star stands for. */
function readPeers(value: unknown) {
  const { data } = policySchema.safeParse(value);
  return (data?.spec.rules ?? []).flatMap(({ from }, rule) =>
    from.flatMap(({ source }, position) =>
      (['principals', 'notPrincipals'] as const).flatMap(list =>
        source[list].flatMap((principal, index) => {
          const [, namespace, name] = ACCOUNT.exec(principal) ?? [];
          const above = ['spec', 'rules', rule, 'from', position, 'source'];
          return namespace && name
            ? [{ namespace, name, keys: [...above, list, index] }]
            : [];
        }),
      ),
    ),
  );
}
