import { placedObjects } from '../__testUtils__/placedObjects';
import { readWorkloads } from './kubernetesReferences';
import { checkPaths } from './networkPaths';

const workload = (name: string, namespace: string, ports: string, env = '') =>
  `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: ${namespace} }
spec:
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name}, tier: backend } }
    spec:
      containers:
        - name: main
          image: example.com/${name}:1.0.0
          ports: ${ports}
          env:
            - { name: LEVEL, value: info }
            - { name: PASSWORD, valueFrom: { secretKeyRef: { name: a, key: b } } }
${env}---
`;

const service = (name: string, namespace: string, port: string) =>
  `apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: ${namespace} }
spec: { selector: { app: ${name} }, ports: [${port}] }
---
`;

const policy = (name: string, namespace: string, spec: string) =>
  `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: ${name}, namespace: ${namespace} }
spec: ${spec}
---
`;

const ENDPOINT =
  '            - { name: OTEL_EXPORTER_OTLP_ENDPOINT, value: "http://collector.observability.svc.cluster.local:4318" }\n';

const pods = [
  workload('core', 'shop', '[{ name: http, containerPort: 8080 }]', ENDPOINT),
  workload(
    'collector',
    'observability',
    '[{ name: otlp, containerPort: 14318 }, { name: metrics, containerPort: 8888 }]',
  ),
  service('collector', 'observability', '{ port: 4318, targetPort: otlp }'),
  `apiVersion: v1
kind: Namespace
metadata: { name: observability, labels: { team: platform } }
---
`,
].join('');

const deny =
  policy(
    'deny',
    'shop',
    '{ podSelector: {}, policyTypes: [Ingress, Egress], egress: [{ ports: [{ protocol: UDP, port: 53 }] }] }',
  ) +
  policy(
    'deny',
    'observability',
    '{ podSelector: {}, policyTypes: [Ingress, Egress] }',
  );

const NAMESPACE =
  'namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: observability } }';

const egress = (peer: string, ports = '[{ port: 14318 }]') =>
  policy(
    'out',
    'shop',
    `{ podSelector: { matchLabels: { app: core } }, policyTypes: [Egress], egress: [{ to: [{ ${peer} }], ports: ${ports} }] }`,
  );

const ingress = (peer: string, ports = '[{ port: otlp }]') =>
  policy(
    'in',
    'observability',
    `{ podSelector: { matchExpressions: [{ key: app, operator: In, values: [collector] }] }, ingress: [{ from: [{ ${peer} }], ports: ${ports} }] }`,
  );

function check(...texts: string[]): string[] {
  const objects = placedObjects(texts.join(''));
  return checkPaths(objects, readWorkloads(objects)).map(
    ({ where, message }) => `${where}: ${message}`,
  );
}

const SHUT_OUT =
  'all.yaml:16: core asks collector.observability, and of the NetworkPolicies none in observability lets it in to port 14318 of collector';
const SHUT_IN =
  'all.yaml:16: core asks collector.observability, and of the NetworkPolicies none in shop lets it out to port 14318 of collector';

const anyone = 'namespaceSelector: {}';

