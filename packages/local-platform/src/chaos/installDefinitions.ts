import { applyManifests } from '../clusters/server/applyManifests';
import { Cluster } from '../kubernetes';
import { readDefinitions } from './readDefinitions';

/** Lets a cluster serve the kinds of Chaos Mesh. */
export function installDefinitions(
  cluster: Cluster,
  log: (message: string) => void,
): void {
  applyManifests(cluster, [...readDefinitions()], log);
}
