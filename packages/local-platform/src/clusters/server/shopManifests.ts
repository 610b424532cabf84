import { toError } from '@backstage/errors';
import { renderKustomization } from '@shop-platform/backstage-plugin-clusters-node';
import { asObject } from '../../kubernetes/model/json';
import { ClustersOptions } from '../options';
import { Manifest } from './applyManifests';

const REGISTRY = 'ghcr.io/shop-example';
export const GATEWAY_IMAGE = 'gateway';
const GATEWAY_PORT = 8080;
const SPARE_REPLICAS = 1;
/** On a Deployment that one region alone runs: the one with the database that takes writes. */
const RUNS_IN = 'shop-platform.io/runs-in';

type Service = ClustersOptions['services'][number];

/**
 * The manifests of the shop's services in a cluster, as the repository has them,
 * with the images that were built of it. A service whose manifests cannot be read
 * is said and left out.
 */
export async function shopManifests(
  cluster: { name: string; isPrimary: boolean },
  services: Service[],
  log: (message: string) => void,
): Promise<Manifest[]> {
  const rendered = await Promise.all(
    services.map(async ({ name, manifests, digest, replicas }) => {
      try {
        const objects: Manifest[] = await renderKustomization(manifests, {
          images: [{ name: `${REGISTRY}/${name}`, digest: `sha256:${digest}` }],
        });
        return isElsewhere(objects, cluster)
          ? []
          : objects.map(each =>
              withReplicas(each, replicas[cluster.name] ?? 1),
            );
      } catch (error) {
        log(`${name} is left out: ${toError(error).message}`);
        return [];
      }
    }),
  );
  return rendered.flat();
}

/**
 * What keeps experiments in bounds, and the lever by which all are halted. Without
 * them experiments start all the same, held by the portal alone.
 */
export async function chaosManifests(
  folder: string,
  log: (message: string) => void,
): Promise<Manifest[]> {
  try {
    return await renderKustomization(folder);
  } catch (error) {
    log(
      `kubectl is not held to the rules of experiments: ${
        toError(error).message
      }`,
    );
    return [];
  }
}

function isElsewhere(
  objects: Manifest[],
  { isPrimary }: { isPrimary: boolean },
): boolean {
  return (
    !isPrimary &&
    objects.some(
      ({ kind, metadata }) =>
        kind === 'Deployment' && metadata.annotations?.[RUNS_IN] === 'primary',
    )
  );
}

/** This machine is smaller than a region: the autoscaler begins lower, and ends there. */
function withReplicas(manifest: Manifest, minReplicas: number): Manifest {
  if (manifest.kind !== 'HorizontalPodAutoscaler') {
    return manifest;
  }
  const maxReplicas = minReplicas + SPARE_REPLICAS;
  return {
    ...manifest,
    spec: { ...asObject(manifest.spec), minReplicas, maxReplicas },
  };
}

/** The way into a region, where production has the mesh's ingress gateway. */
export function gatewayManifests(region: string): Manifest[] {
  const labels = { 'app.kubernetes.io/name': 'gateway' };
  const metadata = { name: 'gateway', namespace: 'istio-ingress', labels };
  const probe = { httpGet: { path: '/healthz/ready', port: 'http' } };
  return [
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata,
      spec: {
        replicas: 1,
        selector: { matchLabels: labels },
        strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
        template: {
          metadata: { labels },
          spec: {
            automountServiceAccountToken: false,
            containers: [
              {
                name: 'proxy',
                image: `${GATEWAY_IMAGE}:latest`,
                ports: [{ name: 'http', containerPort: GATEWAY_PORT }],
                env: [
                  { name: 'PROXY_PORT', value: String(GATEWAY_PORT) },
                  {
                    name: 'PROXY_UPSTREAMS',
                    value: JSON.stringify([
                      {
                        name: region,
                        url: 'http://storefront.shop.svc.cluster.local',
                        health: '/readyz',
                      },
                    ]),
                  },
                ],
                resources: {
                  requests: { cpu: '50m', memory: '64Mi' },
                  limits: { memory: '128Mi' },
                },
                // Without the shop behind it, it is no way into the region, but it lives.
                readinessProbe: { ...probe, periodSeconds: 2 },
                livenessProbe: { tcpSocket: { port: 'http' } },
              },
            ],
          },
        },
      },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata,
      spec: {
        selector: labels,
        ports: [{ name: 'http', port: 80, targetPort: 'http' }],
      },
    },
    // By the name and the port at which the mesh's gateway says that it serves:
    // what the chaos suite's tests ask before they go on.
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { ...metadata, name: 'istio-ingress' },
      spec: {
        selector: labels,
        ports: [{ name: 'status-port', port: 15021, targetPort: 'http' }],
      },
    },
  ];
}
