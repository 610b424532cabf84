import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { type Entity } from '@backstage/catalog-model';
import { ConfigReader } from '@backstage/config';
import { NotFoundError } from '@backstage/errors';
import { ScmIntegrations } from '@backstage/integration';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { type ClustersService } from '@shop-platform/backstage-plugin-clusters-node';
import { parse } from 'yaml';
import { z } from 'zod';
import { FakeCluster, type Outcome } from '../__testUtils__/FakeCluster';
import { FakeGitHub } from '../__testUtils__/FakeGitHub';
import { createDeployAction } from './createDeployAction';
import { examples } from './createDeployAction.examples';

const OLD = '0'.repeat(40);
const NEW = '1'.repeat(40);
const BUILT = [{ name: 'build', status: 'completed', conclusion: 'success' }];

const kustomization = `
namespace: shop
labels:
  - pairs: { backstage.io/kubernetes-id: loyalty-service }
    includeTemplates: true
resources: [deployment.yaml, service.yaml]
images: [{ name: loyalty, newName: ghcr.io/Shop/loyalty, newTag: latest }]
`;

const deployment = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: loyalty }
spec:
  selector: { matchLabels: { app.kubernetes.io/name: loyalty } }
  template:
    spec:
      containers:
        - name: service
          image: loyalty
          env:
            - name: DATABASE_URL
              valueFrom: { secretKeyRef: { name: loyalty, key: database-url } }
