import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { buildApp, BuildOptions } from './buildApp';
import { BuildContext } from './BuildContext';
import { DependencyLayers } from './DependencyLayers';
import { Image, ImageStore } from './ImageStore';

/** Changes when the same sources have to be built into something else. */
const EDITION = 1;

export type FolderBuilderOptions = {
  /** The folder of the image store. */
  imagesFolder: string;
  /** npm's cache, which all builds share. */
  npmCache: string;
};

/** The sources of a service, and the image that there is of them. */
export type FolderState = {
  name: string;
  context: BuildContext;
  tag: string;
  image: Image | undefined;
};

/** Builds images from folders, as the runner does from commits, and only where something changed. */
export class FolderBuilder {
  readonly #images: ImageStore;
  readonly #layers: DependencyLayers;
  readonly #npmCache: string;

  private constructor(
    images: ImageStore,
    layers: DependencyLayers,
    npmCache: string,
  ) {
    this.#images = images;
    this.#layers = layers;
    this.#npmCache = npmCache;
  }

  static async create({
    imagesFolder,
    npmCache,
  }: FolderBuilderOptions): Promise<FolderBuilder> {
    const images = await ImageStore.create(imagesFolder, '.building-folders');
    const layers = await DependencyLayers.create(
      join(imagesFolder, '.dependencies'),
    );
    return new FolderBuilder(images, layers, npmCache);
  }

  /** Compares a folder with the image that was built last from it. */
  async inspect(name: string, folder: string): Promise<FolderState> {
    const context = await BuildContext.read(folder);
    const tag = `content-${EDITION}-${context.digest.slice(0, 24)}`;
    const image = await this.#images.find(name, tag);
    return { name, context, tag, image };
  }

  async build(
    { name, context, tag }: FolderState,
    options: BuildOptions,
  ): Promise<Image> {
    const scratch = await this.#images.createScratch();
    try {
      const app = join(scratch, 'app');
      await context.writeTo(app);
      const config = await buildApp({
        ...options,
        app,
        home: join(scratch, 'home'),
        npmCache: this.#npmCache,
        dockerfile: context.dockerfile,
        buildArgs: { SERVICE_VERSION: context.digest.slice(0, 12) },
        dependencies: this.#layers,
      });
      return await this.#images.add(scratch, { name, tag, ...config });
    } finally {
      await rm(scratch, { recursive: true, force: true });
    }
  }

  /** The folder with the files of an image. */
  filesOf(image: Image): string {
    return this.#images.filesOf(image);
  }

  /** Removes installed dependencies that no image of these services uses. */
  async removeUnused(names: string[]): Promise<void> {
    const images = await Promise.all(
      names.map(name => this.#images.list(name)),
    );
    await this.#layers.removeUnused(
      images.flat().map(image => this.#images.filesOf(image)),
    );
  }
}
