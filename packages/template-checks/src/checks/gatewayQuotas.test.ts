import { checkKubernetes } from './checkKubernetes';

const gateway = `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: portal, namespace: portal }
spec:
  gatewayClassName: istio
  listeners:
    - { name: https, port: 443, protocol: HTTPS, hostname: portal.example.com, tls: { certificateRefs: [{ name: tls }] } }
    - { name: other, port: 443, protocol: HTTPS, hostname: other.example.com, tls: { certificateRefs: [{ name: tls }] } }
`;

const quota = (loadBalancers: number, nodePorts: number) =>
  `apiVersion: v1
kind: ResourceQuota
metadata: { name: quota, namespace: portal }
spec: { hard: { pods: '20', services.loadbalancers: '${loadBalancers}', services.nodeports: '${nodePorts}' } }
`;

const check = (...objects: string[]) =>
  checkKubernetes({
    files: objects.map((text, index) => ({
      path: `k8s/${index}.yaml`,
      content: Buffer.from(text),
      executable: false,
    })),
  }).then(findings => findings.map(({ message }) => message));

// Schemas are read in a thread of its own.
jest.setTimeout(60_000);

describe('the quota of a namespace with Gateways', () => {
  it('allows the load balancers that Istio makes of them', async () => {
    expect(await check(gateway, quota(1, 2))).toEqual([]);
    expect(await check(gateway, quota(0, 2))).toEqual([
      'The quota allows 0 services.loadbalancers, and the Gateways of portal need 1',
    ]);
    expect(
      await check(
        gateway,
        gateway.replace('name: portal,', 'name: second,'),
        quota(2, 3),
      ),
    ).toEqual([
      'The quota allows 3 services.nodeports, and the Gateways of portal need 4',
    ]);
  });

  it('may allow none where the Gateways need none', async () => {
    const elsewhere = gateway.replace('namespace: portal', 'namespace: shop');
    const inside = gateway.replace(
      'namespace: portal }',
      'namespace: portal, annotations: { networking.istio.io/service-type: ClusterIP } }',
    );
    const google = gateway.replace(
      'ClassName: istio',
      'ClassName: gke-l7-rilb',
    );

    for (const other of [elsewhere, inside, google]) {
      expect(other).not.toBe(gateway);
      expect(await check(other, quota(0, 0))).toEqual([]);
    }
  });
});