`;

const serviceManifest =
  'apiVersion: v1\nkind: Service\nmetadata: { name: loyalty }';

const FILES = {
  'kustomization.yaml': kustomization,
  'deployment.yaml': deployment,
  'service.yaml': serviceManifest,
};

describe('platform:deploy', () => {
  let github: FakeGitHub;
  let west: FakeCluster;
  let east: FakeCluster;

  beforeEach(async () => {
    github = await FakeGitHub.start();
    github.head = NEW;
    github.answers = [BUILT];
    west = new FakeCluster('west');
    east = new FakeCluster('east');
  });

  afterEach(() => github.stop());

  const loyalty = (annotations: Record<string, string> = {}): Entity => ({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: 'loyalty-service',
      annotations: {
        'backstage.io/kubernetes-id': 'loyalty-service',
        'backstage.io/kubernetes-namespace': 'shop',
        'backstage.io/source-location': `url:http://${github.host}/shop/loyalty/tree/main/`,
        ...annotations,
      },
    },
  });

  type Setup = {
    files?: Record<string, string>;
    result?: AuthorizeResult;
    entity?: Entity;
    clusters?: FakeCluster[];
  };

  function setUp({
    files = FILES,
    result = AuthorizeResult.ALLOW,
    entity = loyalty(),
    clusters = [west, east],
  }: Setup = {}) {
    const auditor = mockServices.auditor.mock();
    const event = { success: jest.fn(), fail: jest.fn() };
    auditor.createEvent.mockResolvedValue(event);
    const permissions = mockServices.permissions.mock();
    permissions.authorize.mockImplementation(async requests =>
      requests.map(() => ({
        result:
          result === AuthorizeResult.DENY ? result : AuthorizeResult.ALLOW,
      })),
    );
    const readTree = jest.fn(async () => ({
      files: async () =>
        Object.entries(files).map(([path, text]) => ({
          path,
          content: async () => Buffer.from(text),
        })),
      archive: jest.fn(),
      dir: jest.fn(),
      etag: '',
    }));
    const clustersService: ClustersService = {
      list: () => clusters.map(({ cluster }) => cluster),
      client: name => {
        const found = clusters.find(({ cluster }) => cluster.name === name);
        if (!found) {
          throw new NotFoundError(name);
        }
        return found;
      },
      ask: jest.fn(),
      askAll: jest.fn(),
      impersonates: () => false,
      clientAs: jest.fn(),
    };
    const action = createDeployAction({
      auditor,
      auth: mockServices.auth(),
      baseUrl: 'http://portal/',
      catalog: catalogServiceMock({ entities: [entity] }),
      clusters: clustersService,
      integrations: ScmIntegrations.fromConfig(
        new ConfigReader({ integrations: { github: [github.integration] } }),
      ),
      permissions,
      urlReader: mockServices.urlReader.mock({ readTree }),
      pace: { pollMs: 1, patienceMs: 20, catalogMs: 5 },
    });
    return { action, auditor, event, permissions, readTree };
  }

  type Action = ReturnType<typeof createDeployAction>;
  type Input = Parameters<Action['handler']>[0]['input'];

  async function run(
    action: Action,
    input: Partial<Input> = {},
    context: {
      signal?: AbortSignal;
      credentials?: ReturnType<
        typeof mockCredentials.service | typeof mockCredentials.user
      >;
    } = {},
  ) {
    const { credentials = mockCredentials.user() } = context;
    const logger = mockServices.logger.mock();
    const lines: string[] = [];
    logger.info.mockImplementation(line => lines.push(line));
    const output = jest.fn();
    const ctx = {
      ...createMockActionContext<Input>({
        input: {
          entityRef: 'loyalty-service',
          buildTimeoutSeconds: 5,
          timeoutSeconds: 5,
          ...input,
        },
      }),
      logger,
      output,
      getInitiatorCredentials: async () => credentials,
      ...(context.signal ? { signal: context.signal } : {}),
    };
    const outcome = await action.handler(ctx).then(
      () => undefined,
      (error: unknown) => (error instanceof Error ? error.message : `${error}`),
    );
    return { error: outcome, lines, output };
  }

  /** Puts an earlier version there. */
  async function deployOld() {
    const { action } = setUp();
    expect((await run(action, { commit: OLD })).error).toBeUndefined();
    [west, east].forEach(cluster => cluster.calls.splice(0));
  }

  const image = (commit: string) => `ghcr.io/Shop/loyalty:${commit}`;
  const outcomes = (outcome: Outcome) => (name: string) =>
    name === image(NEW) ? outcome : ({ kind: 'ready' } as const);

  it('waits for the image, applies cluster by cluster, and says where it runs', async () => {
    github.answers = [
      [],
      503,
      [{ name: 'test', status: 'in_progress' }],
      [{ name: 'image', status: 'queued' }],
      [{ name: 'image', status: 'completed', conclusion: 'success' }],
    ];
    const { action, auditor, event, permissions, readTree } = setUp();
    const { error, lines, output } = await run(action);

    expect(error).toBeUndefined();
    expect(lines).toEqual([
      'Waiting for the image of 111111111111: no build has begun yet',
      expect.stringContaining('answered 503 when asked for the builds'),
      'Waiting for the image of 111111111111: so far there are test (in progress)',
      'Waiting for the image of 111111111111: image is queued',
      'The image of 111111111111 is built',
      'Deploying 2 objects of shop/loyalty at 111111111111',
      'west: applying 2 new objects and 0 existing ones',
      'west: loyalty is ready: 1 pod',
      'east: applying 2 new objects and 0 existing ones',
      'east: loyalty is ready: 1 pod',
      'component:default/loyalty-service runs in west and east',
    ]);
    expect(github.paths[0]).toBe('/api/v3/repos/shop/loyalty/commits/main');
    expect(readTree).toHaveBeenCalledWith(
      `http://${github.host}/shop/loyalty/tree/${NEW}/k8s`,
      {},
    );
    expect(west.calls).toEqual([
      'apply Service/loyalty',
      'apply Deployment/loyalty',
    ]);
    expect([west, east].map(cluster => cluster.imageOf('loyalty'))).toEqual([
      image(NEW),
      image(NEW),
    ]);
    expect(output.mock.calls).toEqual([
      ['deployed', true],
      ['commit', NEW],
      ['clusters', ['west', 'east']],
      [
        'kubernetesUrl',
        'http://portal/catalog/default/component/loyalty-service/kubernetes',
      ],
    ]);
    expect(permissions.authorize).toHaveBeenCalledWith(
      [
        expect.objectContaining({
          resourceRef: 'component:default/loyalty-service',
        }),
      ],
      { credentials: mockCredentials.user() },
    );
    expect(auditor.createEvent).toHaveBeenCalledWith({
      eventId: 'platform-deploy',
      severityLevel: 'medium',
      meta: {
        entityRef: 'component:default/loyalty-service',
        clusters: ['west', 'east'],
        taskId: 'mock-task-id',
        user: 'user:default/mock',
      },
    });
    expect(event.success).toHaveBeenCalledWith({ meta: { commit: NEW } });
  });

  it('brings the earlier version back everywhere when one cluster does not come up, with the last lines and no secret', async () => {
    await deployOld();
    east.outcome = outcomes({
      kind: 'waiting',
      reason: 'CrashLoopBackOff',
      message: 'back-off 20s',
      restarts: 2,
    });
    east.log =
      'connecting to postgres://loyalty:hunter2@db/shop\npassword=hunter2';
    const { action, event } = setUp();
    const { error, lines } = await run(action);

    expect(error).toContain(
      'east: loyalty-1: CrashLoopBackOff, after 2 restarts (back-off 20s; it ended with exit code 1)',
    );
    expect(error).toContain('Everything is as it was before');
    expect(lines).toContain(
      'east:   connecting to postgres://loyalty:***@db/shop',
    );
    expect(lines).toContain('west: rolled back to what was there before');
    expect(`${lines}${error}`).not.toContain('hunter2');
    expect([west, east].map(cluster => cluster.imageOf('loyalty'))).toEqual([
      image(OLD),
      image(OLD),
    ]);
    expect(event.fail).toHaveBeenCalledTimes(1);
  });

  it('takes away what was new when the Secret is missing, and says what to do', async () => {
    west.outcome = outcomes({
      kind: 'waiting',
      reason: 'CreateContainerConfigError',
      message: 'secret "loyalty" not found',
    });
    const { error } = await run(setUp().action);
    expect(error).toContain(
      'The Secret loyalty is missing in the namespace shop',
    );
    expect(error).toContain('with database-url');
    expect(west.objects.size).toBe(0);
    expect(west.calls.slice(-2)).toEqual([
      'delete Deployment/loyalty',
      'delete Service/loyalty',
    ]);
    expect(east.calls).toEqual([]);
  });

  it('rolls back when the task is cancelled', async () => {
    await deployOld();
    const cancel = new AbortController();
    west.outcome = name => {
      if (name !== image(NEW)) {
        return { kind: 'ready' };
      }
      cancel.abort();
      return { kind: 'starting' };
    };
    const { error } = await run(setUp().action, {}, { signal: cancel.signal });
    expect(error).toBe(
      'The task was cancelled. Everything is as it was before',
    );
    expect(west.imageOf('loyalty')).toBe(image(OLD));
    expect(east.calls).toEqual([]);
  });

  it('says how far it came when the time is over', async () => {
    west.outcome = outcomes({ kind: 'starting' });
    const { error } = await run(setUp().action, { timeoutSeconds: 1 });
    expect(error).toContain(
      'Not ready within 1 s in west: 0 of 1 new pods are available',
    );
  });

  it('says loudly what could not be rolled back', async () => {
    await deployOld();
    west.outcome = name => {
      if (name === image(NEW)) {
        west.refusals.set('Service', {
          code: 403,
          reason: 'Forbidden',
          message: 'no longer',
        });
        return { kind: 'waiting', reason: 'ImagePullBackOff' };
      }
      return { kind: 'ready' };
    };
    const { error } = await run(setUp().action);
    expect(error).toContain(
      'NOT everything could be rolled back: west: Service loyalty',
    );
    expect(west.imageOf('loyalty')).toBe(image(OLD));
  });

  it.each([
    [403, 'does not let the portal deploy Service loyalty'],
    [409, 'deploy with force to take them over'],
    [422, 'The cluster refused Service loyalty'],
  ])('changes nothing when the cluster answers %i', async (code, message) => {
    west.refusals.set('Service', { code, reason: 'No', message: 'because' });
    const { error } = await run(setUp().action);
    expect(error).toContain(message);
    expect(west.calls).toEqual([]);
  });

  it('does not repeat what a cluster says of a Secret', async () => {
    west.refusals.set('Secret', {
      code: 422,
      reason: 'Invalid',
      message: 'data.password: hunter2',
    });
    const { error } = await run(
      setUp({
        files: {
          ...FILES,
          'service.yaml': 'apiVersion: v1\nkind: Secret\nmetadata: { name: a }',
        },
      }).action,
    );
    expect(error).toContain('The cluster refused Secret a: Invalid');
    expect(error).not.toContain('hunter2');
  });

  it('touches no object of another component', async () => {
    await west.apply(
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: {
          name: 'loyalty',
          ...{ labels: { 'backstage.io/kubernetes-id': 'rewards' } },
        },
      },
      { fieldManager: 'rewards' },
    );
    west.calls.splice(0);
    const { error } = await run(setUp().action);
    expect(error).toContain(
      'Service loyalty is there already and belongs to rewards',
    );
    expect(west.calls).toEqual([]);
  });

  it('is for persons who may, and records who tried', async () => {
    const denied = setUp({ result: AuthorizeResult.DENY });
    expect((await run(denied.action)).error).toContain(
      'You may not deploy component:default/loyalty-service',
    );
    expect(denied.event.fail).toHaveBeenCalledTimes(1);

    const service = setUp();
    const { error } = await run(
      service.action,
      {},
      { credentials: mockCredentials.service() },
    );
    expect(error).toContain('Only a person can deploy');
    expect(service.permissions.authorize).not.toHaveBeenCalled();
    expect(service.event.fail).toHaveBeenCalledTimes(1);
    expect(github.paths).toEqual([]);
  });

  it.each([
    [
      { entityRef: 'nobody' },
      {},
      'The catalog has no component:default/nobody',
    ],
    [
      { clusters: ['north'] },
      {},
      'no cluster or region north; it has west, east',
    ],
    [{ regions: ['north'] }, {}, 'no cluster or region north'],
    [
      { source: 'https://gitlab.test/a/b' },
      {},
      'gitlab.test is not among the GitHub hosts',
    ],
    [{ source: 'nowhere' }, {}, 'nowhere is no folder of a repository'],
    [{}, { namespace: 'other' }, 'is not in the namespace other'],
    [{}, { source: 'file:/k8s' }, 'cannot be deployed'],
  ])('refuses %j %j', async (input, annotations, message) => {
    const { namespace, source } = z
      .object({
        namespace: z.string().optional(),
        source: z.string().optional(),
      })
      .parse(annotations);
    const entity = loyalty({
      ...(namespace ? { 'backstage.io/kubernetes-namespace': namespace } : {}),
      ...(source ? { 'backstage.io/source-location': source } : {}),
    });
    const { error } = await run(setUp({ entity }).action, input);
    expect(error).toContain(message);
    expect(west.calls).toEqual([]);
  });

  it('deploys nothing when the build has failed, was never there, or made another image', async () => {
    github.answers = [
      [
        { name: 'image', status: 'completed', conclusion: 'skipped' },
        {
          name: 'test',
          status: 'completed',
          conclusion: 'failure',
          html_url: 'http://git/runs/7',
          output: { summary: 'npm test: 1\nmore' },
        },
      ],
    ];
    expect((await run(setUp().action)).error).toBe(
      'There is no image: test ended with failure (npm test: 1). See http://git/runs/7. Nothing was deployed',
    );

    github.answers = [[]];
    expect(
      (await run(setUp().action, { buildTimeoutSeconds: 1 })).error,
    ).toContain('No image of 111111111111 within 1 s: no build has begun yet');

    github.answers = [BUILT];
    const files = {
      ...FILES,
      'kustomization.yaml': kustomization.replace('Shop/loyalty', 'Shop/other'),
    };
    expect((await run(setUp({ files }).action)).error).toContain(
      'No container of the manifests runs an image of shop/loyalty',
    );
    expect(west.calls).toEqual([]);
  });

  it('deploys nothing where there are no clusters, and chooses by region', async () => {
    const { error, output } = await run(setUp({ clusters: [] }).action);
    expect(error).toBeUndefined();
    expect(output.mock.calls).toEqual([['deployed', false]]);

    await run(setUp().action, { regions: ['east'] });
    expect(west.calls).toEqual([]);
    expect(east.imageOf('loyalty')).toBe(image(NEW));
  });

  it.each(examples)(
    'has an example that holds: $description',
    ({ example }) => {
      const { action } = setUp();
      const { steps } = z
        .object({
          steps: z.tuple([
            z.object({
              action: z.literal('platform:deploy'),
              input: z.record(z.string(), z.unknown()),
            }),
          ]),
        })
        .parse(parse(example));
      const known = z
        .object({ properties: z.record(z.string(), z.unknown()) })
        .parse(action.schema?.input).properties;
      expect(Object.keys(known)).toEqual(
        expect.arrayContaining(Object.keys(steps[0].input)),
      );
    },
  );
});
