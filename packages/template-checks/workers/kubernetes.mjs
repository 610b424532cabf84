/*
 * Checks objects against the schemas of Kubernetes, and of the custom resources
 * of Istio and the others below. Those are ES modules
 * picked by name at run time, which Node loads and Jest does not; hence a
 * thread of its own.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';

const inputSchema = z.array(
  z.object({
    where: z.string(),
    value: z.looseObject({ apiVersion: z.string(), kind: z.string() }),
  }),
);

const failureSchema = z.object({
  errors: z.array(
    z.object({ instancePath: z.string(), message: z.string().optional() }),
  ),
});

/** Groups of custom resources, by how their names end. */
const DEFINED = [
  ['.istio.io', '@kubernetes-models/istio'],
  ['monitoring.coreos.com', '@kubernetes-models/prometheus-operator'],
  ['gateway.networking.k8s.io', '@kubernetes-models/gateway-api'],
  ['cert-manager.io', '@kubernetes-models/cert-manager'],
  ['external-secrets.io', '@kubernetes-models/external-secrets'],
];

/** Fields below which the schema takes anything. */
const FREE = [
  // checkAlertmanager reads these routes.
  { kind: 'AlertmanagerConfig', below: /^\/spec\/route\/routes\// },
  // Parts of Envoy's configuration; checkIstio reads them.
  { kind: 'EnvoyFilter', below: /^\/spec\/configPatches\/\d+\/patch\/value\// },
];

/** @typedef {{ where: string; pointer?: string; message: string }} Finding */

/** A copy that remembers which of its fields were looked at. */
class Watched {
  proxy;
  #target;
  /** @type {Set<string>} */
  #seen = new Set();
  /** @type {Map<string, Watched>} */
  #children = new Map();
  #isMap = false;

  /** @param {object} target */
  constructor(target) {
    this.#target = target;
    this.proxy = new Proxy(target, {
      get: (_, key) => this.#read(key),
      ownKeys: () => {
        this.#isMap = true;
        return Reflect.ownKeys(target);
      },
    });
  }

  /**
   * The fields that no schema knows: it would have looked at them.
   * @returns {string[]}
   */
  unseen(path = '') {
    return Object.keys(this.#target).flatMap(key => {
      const field = `${path}/${key}`;
      if (!this.#seen.has(key) && !this.#isMap) {
        return [field];
      }
      return this.#children.get(key)?.unseen(field) ?? [];
    });
  }

  /** @param {string | symbol} key */
  #read(key) {
    const value = Reflect.get(this.#target, key);
    if (typeof key === 'symbol') {
      return value;
    }
    this.#seen.add(key);
    if (value === null || typeof value !== 'object') {
      return value;
    }
    const child = this.#children.get(key) ?? new Watched(value);
    this.#children.set(key, child);
    return child.proxy;
  }
}

/**
 * The package with the schemas of a group; its folders are versions, with the kinds.
 * @param {string} apiVersion
 */
function packageOf(apiVersion) {
  const group = apiVersion.split('/')[0] ?? '';
  const known = DEFINED.find(([suffix]) => group.endsWith(suffix));
  return known?.[1] ?? 'kubernetes-models';
}

/**
 * @param {string} apiVersion
 * @param {string} kind
 * @returns {Promise<((value: object) => void) | undefined>}
 */
async function findValidator(apiVersion, kind) {
  if (!/^[\w./-]+$/.test(apiVersion) || !/^\w+$/.test(kind)) {
    return undefined;
  }
  const loaded = await import(
    `${packageOf(apiVersion)}/${apiVersion}/${kind}`
  ).catch(() => undefined);
  const model = z.record(z.string(), z.unknown()).safeParse(loaded).data?.[
    kind
  ];
  const validate =
    typeof model === 'function'
      ? Reflect.get(model.prototype, 'validate')
      : undefined;
  return typeof validate === 'function'
    ? value => Reflect.apply(validate, value, [])
    : undefined;
}

/**
 * @param {string} kind
 * @param {string} field
 */
function isFree(kind, field) {
  return FREE.some(free => free.kind === kind && free.below.test(field));
}

/**
 * The claim in an operator's object need not say that it is one; the schemas think so.
 * @param {z.infer<typeof failureSchema>['errors'][number]} problem
 */
function isEmbedded({ instancePath, message = '' }) {
  return (
    instancePath.endsWith('/volumeClaimTemplate') &&
    /required property '?(apiVersion|kind)\b/.test(message)
  );
}

/**
 * @param {z.infer<typeof inputSchema>[number]} input
 * @returns {Promise<Finding[]>}
 */
async function check({ where, value }) {
  const validate = await findValidator(value.apiVersion, value.kind);
  const name = `${value.kind} (${value.apiVersion})`;
  if (!validate) {
    return [{ where, message: `No schema is known for ${name}` }];
  }
  const watched = new Watched(value);
  /** @type {Finding[]} */
  const findings = [];
  try {
    validate(watched.proxy);
  } catch (error) {
    const failure = failureSchema.safeParse(error);
    if (!failure.success) {
      throw error;
    }
    findings.push(
      ...failure.data.errors
        .filter(problem => !isEmbedded(problem))
        .map(({ instancePath, message = 'is wrong' }) => ({
          where,
          pointer: instancePath,
          message: `${name}: ${instancePath || '/'} ${message}`,
        })),
    );
  }
  findings.push(
    ...watched
      .unseen()
      .filter(field => !isFree(value.kind, field))
      .map(field => ({
        where,
        pointer: field,
        message: `${name}: ${field} is no known field`,
      })),
  );
  return findings;
}

async function main() {
  const findings = await Promise.all(inputSchema.parse(workerData).map(check));
  parentPort?.postMessage(findings.flat());
}

void main();
