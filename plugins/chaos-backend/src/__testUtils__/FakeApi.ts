import { type Request, type Response } from 'express';
import { isDeepStrictEqual } from 'node:util';
import { type FakeObject, type FakeObjects } from './FakeObjects';

export const CHAOS = '/apis/chaos-mesh.org/v1alpha1';
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
export const PLURALS = KINDS.map(kind => kind.toLocaleLowerCase('en-US'));
/** What starts experiments by itself, by the name of its kind in URLs. */
const STANDING = new Map([
  ['schedules', 'Schedule'],
  ['workflows', 'Workflow'],
  ['workflownodes', 'WorkflowNode'],
]);

const DISCOVERY = {
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
};

/** How it answers, which may change while it does. */
type Behaviour = {
  hasChaosMesh: boolean;
  admission: string | undefined;
  isSilent: boolean;
  hangs: boolean;
  refusal: string | undefined;
  applied: FakeObject[];
};

type Place = {
  path: string;
  namespace: string | undefined;
  name: string | undefined;
};

/** What a cluster answers to those who ask it. */
export class FakeApi {
  readonly #cluster: Readonly<Behaviour>;
  readonly #objects: FakeObjects;

  constructor(cluster: Readonly<Behaviour>, objects: FakeObjects) {
    this.#cluster = cluster;
    this.#objects = objects;
  }

  answer(req: Request, res: Response): void {
    if (this.#cluster.isSilent) {
      req.socket.destroy();
      return;
    }
    if (this.#cluster.hangs) {
      return;
    }
    const [, prefix, namespace, collection, name] =
      /^(.*?)(?:\/namespaces\/([^/]+))?\/([a-z]+)(?:\/([^/]+))?$/.exec(
        req.path,
      ) ?? [];
    if (req.path === CHAOS) {
      res.json(DISCOVERY);
      return;
    }
    const isChaos =
      prefix === CHAOS &&
      (PLURALS.includes(collection) || STANDING.has(collection));
    if (
      isChaos
        ? !this.#cluster.hasChaosMesh
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
    const stored = this.#objects.get(path, `${namespace}/${name}`);
    if (req.method === 'GET' && name === undefined) {
      this.#list(path, req, res);
    } else if (req.method === 'GET' && stored) {
      res.json(stored);
    } else if (req.method === 'GET') {
      this.#refuse(res, 404, 'not found');
    } else {
      this.#write({ path, namespace, name }, stored, req, res);
    }
  }

  #write(
    place: Place,
    stored: FakeObject | undefined,
    req: Request,
    res: Response,
  ): void {
    const { admission, refusal } = this.#cluster;
    if (admission) {
      this.#refuse(res, 403, admission);
    } else if (refusal && !('dryRun' in req.query)) {
      this.#refuse(res, 403, refusal);
    } else if (
      req.method === 'PATCH' &&
      (stored || req.header('content-type')?.startsWith(APPLY))
    ) {
      this.#patch(place, stored, req, res);
    } else if (!stored) {
      this.#refuse(res, 404, 'not found');
    } else {
      const deletionTimestamp = new Date().toISOString();
      res.json(
        this.#objects.put(place.path, {
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
      this.#objects.watch(path, Number(req.query.resourceVersion ?? 0), res);
      return;
    }
    res.json({
      metadata: { resourceVersion: String(this.#objects.version) },
      items: this.#objects.list(path),
    });
  }

  #patch(
    { path, namespace = '', name = '' }: Place,
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
        ...this.#objects.metadata(name, namespace),
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
    if (isDeepStrictEqual(object, stored)) {
      // What changes nothing makes no version, as in Kubernetes.
      res.json(stored);
      return;
    }
    const kept = this.#objects.put(path, object);
    if (!stored) {
      this.#cluster.applied.push(kept);
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

/** As a merge patch does: what is null goes. */
export function merged(
  old: Record<string, string> = {},
  patch: Record<string, string | null>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries({ ...old, ...patch }).flatMap(([key, value]) =>
      value === null ? [] : [[key, value]],
    ),
  );
}
