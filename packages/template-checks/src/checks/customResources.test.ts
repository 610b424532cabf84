import { checkKubernetes } from './checkKubernetes';

const check = (text: string) =>
  checkKubernetes({
    files: [
      {
        path: 'k8s/object.yaml',
        content: Buffer.from(text),
        executable: false,
      },
    ],
  }).then(findings => findings.map(({ message }) => message));

const virtualService = `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: core }
spec:
  hosts: [core]
  http:
    - match: [{ headers: { x-canary: { exact: 'on' } } }]
      retries: { attempts: 3, perTryTimeout: 2s }
      route: [{ destination: { host: core, subset: stable }, weight: 100 }]
`;

const rule = `
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata: { name: shop, labels: { release: shop } }
spec:
  groups:
    - name: shop
      rules: [{ alert: Down, expr: up == 0, for: 5m, labels: { severity: page } }]
`;

const certificate = `
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: { name: shop }
spec:
  secretName: shop-tls
  dnsNames: [shop.example.com]
  issuerRef: { name: letsencrypt, kind: ClusterIssuer }
`;

const secret = `
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: { name: portal }
spec:
  secretStoreRef: { kind: ClusterSecretStore, name: vault }
  data: [{ secretKey: TOKEN, remoteRef: { key: portal, property: TOKEN } }]
`;

const route = `
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: shop }
spec:
  parentRefs: [{ name: shop }]
  rules: [{ backendRefs: [{ name: core, port: 80 }] }]
`;

// Each reads schemas in a thread of its own, or parses whole renderings.
jest.setTimeout(60_000);

describe('custom resources', () => {
  it.each([virtualService, rule, certificate, secret, route])(
    'are accepted when they are right: %s',
    async text => {
      expect(await check(text)).toEqual([]);
    },
  );

  it.each([
    [virtualService, 'spec:', 'spec:\n  htp: []', '/spec/htp is no known'],
    [virtualService, 'attempts: 3', 'attempts: many', '/attempts must be int'],
    [virtualService, '{ exact:', '{ exactly:', '/exactly is no known field'],
    [rule, 'for: 5m', 'for: five', '/rules/0/for must match'],
    [rule, 'labels: { severity', 'label: { severity', '/label is no known'],
    [certificate, 'secretName: shop-tls', '', 'property secretName'],
    [secret, 'secretKey: TOKEN, ', '', 'property secretKey'],
    [
      secret,
      '{ name: portal }',
      '{ name: 0123 }',
      '/metadata/name must be str',
    ],
    [
      secret,
      '{ name: portal }',
      '{ name: portal, namespace: 1e3 }',
      '/metadata/namespace must be string',
    ],
    [route, 'port: 80', 'port: 80000', '/port must be <= 65535'],
    [route, 'HTTPRoute', 'HTTPRoad', 'No schema is known for HTTPRoad'],
  ])('are refused when they are wrong: %s', async (text, from, to, message) => {
    expect(text).toContain(from);
    expect((await check(text.replace(from, to))).join('\n')).toContain(message);
  });
});
