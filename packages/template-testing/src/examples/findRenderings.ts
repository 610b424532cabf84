import {
  isManifestPath,
  parseTemplateManifest,
  TemplateManifest,
} from '@shop-platform/backstage-plugin-scaffolder-backend-module-shop-platform';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where this repository keeps what its templates have rendered. */
export const EXAMPLES_FOLDER = resolvePackagePath(
  '@shop-platform/template-testing',
  '../../examples/shop-platform',
);

/** A checked-in project that a template has rendered, or a part of one. */
export type Rendering = {
  /** The service's name, or the template's for a part of the whole shop. */
  name: string;
  folder: string;
  manifest: TemplateManifest;
};

/**
 * What is rendered under the folder of the examples: each service from one
 * template, and the shop's infrastructure from several that share its root.
 */
export function findRenderings(root: string): Rendering[] {
  const services = join(root, 'services');
  const names = existsSync(services) ? readdirSync(services) : [];
  return [
    ...names.flatMap(name =>
      readManifests(join(services, name)).map(found => ({ name, ...found })),
    ),
    ...readManifests(root).map(found => ({
      name: found.manifest.template,
      ...found,
    })),
  ].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function readManifests(folder: string) {
  const manifests = join(folder, '.template');
  return existsSync(manifests)
    ? readdirSync(manifests)
        .map(name => `.template/${name}`)
        .filter(isManifestPath)
        .map(path => ({
          folder,
          manifest: parseTemplateManifest(
            readFileSync(join(folder, path), 'utf8'),
          ),
        }))
    : [];
}
