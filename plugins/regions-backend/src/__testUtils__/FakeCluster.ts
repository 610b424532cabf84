import { type ServerResponse } from 'node:http';
import { LocalServer } from './LocalServer';

type KubernetesObject = {
  metadata: { uid: string; [field: string]: unknown };
  [field: string]: unknown;
};

const DEPLOYMENTS = '/apis/apps/v1/deployments';
const PODS = '/api/v1/pods';

/**
 * As much of a Kubernetes API as a region needs: Deployments and pods that are
 * listed and watched.
 */
export class FakeCluster {
  readonly #objects = new Map<string, Map<string, KubernetesObject>>([
    [DEPLOYMENTS, new Map()],
    [PODS, new Map()],
  ]);
  readonly #watchers = new Map<ServerResponse, string>();
  #server: LocalServer | undefined;
  #version = 1;

  static async start(): Promise<FakeCluster> {
    const cluster = new FakeCluster();
    cluster.#server = await LocalServer.start((request, response) => {
      const url = new URL(request.url ?? '/', 'http://fake');
      cluster.#answer(url, response);
    });
    return cluster;
  }

  get url(): string {
    return this.#server?.url ?? '';
  }

  set isHanging(hangs: boolean) {
    if (this.#server) {
      this.#server.isHanging = hangs;
    }
  }

  /** A Deployment with its numbers of pods. */
  deploy(
    name: string,
    pods: { ready: number; desired: number },
    labels: Record<string, string> = {},
    namespace = 'shop',
  ): void {
    this.#put(DEPLOYMENTS, {
      metadata: { ...this.#metadata(name, namespace), labels },
      spec: {
        replicas: pods.desired,
        selector: {},
        template: { spec: { containers: [{ name, image: `${name}:1` }] } },
      },
      status: { replicas: pods.desired, readyReplicas: pods.ready },
    });
  }

  /** A pod whose container restarted some times, the last time just now. */
  runPod(
    name: string,
    restartCount: number,
    labels: Record<string, string> = {},
  ): void {
    const now = new Date().toISOString();
    this.#put(PODS, {
      metadata: { ...this.#metadata(name, 'shop'), labels },
      spec: { containers: [{ name: 'service', image: 'core:1' }] },
      status: {
        phase: 'Running',
        startTime: now,
        containerStatuses: [
          {
            name: 'service',
            ready: true,
            restartCount,
            state: { running: { startedAt: now } },
            lastState:
              restartCount > 0
                ? { terminated: { exitCode: 1, finishedAt: now } }
                : {},
          },
        ],
      },
    });
  }

  async stop(): Promise<void> {
    await this.#server?.stop();
  }

  #metadata(name: string, namespace: string) {
    this.#version += 1;
    return {
      name,
      namespace,
      uid: `${namespace}/${name}`,
      resourceVersion: String(this.#version),
    };
  }

  #put(path: string, object: KubernetesObject): void {
    const objects = this.#objects.get(path);
    const { uid } = object.metadata;
    const type = objects?.has(uid) ? 'MODIFIED' : 'ADDED';
    objects?.set(uid, object);
    for (const [watcher, watched] of this.#watchers) {
      if (watched === path) {
        watcher.write(`${JSON.stringify({ type, object })}\n`);
      }
    }
  }

  #answer({ pathname, searchParams }: URL, response: ServerResponse): void {
    const objects = this.#objects.get(pathname);
    if (pathname === '/version') {
      response.end(JSON.stringify({ gitVersion: 'v1.34.2' }));
    } else if (objects && searchParams.has('watch')) {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.flushHeaders();
      this.#watchers.set(response, pathname);
      response.on('close', () => this.#watchers.delete(response));
    } else if (objects) {
      response.end(
        JSON.stringify({
          metadata: { resourceVersion: String(this.#version) },
          items: [...objects.values()],
        }),
      );
    } else {
      response.writeHead(404).end('{}');
    }
  }
}
