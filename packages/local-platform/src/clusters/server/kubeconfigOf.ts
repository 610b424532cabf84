import { stringify } from 'yaml';
import { Cluster } from '../../kubernetes';

/** A kubeconfig with a context for each cluster, as its administrator; the first one is the current one. */
export function kubeconfigOf(clusters: Cluster[]): string {
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': clusters[0]?.name ?? '',
    clusters: clusters.map(({ name, url, ca }) => ({
      name,
      cluster: {
        server: url,
        'certificate-authority-data': Buffer.from(ca).toString('base64'),
      },
    })),
    users: clusters.map(({ name, adminToken }) => ({
      name,
      user: { token: adminToken },
    })),
    contexts: clusters.map(({ name }) => ({
      name,
      context: { cluster: name, user: name, namespace: 'shop' },
    })),
  });
}
