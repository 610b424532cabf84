import { placedObjects } from '../__testUtils__/placedObjects';
import { checkPeers } from './istioPeers';

const accounts = `apiVersion: v1
kind: ServiceAccount
metadata: { name: core, namespace: shop }
---
apiVersion: v1
kind: ServiceAccount
metadata: { name: ratelimit, namespace: istio-ingress }
---
`;

const policy = (...principals: string[]) => `apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: { name: core, namespace: shop }
spec:
  rules:
    - from:
        - source: { namespaces: [shop] }
        - source:
            principals: ${JSON.stringify(principals)}
            notPrincipals: [cluster.local/ns/shop/sa/core]
`;

const check = (text: string, ...paths: string[]) =>
  checkPeers(
    {
      files: paths.map(path => ({
        path,
        content: Buffer.from(''),
        executable: false,
      })),
    },
    placedObjects(text),
  ).map(({ where, message }) => `${where}: ${message}`);

const nobody = (line: number, name: string, namespace: string) =>
  `all.yaml:${line}: Nothing makes the ServiceAccount ${name} in the namespace ${namespace}, and so nobody is this principal`;

describe('whom a policy of the mesh names', () => {
  it.each([
    'cluster.local/ns/shop/sa/core',
    'cluster.local/ns/shop/sa/default',
    'cluster.local/ns/shop/sa/*',
    '*/ns/shop/sa/core',
    '*',
    // What another repository has there is its own.
    'cluster.local/ns/observability/sa/prometheus',
  ])('may be %s', principal => {
    expect(check(accounts + policy(principal))).toEqual([]);
  });

  it('is an account of a namespace that has others', () => {
    const wrong = policy(
      'cluster.local/ns/shop/sa/core',
      'cluster.local/ns/shop/sa/storefront',
    );
    expect(check(accounts + wrong)).toEqual([nobody(17, 'storefront', 'shop')]);
    expect(
      check(
        accounts +
          policy('cluster.local/ns/shop/sa/core').replace(
            /(notPrincipals: .*)core/,
            '$1cart',
          ),
      ),
    ).toEqual([nobody(18, 'cart', 'shop')]);
  });

  it('may be one that Istio makes for a Gateway', () => {
    const of = (kind: string) =>
      `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: way, namespace: shop }
spec: { gatewayClassName: ${kind} }
---
`;
    const waypoint = policy('cluster.local/ns/shop/sa/way');
    const gateway = policy('cluster.local/ns/shop/sa/way-istio');
    expect(check(accounts + of('istio-waypoint') + waypoint)).toEqual([]);
    expect(check(accounts + of('istio') + gateway)).toEqual([]);
    expect(check(accounts + waypoint)).toHaveLength(1);
  });

  it('may be one that a chart makes', () => {
    const gateway = policy('cluster.local/ns/istio-ingress/sa/istio-ingress');
    expect(check(accounts + gateway)).toEqual([
      nobody(17, 'istio-ingress', 'istio-ingress'),
    ]);
    expect(check(accounts + gateway, 'mesh/istio/gateway-values.yaml')).toEqual(
      [],
    );
  });
});