describe('the way to what a pod is told to ask', () => {
  it('is open without policies, and where both sides allow it', () => {
    expect(check(pods)).toEqual([]);
    expect(check(pods, deny, egress(NAMESPACE), ingress(anyone))).toEqual([]);
    expect(check(pods, deny, egress(NAMESPACE, '[]'), ingress(anyone))).toEqual(
      [],
    );
  });

  it('is shut where either side names nothing of it', () => {
    expect(check(pods, deny)).toEqual([SHUT_IN]);
    expect(check(pods, deny, egress(NAMESPACE))).toEqual([SHUT_OUT]);
    expect(check(pods, deny, ingress(anyone))).toEqual([SHUT_IN]);
  });

  it.each([
    // It is for addresses outside of the cluster.
    [egress('ipBlock: { cidr: 0.0.0.0/0 }')],
    // The port of the Service, which no pod has.
    [egress(NAMESPACE, '[{ port: 4318 }]')],
    [egress(NAMESPACE, '[{ protocol: UDP, port: 14318 }]')],
    [egress(NAMESPACE, '[{ port: 14000, endPort: 14317 }]')],
    [egress(`${NAMESPACE}, podSelector: { matchLabels: { app: jaeger } }`)],
    [egress('podSelector: { matchLabels: { app: collector } }')],
    [egress('namespaceSelector: { matchLabels: { team: shop } }')],
    [egress(NAMESPACE).replace('{ app: core }', '{ app: cart }')],
    [egress(NAMESPACE).replace('namespace: shop', 'namespace: default')],
    [
      egress(
        'namespaceSelector: { matchExpressions: [{ key: team, operator: DoesNotExist }] }',
      ),
    ],
  ])('is not opened to the collector by %s', text => {
    expect(check(pods, deny, text, ingress(anyone))).toEqual([SHUT_IN]);
  });

  it.each([
    [egress(NAMESPACE, '[{ port: 14000, endPort: 14400 }]')],
    [egress(`${NAMESPACE}, podSelector: { matchLabels: { app: collector } }`)],
    [egress('namespaceSelector: { matchLabels: { team: platform } }')],
    [
      egress(
        'namespaceSelector: { matchExpressions: [{ key: team, operator: NotIn, values: [shop] }, { key: team, operator: Exists }] }',
      ),
    ],
  ])('is opened to the collector by %s', text => {
    expect(check(pods, deny, text, ingress(anyone))).toEqual([]);
  });

  it('may be open where nobody says how a namespace is labelled', () => {
    const without = pods.replace(/apiVersion: v1\nkind: Namespace[^]*/, '');
    const to = (labels: string) =>
      egress(`namespaceSelector: { matchLabels: { ${labels} } }`);
    const open = ingress(anyone);
    expect(check(without, deny, to('team: shop'), open)).toEqual([]);
    expect(
      check(without, deny, to('kubernetes.io/metadata.name: shop'), open),
    ).toEqual([SHUT_IN]);
  });

  it('is open to those that a policy lets in, and to no others', () => {
    const named = (namespace: string) =>
      ingress(
        `namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: ${namespace} } }, podSelector: { matchLabels: { tier: backend } }`,
      );
    expect(check(pods, deny, egress(NAMESPACE), named('shop'))).toEqual([]);
    expect(check(pods, deny, egress(NAMESPACE), named('web'))).toEqual([
      SHUT_OUT,
    ]);
    // Without types a policy with no egress says nothing of it.
    expect(
      check(pods, egress(NAMESPACE), ingress(anyone, '[{ port: metrics }]')),
    ).toEqual([SHUT_OUT]);
  });

  it('is that of a scheme without a port, and none of what is not there', () => {
    const web = (address: string) => [
      workload(
        'web',
        'shop',
        '[]',
        `            - { name: CORE_URL, value: '${address}' }\n`,
      ),
      workload('core', 'shop', '[{ containerPort: 8080 }]'),
      service('core', 'shop', '{ port: 80, targetPort: 8080 }'),
      deny,
    ];
    expect(check(...web('http://core.shop.svc'))).toEqual([
      'all.yaml:16: web asks core.shop, and of the NetworkPolicies none in shop lets it out to port 8080 of core',
    ]);
    // Its own address, and one of UDP.
    expect(
      check(
        ...web('http://core.shop.svc').map(text =>
          text.replaceAll('name: web', 'name: core'),
        ),
      ),
    ).toEqual([]);
    expect(
      check(
        ...web('http://core.shop.svc').map(text =>
          text.replace('{ port: 80,', '{ port: 80, protocol: UDP,'),
        ),
      ),
    ).toEqual([]);
    for (const address of [
      'core.shop.svc',
      'https://core.shop.svc',
      'http://core.other.svc',
      'http://cart.shop.svc',
      'http://core.shop.svc.example.com',
    ]) {
      expect(check(...web(address))).toEqual([]);
    }
  });
});
