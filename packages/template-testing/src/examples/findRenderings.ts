import {
  parseTemplateManifest,
  TEMPLATE_MANIFEST_PATH,
  TemplateManifest,
} from '@shop-platform/backstage-plugin-scaffolder-backend-module-shop-platform';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where this repository keeps what its templates have rendered. */
export const EXAMPLES_FOLDER = resolvePackagePath(
  '@shop-platform/template-testing',
  '../../examples/shop-platform/services',
);

/** A checked-in project that a template has rendered. */
export type Rendering = {
  name: string;
  folder: string;
  manifest: TemplateManifest;
};

/** The projects under a folder that have a template's manifest. */
export function findRenderings(root: string): Rendering[] {
  return readdirSync(root)
    .sort()
    .map(name => ({ name, folder: join(root, name) }))
    .filter(({ folder }) => existsSync(join(folder, TEMPLATE_MANIFEST_PATH)))
    .map(({ name, folder }) => ({
      name,
      folder,
      manifest: parseTemplateManifest(
        readFileSync(join(folder, TEMPLATE_MANIFEST_PATH), 'utf8'),
      ),
    }));
}
