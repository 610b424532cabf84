import { type UrlReaderService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import {
  type Manifest,
  renderKustomization,
} from '@shop-platform/backstage-plugin-clusters-node';
import { imagesAt } from './images';
import { type Source, treeUrl } from './source';

export type ReadOptions = {
  urlReader: UrlReaderService;
  source: Source;
  commit: string;
  /** The folder of the kustomization below the source's. */
  folder: string;
  /** The only namespace that the manifests may be about. */
  namespace: string | undefined;
  signal: AbortSignal | undefined;
};

/** The manifests of a commit, with the images that were built from it. */
export async function readManifests(options: ReadOptions): Promise<Manifest[]> {
  const { urlReader, source, commit, folder, namespace, signal } = options;
  const tree = await urlReader.readTree(
    treeUrl(source, commit, folder),
    signal ? { signal } : {},
  );
  const files = new Map<string, string>();
  for (const file of await tree.files()) {
    files.set(file.path, (await file.content()).toString('utf8'));
  }
  const read = async (path: string) => files.get(path);
  const plain = await renderKustomization(read);
  const manifests = await renderKustomization(read, {
    images: imagesAt(plain, source, commit),
  });
  refuseElsewhere(manifests, namespace);
  return manifests;
}

function refuseElsewhere(
  manifests: Manifest[],
  namespace: string | undefined,
): void {
  const elsewhere = manifests.find(
    ({ kind, metadata }) =>
      namespace !== undefined &&
      (kind === 'Namespace'
        ? metadata.name
        : metadata.namespace ?? namespace) !== namespace,
  );
  if (elsewhere) {
    const { kind, metadata } = elsewhere;
    throw new InputError(
      `${kind} ${metadata.name} is not in the namespace ${namespace}, which is the only one that the component's annotation allows`,
    );
  }
}
