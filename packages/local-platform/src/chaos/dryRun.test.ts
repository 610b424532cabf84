import { mockCredentials } from '@backstage/backend-test-utils';
import {
  createTestSchema,
  describeOnPostgres,
  whySkipped,
} from '@shop-platform/backstage-plugin-platform-node/testUtils';
import { applyManifests } from '../clusters/server/applyManifests';
import {
  startTestCluster,
  TestCluster,
} from '../kubernetes/__testUtils__/testCluster';
import {
  grantPortal,
  PORTAL_TOKEN,
  portalUser,
  startChaosPortal,
} from './__testUtils__/chaosPortal';
import {
  createRandom,
  createRandomCluster,
  createRandomExperiment,
  type RandomExperiment,
} from './__testUtils__/randomCluster';
import { SelectionWorld, type Taken } from './__testUtils__/SelectionWorld';
import { ChaosMesh } from './ChaosMesh';

jest.setTimeout(900_000);

const CLUSTERS = 1_000;
const olena = mockCredentials.user.header('user:default/olena');

const mayRead = grantPortal([
  { apiGroups: [''], resources: ['pods', 'nodes'], verbs: ['get', 'list'] },
]);

/** What a dry run says of what would be hit. */
type DryRun = {
  targets: { namespace: string; name: string; owner?: string; node?: string }[];
  findings: { rule: string; message: string }[];
};

const REFUSED = /^Nothing would be hit: (.*)$/;
const HITS = /^It hits (?:(up to) )?(\d+) of (\d+) pods?/;

/** The first of what the rules say that a pattern finds, as its groups. */
function find({ findings }: DryRun, pattern: RegExp) {
  return findings
    .map(({ message }) => pattern.exec(message))
    .find(found => found !== null);
}

/** The same experiment on all that its selectors mean. */
function onAll({ spec, ...experiment }: RandomExperiment): RandomExperiment {
  const { value: _, ...side } = spec;
  return {
    ...experiment,
    spec: {
      ...side,
      mode: 'all',
      ...(spec.target && {
        target: { selector: spec.target.selector, mode: 'all' },
      }),
    },
  };
}

/** What the controller should do if the dry run is right; false is a difference. */
function compare(said: DryRun, did: Taken, all: Taken) {
  const [, refusal] = find(said, REFUSED) ?? [];
  if (refusal !== undefined) {
    return {
      isRefused: true,
      isRight: did.refusal === refusal && all.refusal === refusal,
    };
  }
  const [, upTo, hits] = find(said, HITS) ?? [];
  const listed = said.targets.map(
    ({ namespace, name }) => `${namespace}/${name}`,
  );
  const possible = new Set([...all.main, ...all.target]);
  const isWithin =
    did.main.every(pod => all.main.includes(pod)) &&
    did.target.every(pod => all.target.includes(pod));
  // Where chance takes none, there is no target at all.
  const isTaken = did.refusal === undefined;
  return {
    isRefused: false,
    isExact: isTaken && !upTo,
    isRight:
      isWithin &&
      listed.length === possible.size &&
      listed.every(pod => possible.has(pod)) &&
      (isTaken && !upTo
        ? did.main.length === Number(hits)
        : did.main.length <= Number(hits)) &&
      (isTaken || did.refusal === 'no target has been selected'),
  };
}

describeOnPostgres(
  `What a dry run says, and what the controller does${whySkipped}`,
  () => {
    const getDatabase = createTestSchema();
    let running: TestCluster;
    let portal: Awaited<ReturnType<typeof startChaosPortal>>;

    beforeAll(async () => {
      running = await startTestCluster({
        tokens: [{ token: PORTAL_TOKEN, user: portalUser }],
      });
      ChaosMesh.install(running.cluster);
      // It may see the pods and no experiments, so that it records none of these.
      applyManifests(running.cluster, mayRead, () => {});
      portal = await startChaosPortal({
        running,
        database: getDatabase(),
        entities: [],
        chaos: { policy: { namespaces: [] } },
      });
    });

    afterAll(async () => {
      await portal?.stop();
      await running?.stop();
    });

    const dryRun = async ({
      kind,
      spec,
    }: RandomExperiment): Promise<DryRun> => {
      const { body } = await portal.ask('POST', '/dry-runs', olena, {
        cluster: 'test',
        manifest: JSON.stringify({
          apiVersion: 'chaos-mesh.org/v1alpha1',
          kind,
          metadata: { name: 'dry', namespace: 'shop' },
          spec,
        }),
      });
      return body;
    };

    it(`is the same in ${CLUSTERS} random clusters`, async () => {
      const world = new SelectionWorld(running, createRandom(CLUSTERS));
      const counts = { refused: 0, exact: 0, byChance: 0 };
      for (let seed = 1; seed <= CLUSTERS; seed += 1) {
        const random = createRandom(seed);
        const cluster = createRandomCluster(random);
        const experiment = createRandomExperiment(random, cluster);
        await world.become(cluster);
        const [said, taken] = await Promise.all([
          dryRun(experiment),
          world.take({
            [`all-${seed}`]: onAll(experiment),
            [`one-${seed}`]: experiment,
          }),
        ]);
        const all = taken.get(`all-${seed}`)!;
        const did = taken.get(`one-${seed}`)!;
        const { isRight, isRefused, isExact } = compare(said, did, all);
        // Shown where they differ: the seed makes that cluster again.
        expect(isRight ? [] : [{ seed, experiment, said, did, all }]).toEqual(
          [],
        );
        counts.refused += isRefused ? 1 : 0;
        counts.exact += isExact ? 1 : 0;
        counts.byChance += isRefused || isExact ? 0 : 1;
      }
      world.stop();
      // Enough of each kind came.
      expect(Math.min(...Object.values(counts))).toBeGreaterThan(CLUSTERS / 20);
    });
  },
);
