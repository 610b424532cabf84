import { InputError } from '@backstage/errors';
import {
  isManifestPath,
  parseTemplateManifest,
  type TemplateManifest,
} from '../actions/manifest';
import { type GitFile } from './types';

/** The manifest among what a template rendered, which says what it owns. */
export function findManifest(
  rendered: ReadonlyMap<string, GitFile>,
  template: string,
): { manifest: string; after: TemplateManifest } {
  for (const [path, { content }] of rendered) {
    if (isManifestPath(path)) {
      const after = parseTemplateManifest(content.toString('utf8'));
      if (after.template === template) {
        return { manifest: path, after };
      }
    }
  }
  throw new InputError(
    `The template ${template} writes no manifest of its own any more, so nobody knows what it owns`,
  );
}

/** What the template leaves to the team and the repository does not have. */
export async function findMissing(options: {
  after: TemplateManifest;
  rendered: ReadonlyMap<string, GitFile>;
  current(path: string): Promise<GitFile | undefined>;
}): Promise<string[]> {
  const { after, rendered, current } = options;
  const missing: string[] = [];
  for (const path of rendered.keys()) {
    const isTheirs = after.files[path] === undefined && !isManifestPath(path);
    if (isTheirs && !(await current(path))) {
      missing.push(path);
    }
  }
  return missing;
}
