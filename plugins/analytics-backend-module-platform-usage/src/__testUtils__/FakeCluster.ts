import { once } from 'node:events';
import { createServer, type Server } from 'node:http';

type FakePod = {
  name: string;
  /** Default: `shop`. */
  namespace?: string;
  labels?: Record<string, string>;
  /** Absent: it runs on a node. */
  phase?: string;
  requests?: { cpu?: string; memory?: string };
  /** Absent: the metrics server has not measured it yet. */
  usage?: { cpu: string; memory: string };
};

const PATH =
  /^\/(api\/v1|apis\/metrics\.k8s\.io\/v1beta1)(?:\/namespaces\/([^/]+))?\/pods$/;
const READ_AT = '2026-01-31T23:59:41Z';

/**
 * Answers for pods and `metrics.k8s.io` as the API server of a cluster does: the
 * shapes are those of a recorded answer.
 */
export class FakeCluster {
  pods: FakePod[] = [];
  /** Whether the cluster has a metrics server. */
  hasMetrics = true;
  url = '';
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      const { pathname } = new URL(request.url ?? '/', 'http://fake');
      const items = this.#list(pathname);
      response
        .writeHead(items ? 200 : 404, { 'content-type': 'application/json' })
        .end(
          JSON.stringify(
            items
              ? { metadata: {}, items }
              : {
                  kind: 'Status',
                  apiVersion: 'v1',
                  status: 'Failure',
                  message: 'the server could not find the requested resource',
                  reason: 'NotFound',
                  code: 404,
                },
          ),
        );
    });
  }

  static async start(): Promise<FakeCluster> {
    const cluster = new FakeCluster();
    cluster.#server.listen(0, '127.0.0.1');
    await once(cluster.#server, 'listening');
    const address = cluster.#server.address();
    if (address === null || typeof address === 'string') {
      throw new Error('The server listens on no port');
    }
    cluster.url = `http://127.0.0.1:${address.port}`;
    return cluster;
  }

  async stop(): Promise<void> {
    if (this.#server.listening) {
      this.#server.closeAllConnections();
      this.#server.close();
      await once(this.#server, 'close');
    }
  }

  #list(path: string): object[] | undefined {
    const [, api, namespace] = PATH.exec(path) ?? [];
    const pods = this.pods
      .map(pod => ({ namespace: 'shop', labels: {}, ...pod }))
      .filter(pod => !namespace || pod.namespace === namespace);
    if (api === 'api/v1') {
      return pods.map(({ phase, requests = {}, ...metadata }) => ({
        metadata: {
          name: metadata.name,
          namespace: metadata.namespace,
          uid: metadata.name,
          resourceVersion: '1',
          labels: metadata.labels,
        },
        spec: {
          ...(phase !== 'Pending' && { nodeName: 'node-1' }),
          containers: [
            { name: 'service', image: 'x:1', resources: { requests } },
          ],
        },
        status: { phase: phase ?? 'Running' },
      }));
    }
    if (api && this.hasMetrics) {
      return pods.flatMap(({ name, labels, usage, ...pod }) =>
        usage
          ? [
              {
                kind: 'PodMetrics',
                apiVersion: 'metrics.k8s.io/v1beta1',
                metadata: {
                  name,
                  namespace: pod.namespace,
                  labels,
                  creationTimestamp: READ_AT,
                },
                timestamp: READ_AT,
                window: '15.000s',
                containers: [{ name: 'service', usage }],
              },
            ]
          : [],
      );
    }
    return undefined;
  }
}
