import { checkKubernetes } from './checkKubernetes';

const namespace = `apiVersion: v1
kind: Namespace
metadata:
  name: shop
  labels: { pod-security.kubernetes.io/enforce: restricted }
  annotations: { shop-platform.io/no-default-deny: not what this is about }
`;

const quota = `apiVersion: v1
kind: ResourceQuota
metadata: { name: shop, namespace: shop }
spec: { hard: { requests.cpu: '4', requests.memory: 8Gi } }
`;

const limits = `apiVersion: v1
kind: LimitRange
metadata: { name: shop, namespace: shop }
spec:
  limits:
    - type: Container
      default: { memory: 128Mi }
      defaultRequest: { cpu: 50m, memory: 64Mi }
`;

const check = (...objects: string[]) =>
  checkKubernetes({
    files: objects.map((text, index) => ({
      path: `k8s/${index}.yaml`,
      content: Buffer.from(text),
      executable: false,
    })),
  }).then(findings => findings.map(({ message }) => message.split(':')[0]));

const NO_QUOTA = 'No ResourceQuota limits the namespace shop';
const NO_LIMITS =
  'No LimitRange gives defaults to the containers of the namespace shop';

// Schemas are read in a thread of its own.
jest.setTimeout(60_000);

describe('what a namespace may use', () => {
  it('is limited, by a quota and by what containers get that say nothing', async () => {
    expect(await check(namespace, quota, limits)).toEqual([]);
    expect(await check(namespace)).toEqual([NO_QUOTA, NO_LIMITS]);
  });

  it.each([
    ['of another namespace', 'namespace: shop', 'namespace: other'],
    [
      'of nothing',
      "hard: { requests.cpu: '4', requests.memory: 8Gi }",
      'hard: {}',
    ],
  ])('is not by a quota %s', async (_which, from, to) => {
    const changed = quota.replace(from, to);
    expect(changed).not.toBe(quota);
    expect(await check(namespace, changed, limits)).toEqual([NO_QUOTA]);
  });

  it.each([
    ['of another namespace', 'namespace: shop', 'namespace: other'],
    ['of pods', 'type: Container', 'type: Pod'],
    ['without a request', 'defaultRequest: { cpu: 50m, memory: 64Mi }', ''],
  ])('is not by a LimitRange %s', async (_which, from, to) => {
    const changed = limits.replace(from, to);
    expect(changed).not.toBe(limits);
    expect(await check(namespace, quota, changed)).toEqual([NO_LIMITS]);
  });

  it('may be limited elsewhere, where that is said', async () => {
    const said = (where: string) =>
      namespace.replace(
        'annotations: {',
        `annotations: { shop-platform.io/no-limits: '${where}',`,
      );
    expect(await check(said('with the policies'))).toEqual([]);
    expect(await check(said(''))).toEqual([NO_QUOTA, NO_LIMITS]);
  });
});
