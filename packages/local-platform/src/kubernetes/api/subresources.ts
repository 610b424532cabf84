import { Tokens } from '../auth/Tokens';
import { systemUser } from '../auth/User';
import {
  ApiError,
  badRequest,
  invalid,
  methodNotAllowed,
  noSuchPath,
} from '../model/ApiError';
import { required } from '../model/causes';
import {
  asNumber,
  asObject,
  asObjects,
  asStringMap,
  asStrings,
  at,
  clone,
  JsonObject,
} from '../model/json';
import {
  KubeObject,
  nameOf,
  namespaceOf,
  timestamp,
} from '../model/KubeObject';
import { compileLabelSelector } from '../model/selectors';
import { PatchKind } from '../registry/options';
import { Place, Registry } from '../registry/Registry';
import { Resource, ScalePaths } from '../registry/Resource';
import { mergePatch } from '../apply/mergePatch';
import { jsonPatch } from '../apply/jsonPatch';
import { Call } from './Call';
import { readDeleteOptions, Answer } from './resourceRoutes';

/** `/scale`: the replicas of a workload, and nothing else of it. */
export async function serveScale(
  call: Call,
  registry: Registry,
  resource: Resource,
  paths: ScalePaths,
  place: Place,
): Promise<Answer> {
  const old = registry.get(resource, place);
  const { verb, path } = call.info;
  if (verb === 'get') {
    return { code: 200, body: scaleOf(old, paths) };
  }
  if (verb !== 'update' && verb !== 'patch') {
    throw methodNotAllowed(`${verb} is not supported on ${path}`);
  }
  const body = await call.readBody();
  const scale =
    verb === 'update' ? body : patched(call, scaleOf(old, paths), body);
  const replicas = asNumber(at(scale, 'spec', 'replicas')) ?? 0;
  const next = clone(old);
  let target: JsonObject = next;
  for (const step of paths.spec.slice(0, -1)) {
    target = asObject(target[step]);
  }
  target[paths.spec.at(-1) ?? ''] = replicas;
  const version = at(scale, 'metadata', 'resourceVersion');
  next.metadata.resourceVersion =
    typeof version === 'string' ? version : undefined;
  const stored = registry.update(resource, place, next, {
    ...call.writeOptions(),
    subresource: 'scale',
  });
  return { code: 200, body: scaleOf(stored, paths) };
}

function patched(call: Call, scale: object, patch: unknown): unknown {
  const kind: PatchKind =
    call.contentType === 'application/json-patch+json' ? 'json' : 'merge';
  return kind === 'json' ? jsonPatch(scale, patch) : mergePatch(scale, patch);
}

function scaleOf(object: KubeObject, paths: ScalePaths): object {
  const { name, namespace, uid, resourceVersion, creationTimestamp } =
    object.metadata;
  const selector = paths.selector && at(object, ...paths.selector);
  const text =
    typeof selector === 'string'
      ? selector
      : Object.entries(asStringMap(at(selector, 'matchLabels')))
          .map(([key, value]) => `${key}=${value}`)
          .join(',');
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: { name, namespace, uid, resourceVersion, creationTimestamp },
    spec: { replicas: asNumber(at(object, ...paths.spec)) ?? 0 },
    status: {
      replicas: asNumber(at(object, ...paths.status)) ?? 0,
      ...(text && { selector: text }),
    },
  };
}

