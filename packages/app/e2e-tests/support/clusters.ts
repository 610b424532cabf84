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

/** The pods of an app in one of the clusters, as its administrator sees them. */
export async function podsOf(
  cluster: string,
  namespace: string,
  app: string,
): Promise<{ name: string; ip: string }[]> {
  const { clusters, users } = kubeconfigSchema.parse(
    parse(readFileSync(join(dataFolder(), 'kubeconfig'), 'utf8')),
  );
  const found = clusters.find(({ name }) => name === cluster);
  const user = users.find(({ name }) => name === cluster);
  if (!found || !user) {
    throw new Error(`The kubeconfig has no cluster ${cluster}`);
  }
  const selector = encodeURIComponent(`app.kubernetes.io/name=${app}`);
  const answer = await new Promise<string>((resolve, reject) => {
    request(
      new URL(
        `/api/v1/namespaces/${namespace}/pods?labelSelector=${selector}`,
        found.cluster.server,
      ),
      {
        ca: Buffer.from(found.cluster['certificate-authority-data'], 'base64'),
        headers: { authorization: `Bearer ${user.user.token}` },
      },
    )
      .on('error', reject)
      .on('response', response => resolve(text(response)))
      .end();
  });
  return podsSchema
    .parse(JSON.parse(answer))
    .items.flatMap(({ metadata, status }) =>
      status?.podIP ? [{ name: metadata.name, ip: status.podIP }] : [],
    );
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

/** Empty for a process that has ended, or that is somebody else's. */
function environmentOf(pid: string): string[] {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
  } catch {
    return [];
  }
}
