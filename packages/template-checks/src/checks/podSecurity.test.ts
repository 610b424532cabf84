import { checkKubernetes } from './checkKubernetes';

/** What else a namespace needs. */
const around = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: default-deny, namespace: shop }
spec: { podSelector: {}, policyTypes: [Ingress, Egress] }
---
apiVersion: v1
kind: ResourceQuota
metadata: { name: quota, namespace: shop }
spec: { hard: { pods: '10' } }
---
apiVersion: v1
kind: LimitRange
metadata: { name: limits, namespace: shop }
spec: { limits: [{ type: Container, default: { memory: 64Mi }, defaultRequest: { memory: 64Mi } }] }
`;

const check = (metadata: string) =>
  checkKubernetes({
    files: [
      {
        path: 'k8s/namespace.yaml',
        content: Buffer.from(
          `apiVersion: v1\nkind: Namespace\nmetadata: ${metadata}\n---\n${around}`,
        ),
        executable: false,
      },
    ],
  }).then(findings => findings.map(({ message }) => message));

// Schemas are read in a thread of its own.
jest.setTimeout(60_000);

describe('the pod security of a namespace', () => {
  it.each(['privileged', 'baseline', 'restricted'])(
    'may be %s',
    async level => {
      expect(
        await check(
          `{ name: shop, labels: { pod-security.kubernetes.io/enforce: ${level} } }`,
        ),
      ).toEqual([]);
    },
  );

  it.each(['{ name: shop }', '{ name: shop, labels: { team: orders } }'])(
    'is missing in %s',
    async metadata => {
      expect(await check(metadata)).toEqual([
        'The label pod-security.kubernetes.io/enforce is missing, so pods may do anything: it is one of privileged, baseline, restricted',
      ]);
    },
  );

  it('is one that Kubernetes knows', async () => {
    expect(
      await check(
        '{ name: shop, labels: { pod-security.kubernetes.io/enforce: strict } }',
      ),
    ).toEqual([
      'pod-security.kubernetes.io/enforce is strict, and none of privileged, baseline, restricted',
    ]);
  });
});
