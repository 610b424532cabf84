import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { applyManifests } from '../clusters/server/applyManifests';
import { Cluster } from '../kubernetes';

const FOLDER = dirname(require.resolve('./definitions/podchaos.yaml'));

const definitionSchema = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({ name: z.string() }),
});

/** Lets a cluster serve the kinds of Chaos Mesh. */
export function installDefinitions(
  cluster: Cluster,
  log: (message: string) => void,
): void {
  const definitions = readdirSync(FOLDER)
    .filter(name => name.endsWith('.yaml'))
    .map(name =>
      definitionSchema.parse(parse(readFileSync(join(FOLDER, name), 'utf8'))),
    );
  applyManifests(cluster, definitions, log);
}
