import { readdirSync, readFileSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { parse } from 'yaml';
import { z } from 'zod';
import { dataFolder } from './portal';

const kubeconfigSchema = z.object({
  clusters: z.array(
    z.object({
      name: z.string(),
      cluster: z.object({
        server: z.string(),
        'certificate-authority-data': z.base64(),
      }),
    }),
  ),
  users: z.array(
    z.object({ name: z.string(), user: z.object({ token: z.string() }) }),
  ),
});

const podsSchema = z.object({
  items: z.array(
    z.object({
      metadata: z.object({ name: z.string() }),
      status: z.object({ podIP: z.string().optional() }).optional(),
    }),
  ),
});

const runningSchema = z.object({
  items: z.array(
    z.object({
      metadata: z.object({
        name: z.string(),
        labels: z.record(z.string(), z.string()).default({}),
      }),
      status: z.object({
        conditions: z
          .array(z.object({ type: z.string(), status: z.string() }))
          .default([]),
      }),
    }),
  ),
});

/**
 * The apps that have a pod which is ready in one of the clusters, in order; a pod
 * that is of none, by its own name.
 */
export async function runningIn(namespace: string): Promise<string[]> {
  const answers = await Promise.all(
    readKubeconfig().clusters.map(({ name }) =>
      ask(name, `/api/v1/namespaces/${namespace}/pods`),
    ),
  );
  const apps = answers
    .flatMap(answer => runningSchema.parse(JSON.parse(answer)).items)
    .filter(({ status }) =>
      status.conditions.some(
        condition => condition.type === 'Ready' && condition.status === 'True',
      ),
    )
    .map(
      ({ metadata }) =>
        metadata.labels['app.kubernetes.io/name'] ?? metadata.name,
    );
  return [...new Set(apps)].sort();
}

/** The pods of an app in one of the clusters, as its administrator sees them. */
export async function podsOf(
  cluster: string,
  namespace: string,
  app: string,
): Promise<{ name: string; ip: string }[]> {
  const selector = encodeURIComponent(`app.kubernetes.io/name=${app}`);
  const answer = await ask(
    cluster,
    `/api/v1/namespaces/${namespace}/pods?labelSelector=${selector}`,
  );
  return podsSchema
    .parse(JSON.parse(answer))
    .items.flatMap(({ metadata, status }) =>
      status?.podIP ? [{ name: metadata.name, ip: status.podIP }] : [],
    );
}

const leverSchema = z.object({
  data: z.record(z.string(), z.string()).default({}),
});
const LEVER = '/api/v1/namespaces/chaos-mesh/configmaps/chaos-halt-lever';

/** What the lever of a cluster itself says. */
export async function leverOf(
  cluster: string,
): Promise<Record<string, string>> {
  return leverSchema.parse(JSON.parse(await ask(cluster, LEVER))).data;
}

/** Sets it, as `kubectl patch` does. */
export async function setLever(
  cluster: string,
  data: Record<string, string>,
): Promise<void> {
  await ask(cluster, LEVER, { data });
}

/** What a cluster answers of one object, or of its absence. */
export async function readObject(
  cluster: string,
  path: string,
): Promise<unknown> {
  return JSON.parse(await ask(cluster, path));
}

/** What the images of a name that can be run are known by. */
export function imageDigests(name: string): string[] {
  return readdirSync(join(dataFolder(), 'images', name));
}

function readKubeconfig(): z.infer<typeof kubeconfigSchema> {
  return kubeconfigSchema.parse(
    parse(readFileSync(join(dataFolder(), 'kubeconfig'), 'utf8')),
  );
}

/** Asks a cluster as its administrator, or patches what is there. */
async function ask(
  cluster: string,
  path: string,
  patch?: object,
): Promise<string> {
  const { clusters, users } = readKubeconfig();
  const found = clusters.find(({ name }) => name === cluster);
  const user = users.find(({ name }) => name === cluster);
  if (!found || !user) {
    throw new Error(`The kubeconfig has no cluster ${cluster}`);
  }
  return new Promise<string>((resolve, reject) => {
    request(new URL(path, found.cluster.server), {
      ca: Buffer.from(found.cluster['certificate-authority-data'], 'base64'),
      method: patch ? 'PATCH' : 'GET',
      headers: {
        authorization: `Bearer ${user.user.token}`,
        ...(patch && { 'content-type': 'application/merge-patch+json' }),
      },
    })
      .on('error', reject)
      .on('response', response => resolve(text(response)))
      .end(patch && JSON.stringify(patch));
  });
}

/** The process of a pod: the one that was told this name. */
export function processOfPod(pod: string): number {
  const found = readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .find(pid => environmentOf(pid).includes(`HOSTNAME=${pod}`));
  if (!found) {
    throw new Error(`No process is the pod ${pod}`);
  }
  return Number(found);
}

/** What the process of a pod was told. */
export function environmentOfPod(pod: string): Record<string, string> {
  return Object.fromEntries(
    environmentOf(String(processOfPod(pod))).map(variable => {
      const [name, ...value] = variable.split('=');
      return [name, value.join('=')];
    }),
  );
}

/** Empty for a process that has ended, or that is somebody else's. */
function environmentOf(pid: string): string[] {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
  } catch {
    return [];
  }
}
