import { type Manifest } from '../types';
import { sortForApply } from './applyOrder';
import { filesOf, type ManifestFiles } from './files';
import { type KustomizationImage } from './kustomizationSchema';
import { normalise, Rendering } from './Rendering';
import { setImages } from './setImages';
import { setNamespace } from './setNamespace';

/**
 * What is rendered, and what is laid over it.
 *
 * @public
 */
export type RenderOptions = {
  /** The folder of the kustomization below the root; the root itself by default. */
  path?: string;
  /** Put everything into this namespace, after the kustomization's own. */
  namespace?: string;
  /** Images in the place of others, after the kustomization's own. */
  images?: readonly KustomizationImage[];
};

/**
 * The manifests of a kustomization, in the order in which they are to be applied.
 * It knows `resources`, `namespace`, `labels`, `images`, `replicas` and `patches`;
 * whatever else a kustomization says is an error, because leaving it out would
 * deploy something else.
 *
 * @param root - the folder that nothing may lead out of, or who reads its files
 * @throws InputError that names the file and what is wrong with it
 * @public
 */
export async function renderKustomization(
  root: string | ManifestFiles,
  options: RenderOptions = {},
): Promise<Manifest[]> {
  const rendering = new Rendering(
    typeof root === 'string' ? filesOf(root) : root,
  );
  const manifests = await rendering.folder(normalise(options.path ?? '.'), []);
  if (options.namespace !== undefined) {
    setNamespace(manifests, options.namespace);
  }
  for (const manifest of manifests) {
    setImages(manifest, options.images ?? []);
  }
  return sortForApply(manifests);
}
