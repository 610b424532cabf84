import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The templates of this repository. */
export const TEMPLATES_FOLDER = resolvePackagePath(
  '@shop-platform/template-testing',
  '../../templates',
);

/** The names of the folders that hold a template. */
export function findTemplates(root: string): string[] {
  return readdirSync(root)
    .filter(name => existsSync(join(root, name, 'template.yaml')))
    .sort();
}
