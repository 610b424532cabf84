import express from 'express';
import { once } from 'node:events';
import { type Server } from 'node:http';
import { CHAOS, FakeApi, merged, PLURALS } from './FakeApi';
import { FakeObjects, type FakeObject } from './FakeObjects';
import { recordOf, type Phase } from './recordOf';

const LEVERS = '/api/v1/configmaps';
const LEVER = 'chaos-mesh/chaos-halt-lever';
/**
 * As much of a Kubernetes API as experiments need. What Chaos Mesh would do is
 * done by the test: it injects and recovers.
 */
export class FakeCluster {
  url = '';
  /** Without it, the cluster does not know Chaos Mesh. */
  hasChaosMesh = true;
  /** Why its admission refuses everything, in dry runs, too. */
  admission: string | undefined;
  /** It is there, and answers nothing. */
  isSilent = false;
  /** It takes each request and never answers; what is watched already goes on. */
  hangs = false;
  /** Refuses what it would have taken in a dry run. */
  refusal: string | undefined;
  readonly applied: FakeObject[] = [];
  readonly #objects = new FakeObjects();
  #server: Server | undefined;

  static async start(): Promise<FakeCluster> {
    const cluster = new FakeCluster();
    const app = express();
    app.use(express.text({ type: () => true }));
    const api = new FakeApi(cluster, cluster.#objects);
    app.use((req, res) => api.answer(req, res));
    const server = app.listen(0, '127.0.0.1');
    cluster.#server = server;
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') {
      throw new Error('The server listens on no port');
    }
    cluster.url = `http://127.0.0.1:${address.port}`;
    cluster.#objects.put('/api/v1/nodes', {
      metadata: cluster.#objects.metadata('node-1'),
    });
    return cluster;
  }

  runPod(name: string, service: string): void {
    this.#objects.put('/api/v1/pods', {
      metadata: {
        ...this.#objects.metadata(`${name}-abc12-x`, 'shop'),
        labels: {
          'backstage.io/kubernetes-id': service,
          'pod-template-hash': 'abc12',
        },
        ownerReferences: [
          {
            apiVersion: 'apps/v1',
            kind: 'ReplicaSet',
            name: `${service}-abc12`,
            uid: 'r',
            controller: true,
          },
        ],
      },
      spec: { nodeName: 'node-1', containers: [{ name: 'service' }] },
      status: { phase: 'Running' },
    });
  }

  /** What a kubelet would say of a pod; without a status it is gone. */
  changePod(name: string, status?: object): void {
    const path = '/api/v1/pods';
    const key = `shop/${name}`;
    const pod = this.#objects.get(path, key);
    if (!pod) {
      throw new Error(`There is no pod ${key}`);
    }
    if (status) {
      this.#objects.put(path, {
        ...pod,
        status: { phase: 'Running', ...status },
      });
    } else {
      this.#objects.letGo(path, key, pod);
    }
  }

  /** From now on it answers nothing, not even to those who listen already. */
  goAway(): void {
    this.isSilent = true;
    this.#objects.cutOff();
  }

  /** It answers again; what hung until now never is. */
  comeBack(): void {
    this.isSilent = false;
    if (this.hangs) {
      this.hangs = false;
      this.#server?.closeAllConnections();
    }
  }

  experiments(): FakeObject[] {
    return PLURALS.flatMap(plural => this.#objects.list(`${CHAOS}/${plural}`));
  }

  /** The Schedules, the Workflows or the nodes that it has. */
  standing(plural: string): FakeObject[] {
    return this.#objects.list(`${CHAOS}/${plural}`);
  }

  /** As `kubectl apply` would. */
  create(
    plural: string,
    object: {
      metadata: Partial<FakeObject['metadata']> & { name: string };
      [field: string]: unknown;
    },
  ): void {
    this.#objects.put(`${CHAOS}/${plural}`, {
      ...object,
      metadata: {
        ...this.#objects.metadata(object.metadata.name, 'shop'),
        ...object.metadata,
      },
    });
  }

  /** The data of its own lever; undefined where it has none. */
  get lever(): Record<string, string> | undefined {
    return this.#objects.get(LEVERS, LEVER)?.data;
  }

  /** Changes its lever as `kubectl patch` would, and makes it where there is none. */
  setLever(data: Record<string, string | null>): void {
    const stored = this.#objects.get(LEVERS, LEVER);
    this.#objects.put(LEVERS, {
      ...(stored ?? {
        metadata: this.#objects.metadata('chaos-halt-lever', 'chaos-mesh'),
      }),
      data: merged(stored?.data, data),
    });
  }

  removeLever(): void {
    this.#objects.forget(LEVERS, LEVER);
  }

  /** What Chaos Mesh would say of all experiments; of `others`, each its own. */
  report(phase: Phase, pod: string, others: Record<string, Phase> = {}): void {
    this.reportOn('', phase, pod, others);
  }

  /** The same of those only whose names begin so. */
  reportOn(
    prefix: string,
    phase: Phase,
    pod: string,
    others: Record<string, Phase> = {},
  ): void {
    const containerRecords = Object.entries({ [pod]: phase, ...others }).map(
      ([name, own]) => recordOf(name, own, phase),
    );
    for (const path of PLURALS.map(plural => `${CHAOS}/${plural}`)) {
      for (const object of this.#objects.list(path)) {
        if (!object.metadata.name.startsWith(prefix)) {
          continue;
        }
        this.#objects.put(path, {
          ...object,
          status: {
            experiment: {
              desiredPhase: phase === 'Injected' ? 'Run' : 'Stop',
              containerRecords,
            },
          },
        });
      }
    }
  }

  /** Lets go all objects that are being deleted, as they are, by how their names begin. */
  finalize(prefix = ''): void {
    for (const path of this.#objects.paths()) {
      for (const [key, object] of this.#objects.entries(path)) {
        const { name, deletionTimestamp } = object.metadata;
        if (deletionTimestamp && name.startsWith(prefix)) {
          this.#objects.letGo(path, key, object);
        }
      }
    }
  }

  /** As if all experiments were deleted, and let go as they are. */
  removeExperiments(): void {
    for (const plural of PLURALS) {
      const path = `${CHAOS}/${plural}`;
      for (const [key, object] of this.#objects.entries(path)) {
        this.#objects.letGo(path, key, object);
      }
    }
  }

  async stop(): Promise<void> {
    this.#server?.closeAllConnections();
    this.#server?.close();
  }
}
