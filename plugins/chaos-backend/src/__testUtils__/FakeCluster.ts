import express, { type Request, type Response } from 'express';
import { once } from 'node:events';
import { type Server } from 'node:http';
import { randomUUID } from 'node:crypto';

/** The last one is told while a fault is being taken back. */
type Phase = 'Injected' | 'Not Injected' | 'Injected/Wait';

type FakeObject = {
  metadata: {
    name: string;
    namespace?: string;
    uid: string;
    resourceVersion: string;
    creationTimestamp?: string;
    deletionTimestamp?: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string | null>;
    ownerReferences?: object[];
  };
  data?: Record<string, string>;
  [field: string]: unknown;
};

const CHAOS = '/apis/chaos-mesh.org/v1alpha1';
const LEVERS = '/api/v1/configmaps';
const LEVER = 'chaos-mesh/chaos-halt-lever';
/** The type of patches that make what is not there. */
const APPLY = 'application/apply-patch';
const KINDS = [
  'PodChaos',
  'NetworkChaos',
  'StressChaos',
  'HTTPChaos',
  'IOChaos',
  'DNSChaos',
  'TimeChaos',
];
const PLURALS = KINDS.map(kind => kind.toLocaleLowerCase('en-US'));
/** What starts experiments by itself, by the name of its kind in URLs. */
const STANDING = new Map([
  ['schedules', 'Schedule'],
  ['workflows', 'Workflow'],
  ['workflownodes', 'WorkflowNode'],
]);

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
  /** Refuses what it would have taken in a dry run. */
  refusal: string | undefined;
  readonly applied: FakeObject[] = [];
  readonly #collections = new Map<string, Map<string, FakeObject>>();
  readonly #watchers = new Map<Response, string>();
  /** What went, for those who listed before and watch only now. */
  readonly #gone: { path: string; version: number; object: FakeObject }[] = [];
  #server: Server | undefined;
  #version = 1;

  static async start(): Promise<FakeCluster> {
    const cluster = new FakeCluster();
    const app = express();
    app.use(express.text({ type: () => true }));
    app.use((req, res) => cluster.#answer(req, res));
    const server = app.listen(0, '127.0.0.1');
    cluster.#server = server;
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') {
      throw new Error('The server listens on no port');
    }
    cluster.url = `http://127.0.0.1:${address.port}`;
    cluster.#put('/api/v1/nodes', {
      metadata: cluster.#metadata('node-1'),
    });
    return cluster;
  }

  runPod(name: string, service: string): void {
    this.#put('/api/v1/pods', {
      metadata: {
        ...this.#metadata(`${name}-abc12-x`, 'shop'),
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
    const pod = this.#collections.get(path)?.get(key);
    if (!pod) {
      throw new Error(`There is no pod ${key}`);
    }
    if (status) {
      this.#put(path, { ...pod, status: { phase: 'Running', ...status } });
    } else {
      this.#letGo(path, key, pod);
    }
  }

  /** From now on it answers nothing, not even to those who listen already. */
  goAway(): void {
    this.isSilent = true;
    for (const watcher of this.#watchers.keys()) {
      watcher.destroy();
    }
  }

  comeBack(): void {
    this.isSilent = false;
  }

  experiments(): FakeObject[] {
    return PLURALS.flatMap(plural => [
      ...(this.#collections.get(`${CHAOS}/${plural}`)?.values() ?? []),
    ]);
  }

  /** The Schedules, the Workflows or the nodes that it has. */
  standing(plural: string): FakeObject[] {
    return [...(this.#collections.get(`${CHAOS}/${plural}`)?.values() ?? [])];
  }

  /** As `kubectl apply` would. */
  create(
    plural: string,
    object: {
      metadata: Partial<FakeObject['metadata']> & { name: string };
      [field: string]: unknown;
    },
  ): void {
    this.#put(`${CHAOS}/${plural}`, {
      ...object,
      metadata: {
        ...this.#metadata(object.metadata.name, 'shop'),
        ...object.metadata,
      },
    });
  }

  /** The data of its own lever; undefined where it has none. */
  get lever(): Record<string, string> | undefined {
    return this.#collections.get(LEVERS)?.get(LEVER)?.data;
  }

  /** Changes its lever as `kubectl patch` would, and makes it where there is none. */
  setLever(data: Record<string, string | null>): void {
    const stored = this.#collections.get(LEVERS)?.get(LEVER);
    this.#put(LEVERS, {
      ...(stored ?? {
        metadata: this.#metadata('chaos-halt-lever', 'chaos-mesh'),
      }),
      data: merged(stored?.data, data),
    });
  }

  removeLever(): void {
    this.#collections.get(LEVERS)?.delete(LEVER);
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
    for (const [path, objects] of this.#collections) {
      const isExperiments = PLURALS.some(each => path === `${CHAOS}/${each}`);
      for (const object of isExperiments ? [...objects.values()] : []) {
        if (!object.metadata.name.startsWith(prefix)) {
          continue;
        }
        this.#put(path, {
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
    for (const [path, objects] of this.#collections) {
      for (const [key, object] of objects) {
        const { name, deletionTimestamp } = object.metadata;
        if (deletionTimestamp && name.startsWith(prefix)) {
          this.#letGo(path, key, object);
        }
      }
    }
  }

  /** As if all experiments were deleted, and let go as they are. */
  removeExperiments(): void {
    for (const plural of PLURALS) {
      const path = `${CHAOS}/${plural}`;
      for (const [key, object] of this.#collections.get(path) ?? []) {
        this.#letGo(path, key, object);
      }
    }
  }

  async stop(): Promise<void> {
    this.#server?.closeAllConnections();
    this.#server?.close();
  }

  #letGo(path: string, key: string, object: FakeObject): void {
    this.#collections.get(path)?.delete(key);
    this.#version += 1;
    this.#gone.push({ path, version: this.#version, object });
    this.#tell(path, 'DELETED', object);
  }

  #metadata(name: string, namespace?: string): FakeObject['metadata'] {
    return {
      name,
      ...(namespace ? { namespace } : {}),
      uid: randomUUID(),
      resourceVersion: '',
      creationTimestamp: new Date().toISOString(),
    };
  }

  #put(path: string, object: FakeObject): FakeObject {
    this.#version += 1;
    const objects = this.#collections.get(path) ?? new Map();
    this.#collections.set(path, objects);
    const key = `${object.metadata.namespace}/${object.metadata.name}`;
    const type = objects.has(key) ? 'MODIFIED' : 'ADDED';
    const stored = {
      ...object,
      metadata: { ...object.metadata, resourceVersion: `${this.#version}` },
    };
    objects.set(key, stored);
    this.#tell(path, type, stored);
    return stored;
  }

  #tell(path: string, type: string, object: FakeObject): void {
    for (const [watcher, watched] of this.#watchers) {
      if (watched === path) {
        watcher.write(`${JSON.stringify({ type, object })}\n`);
      }
    }
  }

  /** Changes of before a watch began are told at its beginning. */
  #tellSince(path: string, since: number, watcher: Response): void {
    const told = [
      ...[...(this.#collections.get(path)?.values() ?? [])].map(object => ({
        type: 'MODIFIED',
        version: Number(object.metadata.resourceVersion),
        object,
      })),
      ...this.#gone
        .filter(each => each.path === path)
        .map(({ version, object }) => ({ type: 'DELETED', version, object })),
    ]
      .filter(({ version }) => version > since)
      .sort((one, other) => one.version - other.version);
    for (const { type, object } of told) {
      watcher.write(`${JSON.stringify({ type, object })}\n`);
    }
  }

  #answer(req: Request, res: Response): void {
    if (this.isSilent) {
      req.socket.destroy();
      return;
    }
    const [, prefix, namespace, collection, name] =
      /^(.*?)(?:\/namespaces\/([^/]+))?\/([a-z]+)(?:\/([^/]+))?$/.exec(
        req.path,
      ) ?? [];
    if (req.path === CHAOS) {
      res.json({
        kind: 'APIResourceList',
        groupVersion: 'chaos-mesh.org/v1alpha1',
        resources: [
          ...KINDS.map(kind => [kind.toLocaleLowerCase('en-US'), kind]),
          ...STANDING,
        ].map(([plural, kind]) => ({
          name: plural,
          kind,
          namespaced: true,
          verbs: ['create', 'delete', 'get', 'list', 'patch', 'watch'],
        })),
      });
      return;
    }
    const isChaos =
      prefix === CHAOS &&
      (PLURALS.includes(collection) || STANDING.has(collection));
    if (
      isChaos
        ? !this.hasChaosMesh
        : !/^(pods|nodes|configmaps)$/.test(collection ?? '')
    ) {
      this.#refuse(
        res,
        404,
        'the server could not find the requested resource',
      );
      return;
    }
    const path = `${prefix}/${collection}`;
    const stored = this.#collections.get(path)?.get(`${namespace}/${name}`);
    if (req.method === 'GET' && name === undefined) {
      this.#list(path, req, res);
    } else if (req.method === 'GET' && stored) {
      res.json(stored);
    } else if (this.admission && req.method !== 'GET') {
      this.#refuse(res, 403, this.admission);
    } else if (
      this.refusal &&
      req.method !== 'GET' &&
      !('dryRun' in req.query)
    ) {
      this.#refuse(res, 403, this.refusal);
    } else if (
      req.method === 'PATCH' &&
      (stored || req.header('content-type')?.startsWith(APPLY))
    ) {
      this.#patch({ path, namespace, name }, stored, req, res);
    } else if (!stored) {
      this.#refuse(res, 404, 'not found');
    } else {
      const deletionTimestamp = new Date().toISOString();
      res.json(
        this.#put(path, {
          ...stored,
          metadata: { ...stored.metadata, deletionTimestamp },
        }),
      );
    }
  }

  #list(path: string, req: Request, res: Response): void {
    if ('watch' in req.query) {
      res.writeHead(200, { 'content-type': 'application/json' });
      res.flushHeaders();
      this.#tellSince(path, Number(req.query.resourceVersion ?? 0), res);
      this.#watchers.set(res, path);
      res.on('close', () => this.#watchers.delete(res));
      return;
    }
    res.json({
      metadata: { resourceVersion: String(this.#version) },
      items: [...(this.#collections.get(path)?.values() ?? [])],
    });
  }

  #patch(
    {
      path,
      namespace = '',
      name = '',
    }: Record<string, string | undefined> & {
      path: string;
    },
    stored: FakeObject | undefined,
    req: Request,
    res: Response,
  ): void {
    const patch = JSON.parse(req.body);
    const wanted = patch.metadata?.resourceVersion;
    if (wanted && wanted !== stored?.metadata.resourceVersion) {
      this.#refuse(res, 409, 'the object has been modified');
      return;
    }
    const object: FakeObject = {
      ...stored,
      ...patch,
      ...(patch.data ? { data: merged(stored?.data, patch.data) } : {}),
      metadata: {
        ...this.#metadata(name, namespace),
        ...stored?.metadata,
        ...patch.metadata,
        annotations: Object.fromEntries(
          Object.entries({
            ...stored?.metadata.annotations,
            ...patch.metadata?.annotations,
          }).filter(([, value]) => value !== null),
        ),
      },
    };
    if ('dryRun' in req.query) {
      res.json(object);
      return;
    }
    const kept = this.#put(path, object);
    if (!stored) {
      this.applied.push(kept);
    }
    res.json(kept);
  }

  #refuse(res: Response, code: number, message: string): void {
    res.status(code).json({
      kind: 'Status',
      apiVersion: 'v1',
      status: 'Failure',
      reason: code === 403 ? 'Forbidden' : 'NotFound',
      message,
      code,
    });
  }
}

/** Of a pod in which it is not as in the others, the last try failed. */
function recordOf(pod: string, phase: Phase, wanted: Phase) {
  return {
    id: `shop/${pod}`,
    selectorKey: '.',
    phase,
    injectedCount: phase === 'Injected' || phase === wanted ? 1 : 0,
    recoveredCount: phase === 'Not Injected' && phase === wanted ? 1 : 0,
    events: [
      {
        type: phase === wanted ? 'Succeeded' : 'Failed',
        operation: wanted === 'Injected' ? 'Apply' : 'Recover',
        timestamp: new Date().toISOString(),
        ...(phase === wanted ? {} : { message: 'the pod does not answer' }),
      },
    ],
  };
}

/** As a merge patch does: what is null goes. */
function merged(
  old: Record<string, string> = {},
  patch: Record<string, string | null>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries({ ...old, ...patch }).flatMap(([key, value]) =>
      value === null ? [] : [[key, value]],
    ),
  );
}
