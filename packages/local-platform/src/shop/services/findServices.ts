import { access, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const deploymentSchema = z.object({
  kind: z.literal('Deployment'),
  metadata: z.object({ name: z.string() }),
});

/** A folder of the shop with a service that can be built and run. */
export type ServiceFolder = {
  /** As its Deployment has it: `core`. */
  name: string;
  folder: string;
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
      services.push({ name: await readName(manifest), folder });
    }
  }
  return services.sort((left, right) => (left.name < right.name ? -1 : 1));
}

async function readName(manifest: string): Promise<string> {
  const parsed = deploymentSchema.safeParse(
    parse(await readFile(manifest, 'utf8')),
  );
  if (!parsed.success) {
    throw new Error(`${manifest}: ${z.prettifyError(parsed.error)}`);
  }
  return parsed.data.metadata.name;
}

async function exists(file: string): Promise<boolean> {
  return await access(file).then(
    () => true,
    () => false,
  );
}
