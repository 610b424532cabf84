import { expect, test } from '@playwright/test';
import {
  environmentOfPod,
  imageDigests,
  podsOf,
  readObject,
} from './support/clusters';
import {
  Deployment,
  deploymentSchema,
  Manifest,
  renderedManifests,
  ShopService,
} from './support/shopManifests';

const PRIMARY = 'europe-west1';
const REGIONS = [PRIMARY, 'europe-west4'];
const RUNS_IN = 'shop-platform.io/runs-in';
/** This machine is smaller than a region: autoscalers begin lower, and end there. */
const TWICE = ['core', 'storefront'];
/** What this platform has in the place of a fixed value: its Redis, and a shorter drain. */
const REPLACED = ['REDIS_URL', 'SHUTDOWN_DRAIN_MS'];
/** The region is added to what is told of a pod. */
const COMPLETED = 'OTEL_RESOURCE_ATTRIBUTES';
/** What an API server says where a manifest says nothing. */
const DEFAULTED = [
  'dnsPolicy',
  'imagePullPolicy',
  'restartPolicy',
  'schedulerName',
  'serviceAccount',
  'terminationMessagePath',
  'terminationMessagePolicy',
];

/** `/apis/apps/v1/namespaces/shop/deployments/core` */
function pathOf({ apiVersion, kind, metadata }: Manifest): string {
  const group = apiVersion === 'v1' ? 'api/v1' : `apis/${apiVersion}`;
  const plural = `${kind.toLowerCase()}s`.replace(/ys$/, 'ies');
  return `/${group}/namespaces/shop/${plural}/${metadata.name}`;
}

/** What is there has nothing that its manifest has not, such as another command. */
function expectNothingMore(live: object, rendered: object) {
  const known = [...Object.keys(rendered), ...DEFAULTED];
  expect(Object.keys(live).filter(key => !known.includes(key))).toEqual([]);
}

function withReplicas(manifest: Manifest, minReplicas: number): Manifest {
  const maxReplicas = minReplicas + 1;
  return { ...manifest, spec: { ...manifest.spec, minReplicas, maxReplicas } };
}

/** The Deployment runs the image that was built of the service, as its manifest says. */
async function expectRendered(region: string, service: ShopService) {
  const { name, image, deployment } = service;
  const live = deploymentSchema.parse(
    await readObject(region, pathOf(deployment)),
  );
  const [running] = live.spec.template.spec.containers;
  expect(
    imageDigests(name).map(digest => `${image}@sha256:${digest}`),
  ).toContain(running.image);
  const rendered = structuredClone(deployment);
  const pod = rendered.spec.template.spec;
  pod.containers[0].image = running.image;
  expect(live, name).toMatchObject(rendered);
  expectNothingMore(live.spec.template.spec, pod);
  expectNothingMore(running, pod.containers[0]);
}

/** A process of the service was told what the manifest says. */
function expectTold(pod: string, region: string, { spec }: Deployment) {
  const told = environmentOfPod(pod);
  const [{ env }] = spec.template.spec.containers;
  for (const { name, value } of env) {
    expect(Object.keys(told), `${name} of ${pod}`).toContain(name);
    const expected = value
      ?.replace('$(POD_NAME)', pod)
      .replace('$(NODE_NAME)', `${region}-node-1`);
    if (name === COMPLETED) {
      expect(told[name]).toContain(`${expected},`);
    } else if (expected !== undefined && !REPLACED.includes(name)) {
      expect(told[name], `${name} of ${pod}`).toBe(expected);
    }
  }
}

for (const region of REGIONS) {
  test(`what runs of the shop in ${region} is what its manifests say`, async () => {
    for (const service of renderedManifests()) {
      const { name, deployment, manifests } = service;
      const isPrimary = region === PRIMARY;
      if (
        deployment.metadata.annotations[RUNS_IN] === 'primary' &&
        !isPrimary
      ) {
        expect(await readObject(region, pathOf(deployment))).toMatchObject({
          reason: 'NotFound',
        });
        continue;
      }
      await expectRendered(region, service);
      const minReplicas = isPrimary && TWICE.includes(name) ? 2 : 1;
      for (const manifest of manifests) {
        const rendered =
          manifest.kind === 'HorizontalPodAutoscaler'
            ? withReplicas(manifest, minReplicas)
            : manifest;
        expect(
          await readObject(region, pathOf(manifest)),
          `${manifest.kind} ${name}`,
        ).toMatchObject(rendered);
      }
      // A pod that was just killed by another test comes back.
      await expect(async () => {
        const pods = await podsOf(region, 'shop', name);
        expect(pods.length).toBeGreaterThanOrEqual(minReplicas);
        pods.forEach(pod => expectTold(pod.name, region, deployment));
      }).toPass({ timeout: 60_000 });
    }
  });
}