/** `/eviction`: a deletion that a disruption budget may refuse. */
export async function serveEviction(
  call: Call,
  registry: Registry,
  pods: Resource,
  place: Place,
): Promise<Answer> {
  // Read first, so that nothing comes between the check and the deletion.
  const options = await readDeleteOptions(call);
  const pod = registry.get(pods, place);
  const budgets = registry.store
    .list('policy/poddisruptionbudgets', `${place.namespace}/`)
    .filter(budget => covers(budget, pod));
  const refusing = budgets.find(
    budget => (asNumber(at(budget, 'status', 'disruptionsAllowed')) ?? 0) < 1,
  );
  if (refusing) {
    throw new ApiError(
      429,
      'TooManyRequests',
      "Cannot evict pod as it would violate the pod's disruption budget.",
      {
        causes: [
          {
            reason: 'DisruptionBudget',
            message: `The disruption budget ${nameOf(refusing)} needs ${at(
              refusing,
              'status',
              'desiredHealthy',
            )} healthy pods and has ${at(
              refusing,
              'status',
              'currentHealthy',
            )} currently`,
            field: '',
          },
        ],
      },
    );
  }
  budgets.forEach(budget => useUp(registry, budget));
  registry.delete(pods, place, options);
  return {
    code: 201,
    body: { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success' },
  };
}

function covers(budget: KubeObject, pod: KubeObject): boolean {
  return compileLabelSelector(at(budget, 'spec', 'selector'))(
    pod.metadata.labels ?? {},
  );
}

/** The next eviction may come before the budget's controller has counted again. */
function useUp(registry: Registry, budget: KubeObject): void {
  const resource = registry.resources.find(
    'policy',
    'v1',
    'poddisruptionbudgets',
  );
  const status = asObject(at(budget, 'status'));
  const allowed = asNumber(status.disruptionsAllowed) ?? 0;
  if (resource) {
    registry.update(
      resource,
      { namespace: namespaceOf(budget), name: nameOf(budget) },
      { ...budget, status: { ...status, disruptionsAllowed: allowed - 1 } },
      {
        user: systemUser('apiserver'),
        manager: 'kube-apiserver',
        subresource: 'status',
      },
    );
  }
}

const MIN_TOKEN_SECONDS = 600;
const TOKEN_SECONDS = 3600;

/** `/token`: a token of a service account that ends. */
export async function serveTokenRequest(
  call: Call,
  registry: Registry,
  accounts: Resource,
  place: Place,
  tokens: Tokens,
): Promise<Answer> {
  const account = registry.get(accounts, place);
  const body = await call.readBody();
  const seconds =
    asNumber(at(body, 'spec', 'expirationSeconds')) ?? TOKEN_SECONDS;
  if (seconds < MIN_TOKEN_SECONDS) {
    throw badRequest(
      `TokenRequest.authentication.k8s.io "" is invalid: spec.expirationSeconds: Invalid value: ${seconds}: may not specify a duration less than 10 minutes`,
    );
  }
  const audiences = asStrings(at(body, 'spec', 'audiences'));
  const { token, expires } = tokens.issue(account, {
    seconds,
    ...(audiences.length > 0 && { audiences }),
  });
  return {
    code: 201,
    body: {
      kind: 'TokenRequest',
      apiVersion: 'authentication.k8s.io/v1',
      metadata: {
        name: nameOf(account),
        namespace: namespaceOf(account),
        creationTimestamp: timestamp(),
      },
      spec: { audiences, expirationSeconds: seconds },
      status: { token, expirationTimestamp: expires && timestamp(expires) },
    },
  };
}

/** Which container of a pod a request for its log means. */
export function containerOf(
  pod: KubeObject,
  wanted: string | undefined,
): string {
  const names = ['initContainers', 'containers'].map(field =>
    asObjects(at(pod, 'spec', field)).map(container => String(container.name)),
  );
  const all = names.flat();
  if (wanted) {
    if (!all.includes(wanted)) {
      throw badRequest(
        `container ${wanted} is not valid for pod ${nameOf(pod)}`,
      );
    }
    return wanted;
  }
  const [name] = names[1];
  if (names[1].length > 1) {
    throw badRequest(
      `a container name must be specified for pod ${nameOf(
        pod,
      )}, choose one of: [${all.join(' ')}]`,
    );
  }
  if (!name) {
    throw invalid({ group: '', plural: 'pods', kind: 'Pod' }, nameOf(pod), [
      required('spec.containers'),
    ]);
  }
  return name;
}

/** What a real cluster would do there, and this one does not. */
export function refuseUnserved(plural: string, subresource: string): never {
  if (
    plural === 'pods' &&
    ['exec', 'attach', 'portforward', 'proxy'].includes(subresource)
  ) {
    throw new ApiError(
      501,
      'NotImplemented',
      `this cluster does not serve pods/${subresource}: its pods are processes without a terminal`,
      { kind: 'pods' },
    );
  }
  throw noSuchPath();
}
