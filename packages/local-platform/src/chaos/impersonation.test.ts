import { mockCredentials } from '@backstage/backend-test-utils';
import { type Entity } from '@backstage/catalog-model';
import {
  createTestSchema,
  describeOnPostgres,
  whySkipped,
} from '@shop-platform/backstage-plugin-platform-node/testUtils';
import { eventually } from '../__testUtils__/scratch';
import { applyManifests } from '../clusters/server/applyManifests';
import {
  startTestCluster,
  TestCluster,
} from '../kubernetes/__testUtils__/testCluster';
import {
  namespace,
  payments,
  pod,
  PORTAL_TOKEN,
  portalRights,
  portalUser,
  slowPayments,
  startChaosPortal,
} from './__testUtils__/chaosPortal';
import { ChaosMesh } from './ChaosMesh';

jest.setTimeout(120_000);

const EXPERIMENTS =
  '/apis/chaos-mesh.org/v1alpha1/namespaces/shop/networkchaos';
const TEAM = 'portal:group:default/team-chaos';
const RBAC = 'rbac.authorization.k8s.io';
const manifest = JSON.stringify(slowPayments);

const user = (name: string, email?: string, groups: string[] = []): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name, namespace: 'default' },
  spec: { memberOf: groups, ...(email && { profile: { email } }) },
  relations: groups.map(group => ({
    type: 'memberOf',
    targetRef: `group:default/${group}`,
  })),
});
const headerOf = (name: string) =>
  mockCredentials.user.header(`user:default/${name}`);
const [olena, taras, iryna, pavlo, guest] = [
  'olena',
  'taras',
  'iryna',
  'pavlo',
  'guest',
].map(headerOf);

/** What the team may do in the shop, as the template Chaos suite has it. */
const teamRights = [
  {
    apiVersion: `${RBAC}/v1`,
    kind: 'Role',
    metadata: { name: 'chaos-operator', namespace: 'shop' },
    rules: [
      {
        apiGroups: ['chaos-mesh.org'],
        resources: ['networkchaos', 'schedules'],
        verbs: ['get', 'create', 'update', 'patch', 'delete'],
      },
    ],
  },
  {
    apiVersion: `${RBAC}/v1`,
    kind: 'RoleBinding',
    metadata: { name: 'chaos-operator', namespace: 'shop' },
    roleRef: { apiGroup: RBAC, kind: 'Role', name: 'chaos-operator' },
    subjects: [{ apiGroup: RBAC, kind: 'Group', name: TEAM }],
  },
];

const entities = [
  payments,
  user('olena', 'olena@example.com', ['team-chaos']),
  user('taras', 'taras@example.com'),
  user('iryna'),
  user('pavlo', 'pavlo@example.com'),
];
const NIGHTLY =
  '/apis/chaos-mesh.org/v1alpha1/namespaces/shop/schedules/nightly';
const nightly = JSON.stringify({
  apiVersion: 'chaos-mesh.org/v1alpha1',
  kind: 'Schedule',
  metadata: { name: 'nightly', namespace: 'shop' },
  spec: {
    schedule: '0 3 * * *',
    historyLimit: 1,
    concurrencyPolicy: 'Forbid',
    type: 'NetworkChaos',
    networkChaos: slowPayments.spec,
  },
});

