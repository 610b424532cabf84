import { ConflictError } from '@backstage/errors';
import {
  type KustomizationImage,
  type Manifest,
} from '@shop-platform/backstage-plugin-clusters-node';

const REFERENCE = /^(?<name>.+?)(?::[\w.-]+)?(?:@sha256:[0-9a-f]+)?$/;

/**
 * The images of a repository that manifests run, at the tag that its builds give a
 * commit: whatever the registry, `<owner>/<repo>` is what such an image is called.
 */
export function imagesAt(
  manifests: Manifest[],
  { owner, repo }: { owner: string; repo: string },
  tag: string,
): KustomizationImage[] {
  const wanted = `/${owner}/${repo}`.toLowerCase();
  const names = new Set(
    manifests
      .flatMap(imagesOf)
      .map(image => REFERENCE.exec(image)?.groups?.name ?? image)
      .filter(name => `/${name}`.toLowerCase().endsWith(wanted)),
  );
  if (names.size === 0) {
    throw new ConflictError(
      `No container of the manifests runs an image of ${owner}/${repo}, so there is nothing to deploy`,
    );
  }
  return [...names].map(name => ({ name, newTag: tag }));
}

function imagesOf(value: unknown): string[] {
  if (Array.isArray(value)) {
    return value.flatMap(imagesOf);
  }
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  return Object.entries(value).flatMap(([key, child]) =>
    key === 'image' && typeof child === 'string' ? [child] : imagesOf(child),
  );
}
