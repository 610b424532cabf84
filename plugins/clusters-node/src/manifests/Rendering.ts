import { InputError } from '@backstage/errors';
import { posix } from 'node:path';
import { type Manifest } from '../types';
import { addLabels } from './addLabels';
import { applyPatches } from './applyPatches';
import { type ManifestFiles } from './files';
import { identityOf, titleOf } from './kinds';
import { type Kustomization, readKustomization } from './kustomizationSchema';
import { readManifests } from './readManifests';
import { setImages } from './setImages';
import { setNamespace } from './setNamespace';
import { setReplicas } from './setReplicas';

const NAMES = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];
const MAX_FILES = 500;

/** Reads one kustomization and those that it builds on. */
export class Rendering {
  readonly #read: ManifestFiles;
  #files = 0;

  constructor(read: ManifestFiles) {
    this.#read = read;
  }

  /** `parents` are the folders that asked for this one. */
  async folder(folder: string, parents: string[]): Promise<Manifest[]> {
    if (parents.includes(folder)) {
      throw new InputError(
        `The kustomizations ${[...parents, folder].join(', ')} go in a circle`,
      );
    }
    const found = await this.#kustomizationOf(folder);
    if (!found) {
      throw new InputError(`There is no kustomization.yaml in ${folder}`);
    }
    const { where, text } = found;
    const kustomization = readKustomization(text, where);
    const manifests: Manifest[] = [];
    for (const resource of kustomization.resources) {
      manifests.push(
        ...(await this.#resource(folder, resource, where, [
          ...parents,
          folder,
        ])),
      );
    }
    refuseTwins(manifests, where);
    return await this.#transform(manifests, kustomization, folder, where);
  }

  async #resource(
    folder: string,
    resource: string,
    where: string,
    parents: string[],
  ): Promise<Manifest[]> {
    if (/:\/\/|\?ref=|^git@/.test(resource)) {
      throw new InputError(
        `${where}: not supported: the remote resource ${resource}`,
      );
    }
    const path = normalise(posix.join(folder, resource));
    const text = await this.#file(path);
    if (text !== undefined) {
      return readManifests(text, path);
    }
    if (!(await this.#kustomizationOf(path))) {
      throw new InputError(
        `${where}: ${resource} is neither a file nor a folder with a kustomization`,
      );
    }
    return await this.folder(path, parents);
  }

  async #transform(
    rendered: Manifest[],
    kustomization: Kustomization,
    folder: string,
    where: string,
  ): Promise<Manifest[]> {
    const { namespace, labels, images, replicas, patches } = kustomization;
    let manifests = rendered;
    for (const [index, { patch, path, target }] of patches.entries()) {
      const name = `${where}: patches.${index}`;
      const text = patch ?? (await this.#patchFile(folder, path, name));
      manifests = applyPatches(manifests, { text, target, where: name });
    }
    if (namespace !== undefined) {
      setNamespace(manifests, namespace);
    }
    for (const manifest of manifests) {
      labels.forEach(entry => addLabels(manifest, entry));
    }
    replicas.forEach(entry => setReplicas(manifests, entry, where));
    manifests.forEach(manifest => setImages(manifest, images));
    return manifests;
  }

  async #patchFile(
    folder: string,
    path: string | undefined,
    where: string,
  ): Promise<string> {
    if (path === undefined) {
      throw new InputError(`${where} has neither patch nor path`);
    }
    const text = await this.#file(normalise(posix.join(folder, path)));
    if (text === undefined) {
      throw new InputError(`${where}: there is no file ${path}`);
    }
    return text;
  }

  async #kustomizationOf(folder: string) {
    for (const name of NAMES) {
      const where = posix.join(folder, name);
      const text = await this.#file(where);
      if (text !== undefined) {
        return { where, text };
      }
    }
    return undefined;
  }

  async #file(path: string): Promise<string | undefined> {
    this.#files += 1;
    if (this.#files > MAX_FILES) {
      throw new InputError(
        `The kustomization has more than ${MAX_FILES} files`,
      );
    }
    return await this.#read(path);
  }
}

function refuseTwins(manifests: Manifest[], where: string): void {
  const seen = new Set<string>();
  for (const manifest of manifests) {
    const identity = identityOf(manifest);
    if (seen.has(identity)) {
      throw new InputError(`${where}: ${titleOf(manifest)} is there twice`);
    }
    seen.add(identity);
  }
}

/** A path below the root, without detours. */
export function normalise(path: string): string {
  const normal = posix.normalize(path).replace(/\/$/, '') || '.';
  if (posix.isAbsolute(normal) || normal.split('/')[0] === '..') {
    throw new InputError(`${path} leads out of the folder`);
  }
  return normal;
}
