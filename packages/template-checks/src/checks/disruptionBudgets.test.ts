import { placedObjects } from '../__testUtils__/placedObjects';
import { checkBudgets } from './disruptionBudgets';
import { checkReferences, readWorkloads } from './kubernetesReferences';

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata: { name: core, namespace: shop }
spec:
  replicas: 3
  selector: { matchLabels: { app: core } }
  template:
    metadata: { labels: { app: core } }
    spec: { containers: [{ name: main, image: 'core:1.0.0', ports: [{ containerPort: 8080 }] }] }
`;

const budget = (spec: string) => `---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: core, namespace: shop }
spec: { selector: { matchLabels: { app: core } }, ${spec} }
`;

const autoscaler = (min: string) => `---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: core, namespace: shop }
spec: { ${min}maxReplicas: 9, scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: core } }
`;

const service = `---
apiVersion: v1
kind: Service
metadata: { name: core, namespace: shop }
spec: { selector: { app: core }, ports: [{ port: 80, targetPort: 8080 }] }
`;

function check(...texts: string[]): string[] {
  const objects = placedObjects(texts.join(''));
  return checkBudgets(objects, readWorkloads(objects)).map(
    ({ message }) => message,
  );
}

describe('a disruption budget', () => {
  it.each([
    ['maxUnavailable: 1'],
    ['maxUnavailable: 10%'],
    ['minAvailable: 2'],
    ['minAvailable: 50%'],
    ['minAvailable: 0%'],
  ])('of %s lets one of three pods go', spec => {
    expect(check(deployment, budget(spec))).toEqual([]);
  });

  it.each([
    ['maxUnavailable: 0', 'With maxUnavailable 0 no pod may go'],
    ['maxUnavailable: 0%', 'With maxUnavailable 0% no pod may go'],
    ['minAvailable: 3', 'With minAvailable 3 none of 3 pods may go'],
    ['minAvailable: 67%', 'With minAvailable 67% none of 3 pods may go'],
    ['minAvailable: 100%', 'With minAvailable 100% none of 3 pods may go'],
  ])('of %s lets none of three pods go', (spec, message) => {
    expect(check(deployment, budget(spec))).toEqual([
      `${message}, and no node can be drained`,
    ]);
  });

  it('counts the pods to which an autoscaler goes down', () => {
    const two = budget('minAvailable: 2');
    expect(check(deployment, autoscaler('minReplicas: 2, '), two)).toEqual([
      'With minAvailable 2 none of 2 pods may go, and no node can be drained',
    ]);
    expect(check(deployment, autoscaler('minReplicas: 3, '), two)).toEqual([]);
    expect(
      check(deployment, autoscaler(''), budget('minAvailable: 1')),
    ).toHaveLength(1);
  });

  it('says nothing of how many there are on nodes, or where none may be', () => {
    const set = deployment
      .replace('kind: Deployment', 'kind: DaemonSet')
      .replace('  replicas: 3\n', '');
    expect(check(set, budget('minAvailable: 2'))).toEqual([]);
    expect(check(set, budget('minAvailable: 100%'))).toEqual([
      'With minAvailable 100% none of all the pods may go, and no node can be drained',
    ]);
    const none = deployment.replace('replicas: 3', 'replicas: 0');
    expect(check(none, budget('minAvailable: 1'))).toEqual([]);
  });

  it('is of pods in its namespace', () => {
    const elsewhere = budget('maxUnavailable: 1').replace(
      'namespace: shop',
      'namespace: other',
    );
    expect(check(deployment, elsewhere)).toEqual([
      'The disruption budget selects no pods',
    ]);
  });
});

describe('what an object says of another', () => {
  const references = (text: string) =>
    checkReferences(placedObjects(deployment + text), []).map(
      ({ message }) => message,
    );

  it('has fewer pods at least than at most', () => {
    expect(references(autoscaler('minReplicas: 9, '))).toEqual([]);
    expect(references(autoscaler('minReplicas: 10, '))).toEqual([
      "The autoscaler's minReplicas 10 are more than 9",
    ]);
  });

  it.each([
    [service, 'The service selects no pods'],
    [
      autoscaler(''),
      'The autoscaler scales Deployment core, which is not rendered',
    ],
  ])('is of its own namespace', (text, message) => {
    expect(references(text)).toEqual([]);
    expect(
      references(text.replace('namespace: shop', 'namespace: other')),
    ).toEqual([message]);
  });
});
