import { checkKubernetes } from './checkKubernetes';

const namespace = `apiVersion: v1
kind: Namespace
metadata: { name: shop, labels: { pod-security.kubernetes.io/enforce: restricted }, annotations: { shop-platform.io/no-limits: not what this is about } }
`;

const policy = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: default-deny, namespace: shop }
spec:
  podSelector: {}
  policyTypes: [Ingress, Egress]
  egress:
    - ports: [{ protocol: UDP, port: 53 }]
`;

const check = (...objects: string[]) =>
  checkKubernetes({
    files: objects.map((text, index) => ({
      path: `k8s/${index}.yaml`,
      content: Buffer.from(text),
      executable: false,
    })),
  }).then(findings => findings.map(({ message }) => message));

const MISSING =
  'No NetworkPolicy denies what is not named in the namespace shop: it needs one of all pods (podSelector: {}), of the types Ingress and Egress, or the annotation shop-platform.io/no-default-deny that says why not';

// Schemas are read in a thread of its own.
jest.setTimeout(60_000);

describe('the traffic of a namespace', () => {
  it('is denied where no policy names it', async () => {
    expect(await check(namespace, policy)).toEqual([]);
    expect(await check(namespace)).toEqual([MISSING]);
  });

  it.each([
    ['of another namespace', 'namespace: shop', 'namespace: other'],
    ['of some pods', '{}', '{ matchLabels: { app: core } }'],
    [
      'of those that have a label',
      '{}',
      '{ matchExpressions: [{ key: app, operator: Exists }] }',
    ],
    ['of one direction', '[Ingress, Egress]', '[Egress]'],
    ['that allows everything', 'ports: [{ protocol: UDP, port: 53 }]', '{}'],
  ])('is not by a policy %s', async (_which, from, to) => {
    const changed = policy.replace(from, to);
    expect(changed).not.toBe(policy);
    expect(await check(namespace, changed)).toEqual([MISSING]);
  });

  it('may be let through for a reason', async () => {
    const said = (why: string) =>
      namespace.replace(
        'annotations: {',
        `annotations: { shop-platform.io/no-default-deny: '${why}',`,
      );
    expect(await check(said('it only holds roles'))).toEqual([]);
    expect(await check(said(''))).toEqual([MISSING]);
  });
});
