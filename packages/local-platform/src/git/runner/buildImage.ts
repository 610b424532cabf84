import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  buildApp,
  BuildOptions,
  ownDependencies,
  parseManifest,
} from '../../images/buildApp';
import { Image, ImageStore } from '../../images/ImageStore';
import { orUndefined } from '../server/store/files';
import { Repository } from '../server/store/Repository';
import { findEntry } from '../server/store/trees';
import { checkOut } from './checkOut';

/**
 * Whether a commit is one of a service: a package that says how it is started, or
 * has a Dockerfile. The root of several packages is none.
 */
export async function isService(
  { objects }: Repository,
  commit: string,
): Promise<boolean> {
  const tree = (await objects.readCommit(commit))?.tree;
  const entry = tree
    ? await findEntry(objects, tree, 'package.json')
    : undefined;
  if (!tree || entry?.type !== 'blob') {
    return false;
  }
  const manifest = parseManifest((await objects.read(entry.oid))?.content);
  if (manifest?.workspaces !== undefined) {
    return false;
  }
  // Who pushed a malformed one wants to hear of it.
  return (
    manifest?.scripts.start !== undefined ||
    manifest === undefined ||
    (await findEntry(objects, tree, 'Dockerfile')) !== undefined
  );
}

/** Builds a commit in a scratch folder and stores what came out. */
export async function buildImage(
  images: ImageStore,
  repository: Repository,
  commit: string,
  options: BuildOptions,
): Promise<Image> {
  const scratch = await images.createScratch();
  try {
    const app = join(scratch, 'app');
    await checkOut(repository.objects, commit, app);
    const config = await buildApp({
      ...options,
      app,
      home: join(scratch, 'home'),
      dockerfile: await orUndefined(readFile(join(app, 'Dockerfile'), 'utf8')),
      buildArgs: { SERVICE_VERSION: commit },
      dependencies: ownDependencies,
    });
    return await images.add(scratch, {
      name: repository.settings.name.toLowerCase(),
      tag: commit,
      ...config,
    });
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
