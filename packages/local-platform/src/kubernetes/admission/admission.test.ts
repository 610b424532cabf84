import { configMap, deployment, pod } from '../__testUtils__/manifests';
import { startTestCluster, TestCluster } from '../__testUtils__/testCluster';

const ROOT = '/api/v1/namespaces/default';
const POLICIES = '/apis/admissionregistration.k8s.io/v1';

describe('Admission', () => {
  let running: TestCluster;

  const post = async (path: string, body: object) =>
    await running.api.post(path, body);

  beforeEach(async () => {
    running = await startTestCluster();
  });

  afterEach(async () => {
    await running.stop();
  });

  it('holds a namespace to its quota', async () => {
    await post(`${ROOT}/resourcequotas`, {
      metadata: { name: 'small' },
      spec: { hard: { pods: 1 } },
    });
    expect((await post(`${ROOT}/pods`, pod('one'))).code).toBe(201);
    const second = await post(`${ROOT}/pods`, pod('two'));
    expect(second).toMatchObject({
      code: 403,
      body: {
        message:
          'pods "two" is forbidden: exceeded quota: small, requested: pods=1, used: pods=1, limited: pods=1',
      },
    });
    await running.api.delete(`${ROOT}/pods/one`);
    expect((await post(`${ROOT}/pods`, pod('two'))).code).toBe(201);
  });

  it('gives containers the limits of their namespace', async () => {
    await post(`${ROOT}/limitranges`, {
      metadata: { name: 'usual' },
      spec: {
        limits: [
          {
            type: 'Container',
            default: { memory: '128Mi' },
            max: { memory: '256Mi' },
          },
        ],
      },
    });
    const { body } = await post(`${ROOT}/pods`, pod('one'));
    expect(body.spec?.containers).toMatchObject([
      {
        resources: {
          limits: { memory: '128Mi' },
          requests: { memory: '128Mi' },
        },
      },
    ]);
    const greedy = pod('two');
    const refused = await post(`${ROOT}/pods`, {
      ...greedy,
      spec: {
        containers: greedy.spec.containers.map(container => ({
          ...container,
          resources: { limits: { memory: '1Gi' } },
        })),
      },
    });
    expect(refused.body.message).toContain(
      'maximum memory usage per Container is 256Mi, but limit is 1Gi',
    );
  });

  it('asks policies, with their parameters', async () => {
    await post(`${ROOT}/configmaps`, configMap('bounds', { replicas: '1' }));
    await post(`${POLICIES}/validatingadmissionpolicies`, {
      metadata: { name: 'replicas' },
      spec: {
        paramKind: { apiVersion: 'v1', kind: 'ConfigMap' },
        matchConstraints: {
          resourceRules: [
            {
              apiGroups: ['apps'],
              apiVersions: ['v1'],
              operations: ['CREATE', 'UPDATE'],
              resources: ['deployments'],
            },
          ],
        },
        variables: [{ name: 'most', expression: 'int(params.data.replicas)' }],
        validations: [
          {
            expression: 'object.spec.replicas <= variables.most',
            messageExpression:
              '"at most " + string(variables.most) + " for " + request.userInfo.username',
          },
        ],
      },
    });
    const path = '/apis/apps/v1/namespaces/default/deployments';
    // A policy without a binding does nothing.
    expect((await post(path, deployment('before'))).code).toBe(201);
    await post(`${POLICIES}/validatingadmissionpolicybindings`, {
      metadata: { name: 'everywhere' },
      spec: {
        policyName: 'replicas',
        validationActions: ['Deny'],
        paramRef: {
          name: 'bounds',
          namespace: 'default',
          parameterNotFoundAction: 'Deny',
        },
      },
    });
    const refused = await post(path, deployment('after'));
    expect(refused).toMatchObject({ code: 422 });
    expect(refused.body.message).toContain(
      "ValidatingAdmissionPolicy 'replicas' with binding 'everywhere' denied request: at most 1 for kubernetes-admin",
    );
    await running.api.patch(`${ROOT}/configmaps/bounds`, 'merge', {
      data: { replicas: '2' },
    });
    expect((await post(path, deployment('after'))).code).toBe(201);
    await running.api.delete(`${ROOT}/configmaps/bounds`);
    expect((await post(path, deployment('later'))).body.message).toContain(
      'no params found',
    );
  });
});
