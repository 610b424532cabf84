import { readFileSync } from 'node:fs';
import { ApiClient } from './ApiClient';
import { startTestCluster } from './testCluster';

export type Target = {
  api: ApiClient;
  /** A namespace of this run alone. */
  namespace: string;
  stop(): Promise<void>;
};

/**
 * The cluster that the suites run on: the one at CONFORMANCE_URL with
 * CONFORMANCE_TOKEN and the file CONFORMANCE_CA, or an embedded one.
 */
export async function openTarget(): Promise<Target> {
  const url = process.env.CONFORMANCE_URL;
  const namespace = `conformance-${process.pid}-${Date.now().toString(36)}`;
  if (!url) {
    const running = await startTestCluster();
    return { api: running.api, namespace, stop: () => running.stop() };
  }
  const file = process.env.CONFORMANCE_CA;
  const api = new ApiClient(
    url,
    process.env.CONFORMANCE_TOKEN ?? '',
    file && readFileSync(file, 'utf8'),
  );
  return {
    api,
    namespace,
    stop: async () => {
      await api.delete(`/api/v1/namespaces/${namespace}`);
    },
  };
}