describeOnPostgres(
  `what a person does in a cluster that is told who it is${whySkipped}`,
  () => {
    const getDatabase = createTestSchema();
    let running: TestCluster;
    let portal: Awaited<ReturnType<typeof startChaosPortal>>;

    beforeAll(async () => {
      running = await startTestCluster({
        tokens: [{ token: PORTAL_TOKEN, user: portalUser }],
      });
      ChaosMesh.install(running.cluster);
      const log: string[] = [];
      applyManifests(
        running.cluster,
        [
          namespace('shop'),
          pod,
          ...teamRights,
          ...portalRights([
            {
              apiGroups: [''],
              resources: ['users'],
              resourceNames: ['olena@example.com', 'taras@example.com'],
              verbs: ['impersonate'],
            },
            {
              apiGroups: [''],
              resources: ['groups'],
              resourceNames: [TEAM],
              verbs: ['impersonate'],
            },
          ]),
        ],
        line => log.push(line),
      );
      if (log.length > 0) {
        throw new Error(log.join('; '));
      }
      portal = await startChaosPortal({
        running,
        database: getDatabase(),
        entities,
        impersonation: { userFrom: 'email', groups: true },
      });
    });

    afterAll(async () => {
      await portal?.stop();
      await running?.stop();
    });

    const start = (who: string) =>
      portal.ask('POST', '/runs', who, {
        cluster: 'test',
        manifest,
        confirmation: 'shop',
      });
    const isPaused = async () => {
      const { body } = await running.api.get(NIGHTLY);
      return JSON.stringify(body.metadata?.annotations ?? {}).includes(
        '"experiment.chaos-mesh.org/pause":"true"',
      );
    };
    const experiments = async () =>
      (await running.api.get(EXPERIMENTS)).body.items ?? [];

    it.each([
      [
        'whose rights in the cluster do not reach',
        taras,
        /User "taras@example\.com" cannot (?:create|patch) resource "networkchaos".*needs a Role in shop with the rule .*chaos-mesh\.org.*networkchaos/,
      ],
      ['without an e-mail', iryna, /user:default\/iryna has none/],
      [
        'whom the portal may not stand for',
        pavlo,
        /cannot impersonate resource "users".*account portal needs a ClusterRole.*verbs: \[impersonate\].*pavlo@example\.com/,
      ],
      [
        'whom the catalog does not know',
        guest,
        /no User entity user:default\/guest/,
      ],
    ])(
      'is refused to somebody %s, although the portal could',
      async (_, who, reason) => {
        const dry = await portal.ask('POST', '/dry-runs', who, {
          cluster: 'test',
          manifest,
        });
        expect(dry.code).toBe(200);
        expect(dry.body.mayStart).toBe(false);
        expect(dry.body.findings).toContainEqual({
          rule: 'rights',
          ok: false,
          message: expect.stringMatching(reason),
        });

        const { code, body } = await start(who);
        expect(body.error.message).toMatch(reason);
        expect(code).toBe(403);
        expect(await experiments()).toEqual([]);
      },
    );

    it('is done in the name of who has the right by a group, and by nobody else', async () => {
      const started = await start(olena);
      expect(started.text).toContain('"cluster":"test"');
      expect(started.code).toBe(200);
      const [object] = await experiments();
      expect(object.metadata).toMatchObject({
        annotations: { 'shop-platform.io/started-by': 'user:default/olena' },
      });
      const { id } = started.body;
      // What Chaos Mesh would say; nobody injects anything here.
      const reported = await running.api.patch(
        `${EXPERIMENTS}/${started.body.name}`,
        'merge',
        {
          status: {
            experiment: {
              desiredPhase: 'Run',
              containerRecords: [
                {
                  id: 'shop/payments-1',
                  selectorKey: '.',
                  phase: 'Injected',
                  injectedCount: 1,
                  recoveredCount: 0,
                },
              ],
            },
          },
        },
      );
      expect(reported.code).toBe(200);
      await eventually(async () => {
        await portal.look();
        const { body } = await portal.ask('GET', `/runs/${id}`, olena);
        return body.run.state === 'running';
      });

      for (const deed of ['pause', 'halt']) {
        const refused = await portal.ask('POST', `/runs/${id}/${deed}`, taras);
        expect(refused.text).toContain('taras@example.com');
        expect(refused.code).toBe(403);
      }
      const { body } = await portal.ask('GET', `/runs/${id}`, taras);
      expect(body.run.haltedBy).toBeUndefined();
      expect(await experiments()).toHaveLength(1);

      expect((await portal.ask('POST', `/runs/${id}/halt`, olena)).code).toBe(
        200,
      );
      expect(await experiments()).toEqual([]);
    });

    it('is done in the name of who asked for it, whoever approves it', async () => {
      const approving = await startChaosPortal({
        running,
        database: getDatabase(),
        entities,
        impersonation: { userFrom: 'email', groups: true },
        chaos: {
          policy: {
            namespaces: ['shop'],
            approval: [{ namespaces: ['shop'], notify: [] }],
          },
        },
      });
      try {
        const asked = async (path: string, text: string, who: string) =>
          approving.ask('POST', path, who, {
            cluster: 'test',
            manifest: text,
            confirmation: 'shop',
          });
        const byName = async (object: string) => {
          const { body } = await running.api.get(object);
          return body.metadata?.annotations;
        };
        // Taras has no rights there: he cannot ask, and can approve.
        expect((await asked('/standing', nightly, taras)).code).toBe(403);
        const standing = await asked('/standing', nightly, olena);
        const { request } = standing.body;
        expect(request.state).toBe('waiting');
        const run = await asked('/runs', manifest, olena);
        expect(run.body.state).toBe('awaiting-approval');
        for (const path of [
          `/standing-requests/${request.id}/approve`,
          `/runs/${run.body.id}/approve`,
        ]) {
          const { code, text } = await approving.ask('POST', path, taras);
          expect({ code, text }).toMatchObject({ code: 200 });
        }
        const people = {
          'shop-platform.io/started-by': 'user:default/olena',
          'shop-platform.io/approved-by': 'user:default/taras',
        };
        expect(await byName(NIGHTLY)).toMatchObject(people);
        expect(await byName(`${EXPERIMENTS}/${run.body.name}`)).toMatchObject(
          people,
        );
        const deleted = await approving.ask(
          'DELETE',
          '/standing/test/Schedule/shop/nightly?confirmation=nightly',
          olena,
        );
        expect(deleted.code).toBe(200);
        await approving.ask('POST', `/runs/${run.body.id}/halt`, olena);
        await eventually(
          async () =>
            (await experiments()).length === 0 &&
            (await byName(NIGHTLY)) === undefined,
        );
      } finally {
        await approving.stop();
      }
    });

    it('goes for Schedules, too, while everything can be halted by who may', async () => {
      const make = (who: string) =>
        portal.ask('POST', '/standing', who, {
          cluster: 'test',
          manifest: nightly,
          confirmation: 'shop',
        });
      expect((await make(taras)).code).toBe(403);
      const made = await make(olena);
      expect(made.text).toContain('nightly');
      const path = '/standing/test/Schedule/shop/nightly';
      for (const [method, deed] of [
        ['POST', `${path}/pause`],
        ['DELETE', `${path}?confirmation=nightly`],
      ]) {
        const { code, text } = await portal.ask(method, deed, taras);
        expect(text).toContain('taras@example.com');
        expect(code).toBe(403);
      }
      // An emergency is the portal's: the right to it is chaos.halt.
      const halted = await portal.ask('POST', '/halts', taras, {
        reason: 'fire',
      });
      expect(halted.code).toBe(200);
      await eventually(async () => {
        await portal.look();
        return isPaused();
      });
    });
  },
);
