import { stringify } from 'yaml';

/** A cluster, and as whom it is entered. */
export type KubeconfigEntry = {
  name: string;
  url: string;
  ca: string;
  token: string;
  /** Where commands look that name no namespace. */
  namespace?: string;
};

/** A kubeconfig with a context for each cluster; the first one is the current one. */
export function kubeconfigOf(entries: KubeconfigEntry[]): string {
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': entries[0]?.name ?? '',
    clusters: entries.map(({ name, url, ca }) => ({
      name,
      cluster: {
        server: url,
        'certificate-authority-data': Buffer.from(ca).toString('base64'),
      },
    })),
    users: entries.map(({ name, token }) => ({ name, user: { token } })),
    contexts: entries.map(({ name, namespace }) => ({
      name,
      context: { cluster: name, user: name, ...(namespace && { namespace }) },
    })),
  });
}
