import { access, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Deployment, readDeployment } from '../manifest/Deployment';

/** A folder of the shop with a service that can be built and run. */
export type ServiceFolder = {
  name: string;
  folder: string;
  deployment: Deployment;
};

/** The services of the shop: the folders that have a package and a Deployment. */
export async function findServices(parent: string): Promise<ServiceFolder[]> {
  const entries = await readdir(parent, { withFileTypes: true });
  const services: ServiceFolder[] = [];
  for (const entry of entries.filter(each => each.isDirectory())) {
    const folder = join(parent, entry.name);
    const manifest = join(folder, 'k8s/deployment.yaml');
    if (
      (await exists(join(folder, 'package.json'))) &&
      (await exists(manifest))
    ) {
      const deployment = await readDeployment(manifest);
      services.push({ name: deployment.name, folder, deployment });
    }
  }
  return services.sort((left, right) => (left.name < right.name ? -1 : 1));
}

async function exists(file: string): Promise<boolean> {
  return await access(file).then(
    () => true,
    () => false,
  );
}
