import { z } from 'zod';
import { Finding } from '../types';
import { LocatedObject } from './servicePorts';

const names = z.array(z.looseObject({ name: z.string() })).default([]);

const probe = z
  .looseObject({
    httpGet: portSchema(),
    tcpSocket: portSchema(),
  })
  .optional();

const amounts = z
  .record(z.string(), z.union([z.string(), z.number()]))
  .default({});

const containerSchema = z.looseObject({
  name: z.string(),
  ports: z.array(z.looseObject({ name: z.string().optional() })).default([]),
  env: names,
  volumeMounts: names,
  startupProbe: probe,
  readinessProbe: probe,
  livenessProbe: probe,
  resources: z
    .looseObject({ requests: amounts, limits: amounts })
    .default({ requests: {}, limits: {} }),
});

type Container = z.infer<typeof containerSchema>;

const podSchema = z.looseObject({
  initContainers: z.array(containerSchema).default([]),
  containers: z.array(containerSchema),
  volumes: names,
});

const claimsSchema = z.looseObject({
  spec: z.looseObject({
    volumeClaimTemplates: z.array(
      z.looseObject({ metadata: z.looseObject({ name: z.string() }) }),
    ),
  }),
});

const TEMPLATE = ['spec', 'template', 'spec'];

/** Where each kind has its pod. */
const PODS: Readonly<Record<string, readonly string[]>> = {
  CronJob: ['spec', 'jobTemplate', ...TEMPLATE],
  DaemonSet: TEMPLATE,
  Deployment: TEMPLATE,
  Job: TEMPLATE,
  Pod: ['spec'],
  StatefulSet: TEMPLATE,
};

/** How many of one are in another; of amounts without a suffix one is one. */
const SUFFIXES: Readonly<Record<string, number>> = {
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  P: 1e15,
  E: 1e18,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

function portSchema() {
  return z.looseObject({ port: z.union([z.string(), z.number()]) }).optional();
}

/**
 * A pod is whole: what its containers mount it has, what asks them whether they live
 * asks a port of theirs, and nothing is said twice. Schemas let all of it pass; the
 * cluster refuses some, and restarts for ever what never answers.
 */
export function checkPodParts(objects: readonly LocatedObject[]): Finding[] {
  return objects.flatMap(({ value, at }) => {
    const keys = Object.hasOwn(PODS, value.kind) ? PODS[value.kind] : undefined;
    const pod = keys && podSchema.safeParse(valueAt(value, keys)).data;
    if (!keys || !pod) {
      return [];
    }
    const claims =
      claimsSchema.safeParse(value).data?.spec.volumeClaimTemplates ?? [];
    const volumes = new Set([
      ...pod.volumes.map(({ name }) => name),
      ...claims.map(({ metadata }) => metadata.name),
    ]);
    return (['initContainers', 'containers'] as const).flatMap(list =>
      pod[list].flatMap((container, index) =>
        problemsOf(container, volumes).map(problem => ({
          where: at([...keys, list, index, ...problem.keys]),
          message: `${container.name} ${problem.message}`,
        })),
      ),
    );
  });
}

type Problem = { keys: PropertyKey[]; message: string };

function problemsOf(
  container: Container,
  volumes: ReadonlySet<string>,
): Problem[] {
  const { env, volumeMounts } = container;
  const variables = env.map(({ name }) => name);
  return [
    ...volumeMounts.flatMap(({ name }, index) =>
      volumes.has(name)
        ? []
        : [
            {
              keys: ['volumeMounts', index],
              message: `mounts ${name}, and its pod has no such volume`,
            },
          ],
    ),
    ...variables.flatMap((name, index) =>
      variables.indexOf(name) === index
        ? []
        : [{ keys: ['env', index], message: `has the variable ${name} twice` }],
    ),
    ...problemsOfProbes(container),
    ...problemsOfResources(container),
  ];
}

function problemsOfProbes(container: Container): Problem[] {
  const open = container.ports.map(({ name }) => name);
  return (['startupProbe', 'readinessProbe', 'livenessProbe'] as const).flatMap(
    key => {
      const asked = container[key]?.httpGet ?? container[key]?.tcpSocket;
      return typeof asked?.port !== 'string' || open.includes(asked.port)
        ? []
        : [
            {
              keys: [key],
              message: `is asked by its ${key} at the port ${asked.port}, which it has not`,
            },
          ];
    },
  );
}

function problemsOfResources({ resources }: Container): Problem[] {
  return Object.entries(resources.requests).flatMap(([name, request]) => {
    const limit = resources.limits[name];
    const [asked, most] = [amountOf(request), amountOf(limit)];
    return asked !== undefined && most !== undefined && asked > most
      ? [
          {
            keys: ['resources', 'requests', name],
            message: `requests ${request} of ${name}, and its limit is ${limit}`,
          },
        ]
      : [];
  });
}

/** As a number, where it is written in one of the usual ways. */
function amountOf(amount: string | number | undefined): number | undefined {
  const [, digits, suffix] =
    /^(\d+(?:\.\d+)?)([a-zA-Z]*)$/.exec(String(amount)) ?? [];
  const factor = suffix ? SUFFIXES[suffix] : 1;
  return digits && factor ? Number(digits) * factor : undefined;
}

function valueAt(value: unknown, keys: readonly string[]): unknown {
  return keys.reduce<unknown>(
    (found, key) =>
      z.looseObject({ [key]: z.unknown() }).safeParse(found).data?.[key],
    value,
  );
}
