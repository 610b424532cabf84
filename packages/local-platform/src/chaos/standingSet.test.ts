import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mockCredentials } from '@backstage/backend-test-utils';
import {
  chaosObjectSchema,
  CLEAN_ANNOTATION,
  findIneffective,
  PAUSE_ANNOTATION,
  standingSet,
  validateChaos,
  type StandingSetOptions,
} from '@shop-platform/backstage-plugin-chaos-common';
import { renderKustomization } from '@shop-platform/backstage-plugin-clusters-node';
import {
  createTestSchema,
  describeOnPostgres,
  whySkipped,
} from '@shop-platform/backstage-plugin-platform-node/testUtils';
import { parse } from 'yaml';
import { z } from 'zod';
import { eventually, repositoryRoot } from '../__testUtils__/scratch';
import { applyManifests, Manifest } from '../clusters/server/applyManifests';
import {
  startTestCluster,
  TestCluster,
} from '../kubernetes/__testUtils__/testCluster';
import { embeddedChaos } from '../portal/appConfig';
import {
  namespace,
  PORTAL_TOKEN,
  shippedAccount,
  startChaosPortal,
} from './__testUtils__/chaosPortal';
import { readShopCatalog } from './__testUtils__/shopCatalog';
import { ChaosMesh } from './ChaosMesh';

jest.setTimeout(120_000);

const SUITE = 'infrastructure/kubernetes/chaos-mesh';
const EXAMPLE = 'examples/shop-platform';
const GOLDEN = 'templates/chaos-suite/tests/golden';
const WORKFLOWS = [
  'workflows/comprehensive.yaml',
  'workflows/weekly-resilience.yaml',
];
const KILL = 'schedules/pod-kill.yaml';
const DELAY = 'experiments/network-chaos.yaml';
const INJECTED = {
  id: 'shop/payments-1/service',
  selectorKey: '.',
  phase: 'Injected',
  injectedCount: 1,
  recoveredCount: 0,
};
const ABORT_ANNOTATION = 'workflow.chaos-mesh.org/abort';
const CHAOS_API = '/apis/chaos-mesh.org/v1alpha1/namespaces/shop';
const STATUS_URL = 'http://istio-ingress.istio-ingress.svc:15021/healthz/ready';

/** What was noted on an object, nothing where nobody did. */
const annotatedSchema = z.looseObject({
  metadata: z.looseObject({
    annotations: z.record(z.string(), z.string()).default({}),
  }),
});

const namedSchema = z.looseObject({
  metadata: z.looseObject({ name: z.string() }),
});

/** What the template rendered into a file of a folder. */
function rendered(folder: string, file: string) {
  return namedSchema.parse(
    parse(readFileSync(join(repositoryRoot, folder, SUITE, file), 'utf8')),
  );
}

function made(options: StandingSetOptions) {
  return Object.fromEntries(
    standingSet(options).map(({ id, manifest }) => [id, manifest]),
  );
}

describe('the standing set of the portal', () => {
  it("is what the template renders for the shop's platform", () => {
    const files = [...WORKFLOWS, KILL].map(file => rendered(EXAMPLE, file));
    expect(made({ namespace: 'shop', statusUrl: STATUS_URL })).toEqual(
      Object.fromEntries(files.map(file => [file.metadata.name, file])),
    );
  });

  it.each([
    ['minimal', ['loyalty-points'], ['http', 'network'] as const],
    ['pair', ['loyalty-points', 'core'], ['network'] as const],
  ])(
    'is what it renders for others, one minute at most: %s, of %j',
    (testCase, services, kinds) => {
      const files = WORKFLOWS.map(file =>
        rendered(`${GOLDEN}/${testCase}`, file),
      );
      expect(
        made({
          namespace: 'loyalty',
          statusUrl: 'http://orders.example.com:8080',
          services,
          kinds,
          maxMinutes: 1,
          weekly: '30 12 * * MON,THU',
        }),
      ).toEqual(
        Object.fromEntries(files.map(file => [file.metadata.name, file])),
      );
    },
  );

  it('is as Chaos Mesh takes it, and does what it says', () => {
    const objects = Object.values(
      made({ namespace: 'shop', statusUrl: STATUS_URL }),
    );
    expect(objects).toHaveLength(3);
    for (const each of objects) {
      const object = chaosObjectSchema.parse(each);
      expect(validateChaos(object)).toEqual([]);
      expect(findIneffective(object)).toEqual([]);
    }
  });
});

const configSchema = z.object({
  chaos: z.object({ policy: z.record(z.string(), z.json()) }),
});

/** `chaos` as the embedded portal has it: its own over app-config.yaml. */
function shippedChaos() {
  const file = join(repositoryRoot, 'app-config.yaml');
  const { chaos } = configSchema.parse(parse(readFileSync(file, 'utf8')));
  return { policy: { ...chaos.policy, ...embeddedChaos.policy } };
}

/** A pod of a service of the shop, where nobody runs it. */
const podOf = (service: string, id: string) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {
    name: `${service}-1`,
    namespace: 'shop',
    labels: {
      'app.kubernetes.io/name': service,
      'backstage.io/kubernetes-id': id,
    },
  },
  spec: { containers: [{ name: 'service', image: `${service}:1` }] },
});

