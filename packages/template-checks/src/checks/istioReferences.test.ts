import { checkIstio } from './istioReferences';

const mesh = `
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: { name: shop, namespace: istio-ingress }
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: core, namespace: shop }
spec:
  gateways: [mesh, istio-ingress/shop]
  http:
    - route:
        - destination: { host: core.shop.svc.cluster.local, subset: stable }
          weight: 95
        - destination: { host: core.shop.svc.cluster.local, subset: canary }
          weight: 5
    - route:
        - destination: { host: www.liqpay.ua }
---
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: core, namespace: shop }
spec:
  host: core.shop.svc.cluster.local
  trafficPolicy:
    loadBalancer: { localityLbSetting: { enabled: true } }
    outlierDetection: { interval: 5s }
  subsets:
    - { name: stable, labels: { version: stable } }
    - { name: canary, labels: { version: canary } }
---
apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata: { name: liqpay, namespace: shop }
spec: { hosts: [www.liqpay.ua] }
---
apiVersion: v1
kind: Service
metadata: { name: ratelimit, namespace: istio-ingress }
spec: { ports: [{ port: 8081 }] }
---
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: { name: core, namespace: shop }
spec:
  rules:
    - from:
        - source: { principals: [cluster.local/ns/shop/sa/storefront] }
---
apiVersion: networking.istio.io/v1alpha3
kind: EnvoyFilter
metadata: { name: limits, namespace: istio-ingress }
spec:
  configPatches:
    - applyTo: HTTP_FILTER
      patch:
        operation: INSERT_BEFORE
        value:
          name: envoy.filters.http.ratelimit
          typed_config:
            '@type': type.googleapis.com/envoy.extensions.filters.http.ratelimit.v3.RateLimit
            rate_limit_service:
              grpc_service:
                envoy_grpc:
                  cluster_name: outbound|8081||ratelimit.istio-ingress.svc.cluster.local
---
apiVersion: telemetry.istio.io/v1
kind: Telemetry
metadata: { name: mesh, namespace: istio-system }
spec:
  tracing: [{ providers: [{ name: otel-traces }] }]
  metrics: [{ providers: [{ name: prometheus }] }]
---
meshConfig:
  extensionProviders: [{ name: otel-traces }]
`;

// Each reads schemas in a thread of its own, or parses whole renderings.
jest.setTimeout(60_000);

describe('checkIstio', () => {
  function check(text: string): string[] {
    expect(text).not.toBe('');
    return checkIstio({
      files: [
        { path: 'mesh.yaml', content: Buffer.from(text), executable: false },
      ],
    }).map(({ message }) => message);
  }

  it('finds nothing in a mesh that is right', () => {
    expect(check(mesh)).toEqual([]);
  });

  it.each([
    '*',
    'cluster.local/ns/*',
    'cluster.local/ns/shop/*',
    'cluster.local/ns/shop/sa/*',
    'cluster.local/ns/shop/sa/store*',
    'cluster.local/*',
    'cluster.local/ns/sho*',
    '*/ns/shop/sa/storefront',
    '*/sa/storefront',
  ])('takes %s, which stands for several', principal => {
    expect(
      check(
        mesh.replace('cluster.local/ns/shop/sa/storefront', `'${principal}'`),
      ),
    ).toEqual([]);
  });

  it.each(['*/ns/shop/sa/*', '*/ns/*', 'shop/storefront'])(
    'refuses %s, which stands for nobody',
    principal => {
      expect(
        check(
          mesh.replace('cluster.local/ns/shop/sa/storefront', `'${principal}'`),
        ),
      ).toHaveLength(1);
    },
  );

  it.each([
    ['istio-ingress/shop]', 'shop]', 'The gateway shop/shop is not rendered'],
    ['weight: 95', 'weight: 90', 'The weights of a route are 95 together'],
    [
      '- { name: canary,',
      '- { name: next,',
      'No DestinationRule of core.shop.svc.cluster.local has the subset canary',
    ],
    [
      'host: www.liqpay.ua',
      'host: liqpay.ua',
      'liqpay.ua is the host of no Service, ServiceEntry',
    ],
    [
      'kind: ServiceEntry\nmetadata: { name: liqpay, namespace: shop }\nspec: { hosts: [www.liqpay.ua] }',
      'kind: DestinationRule\nmetadata: { name: again }\nspec: { host: core.shop.svc.cluster.local }',
      'core.shop.svc.cluster.local has a DestinationRule already in mesh.yaml:',
    ],
    [
      '\n    outlierDetection: { interval: 5s }',
      '',
      'without outlierDetection nothing fails over',
    ],
    [
      'cluster.local/ns/shop/sa/storefront',
      'spiffe://cluster.local/ns/shop/sa/storefront',
      'is no principal',
    ],
    ['cluster.local/ns/shop/sa/storefront', 'storefront', 'is no principal'],
    ['v3.RateLimit', 'RateLimit', "is no @type of Envoy's configuration"],
    ["'@type'", 'type', "Nothing is no @type of Envoy's configuration"],
    ['typed_config', 'config', 'A filter needs a name and a typed_config'],
    ['outbound|8081|', 'outbound|8080|', 'no Service here has this host and'],
    [
      'name: otel-traces }] }]\n  metrics',
      'name: otel }] }]\n  metrics',
      'No extensionProviders of the mesh has the provider otel',
    ],
  ])('notices %j as %j', (from, to, message) => {
    expect(mesh).toContain(from);
    expect(check(mesh.replace(from, to)).join('\n')).toContain(message);
  });
});
