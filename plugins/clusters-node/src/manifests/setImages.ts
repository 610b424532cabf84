import { type Manifest } from '../types';
import { type KustomizationImage } from './kustomizationSchema';
import { isRecord } from './records';

const REFERENCE =
  /^(?<name>.+?)(?<tag>:[\w.{}-]*)?(?<digest>@sha256:[\w.{}-]*)?$/;

/** Puts other images in the place of those that containers name. */
export function setImages(
  manifest: Manifest,
  images: readonly KustomizationImage[],
): void {
  for (const container of containersOf(manifest)) {
    for (const image of images) {
      if (typeof container.image === 'string') {
        container.image = replace(container.image, image);
      }
    }
  }
}

/** Every container, wherever a manifest keeps its pods. */
function containersOf(value: unknown): { image?: unknown }[] {
  if (Array.isArray(value)) {
    return value.flatMap(containersOf);
  }
  if (!isRecord(value)) {
    return [];
  }
  return Object.entries(value).flatMap(([key, child]) =>
    /^(containers|initContainers)$/.test(key) && Array.isArray(child)
      ? child.filter(isRecord)
      : containersOf(child),
  );
}

function replace(
  reference: string,
  { name, newName, newTag, digest }: KustomizationImage,
): string {
  const parts = REFERENCE.exec(reference)?.groups;
  if (parts?.name !== name) {
    return reference;
  }
  const ending =
    newTag === undefined && digest === undefined
      ? `${parts.tag ?? ''}${parts.digest ?? ''}`
      : `${newTag === undefined ? '' : `:${newTag}`}${
          digest === undefined ? '' : `@${digest}`
        }`;
  return `${newName ?? name}${ending}`;
}