describeOnPostgres(
  `the standing set on the embedded shop, under the rules that it comes with${whySkipped}`,
  () => {
    const getDatabase = createTestSchema();
    const olena = mockCredentials.user.header('user:default/olena');
    const entities = readShopCatalog(join(repositoryRoot, EXAMPLE, 'services'));
    let running: TestCluster;
    let portal: Awaited<ReturnType<typeof startChaosPortal>>;
    /** Where the experiment is. */
    let object: string;

    const ask = (path: string, manifest: object, more: object = {}) =>
      portal.ask('POST', path, olena, {
        cluster: 'test',
        manifest: JSON.stringify(manifest),
        ...more,
      });

    beforeAll(async () => {
      const log: string[] = [];
      const suite = await renderKustomization(
        join(repositoryRoot, EXAMPLE, SUITE),
      );
      // It has the rights that the suite gives it, and no others.
      running = await startTestCluster({
        tokens: [{ token: PORTAL_TOKEN, user: shippedAccount(suite) }],
      });
      ChaosMesh.install(running.cluster);
      const services = entities.flatMap(({ metadata }) => {
        const id = metadata.annotations?.['backstage.io/kubernetes-id'];
        return id ? [podOf(id.replace(/-service$/, ''), id)] : [];
      });
      const apply = (manifests: Manifest[]) =>
        applyManifests(running.cluster, manifests, line => log.push(line));
      apply([
        ...['shop', 'chaos-mesh', 'istio-ingress'].map(namespace),
        ...services,
      ]);
      // The guard rails of the suite hold, too.
      apply(suite);
      if (log.length > 0) {
        throw new Error(log.join('; '));
      }
      portal = await startChaosPortal({
        running,
        database: getDatabase(),
        entities,
        chaos: { ...shippedChaos(), recoverWithin: '1ms' },
      });
    });

    afterAll(async () => {
      await portal?.stop();
      await running?.stop();
    });

    it.each([...WORKFLOWS, KILL])('starts %s', async file => {
      const manifest = rendered(EXAMPLE, file);
      const { body } = await ask('/dry-runs', manifest);
      expect(body.findings.filter(({ ok }: { ok: boolean }) => !ok)).toEqual(
        [],
      );
      expect(body.mayStart).toBe(true);
      const hit = new Set(
        body.targets.map(({ entity }: { entity?: string }) => entity),
      );
      expect(hit.has(undefined)).toBe(false);
      expect(hit.size).toBeGreaterThanOrEqual(3);

      const created = await ask('/standing', manifest, {
        confirmation: 'shop',
      });
      expect(created.code).toBe(200);
      expect(created.body.standing).toMatchObject({
        name: manifest.metadata.name,
      });
    });

    it('refuses what was wrong with them: two on one path, another address, another namespace', async () => {
      const text = JSON.stringify(rendered(EXAMPLE, WORKFLOWS[0]));
      const refusals = async (changed: string) => {
        const { body } = await ask('/dry-runs', JSON.parse(changed));
        return body.findings
          .filter(({ ok }: { ok: boolean }) => !ok)
          .map(({ rule }: { rule: string }) => rule);
      };
      const sideBySide = text.replace(
        '"name":"stress","templateType":"Serial"',
        '"name":"stress","templateType":"Parallel"',
      );
      expect(sideBySide).not.toBe(text);
      expect(await refusals(sideBySide)).toContain('overlap');
      expect(
        await refusals(text.replaceAll(':15021/healthz/ready', ':15000/quit')),
      ).toContain('namespace');
      expect(
        await refusals(
          text.replaceAll(
            '"namespaces":["shop"]',
            '"namespaces":["chaos-mesh"]',
          ),
        ),
      ).toContain('namespace');
    });

    it('starts an experiment, and halts everything', async () => {
      const started = await ask('/runs', rendered(EXAMPLE, DELAY), {
        confirmation: 'shop',
      });
      expect(started).toMatchObject({ code: 200 });
      object = `${CHAOS_API}/networkchaos/${started.body.name}`;
      // Nobody here takes its fault back.
      const change = {
        metadata: { finalizers: ['chaos-mesh/records'] },
        status: { experiment: { containerRecords: [INJECTED] } },
      };
      expect((await running.api.patch(object, 'merge', change)).code).toBe(200);

      const halted = await portal.ask('POST', '/halts', olena, {
        reason: 'Sale',
      });
      expect(halted).toMatchObject({
        code: 200,
        body: {
          clusters: [{ halt: { reason: 'Sale' }, lever: { state: 'same' } }],
        },
      });
      for (const [plural, annotation] of [
        ['schedules', PAUSE_ANNOTATION],
        ['workflows', ABORT_ANNOTATION],
      ]) {
        const { body } = await running.api.get(`${CHAOS_API}/${plural}`);
        const { items } = z
          .object({ items: z.array(annotatedSchema).min(1) })
          .parse(body);
        for (const { metadata } of items) {
          expect(metadata.annotations).toHaveProperty([annotation], 'true');
        }
      }
    });

    it('lets go by force what does not recover', async () => {
      let annotations: Record<string, string> = {};
      await eventually(async () => {
        await portal.look();
        const { body } = await running.api.get(object);
        ({ annotations } = annotatedSchema.parse(body).metadata);
        return CLEAN_ANNOTATION in annotations;
      });
      expect(annotations[CLEAN_ANNOTATION]).toBe('forced');
    });
  },
);
