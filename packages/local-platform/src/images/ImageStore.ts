import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, mkdir, readdir, readlink, rename, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { orUndefined, readJson, writeJson } from '../git/server/store/files';

const imageSchema = z.object({
  name: z.string(),
  /** What it was built from: a commit, or the content of a folder. */
  tag: z.string(),
  digest: z.string(),
  created: z.string(),
  command: z.array(z.string()),
  env: z.record(z.string(), z.string()),
  /** Where it listens, as far as it says. */
  port: z.number().optional(),
});

/** What `image.json` says of an image. */
export type Image = z.infer<typeof imageSchema>;

const KEPT_IMAGES = 5;
const IMAGE_FILE = 'image.json';
const DIGEST = /^[0-9a-f]{64}$/;

/**
 * Built services: `<folder>/<name>/<digest>/` holds `image.json` and the files in
 * `app/`. The digest is that of both, so an image is never changed. It comes by
 * renaming, so it is there complete or not at all.
 */
export class ImageStore {
  readonly folder: string;
  readonly #scratch: string;

  private constructor(folder: string, scratch: string) {
    this.folder = folder;
    this.#scratch = scratch;
  }

  /** `scratch` is where this process alone builds, a folder inside the store. */
  static async create(
    folder: string,
    scratch = '.building',
  ): Promise<ImageStore> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    // What a process that was killed had begun to build.
    await rm(join(folder, scratch), { recursive: true, force: true });
    return new ImageStore(folder, scratch);
  }

  /** An empty folder to build in, on the same file system as the images. */
  async createScratch(): Promise<string> {
    const folder = join(
      this.folder,
      this.#scratch,
      randomBytes(6).toString('hex'),
    );
    await mkdir(join(folder, 'app'), { recursive: true });
    return folder;
  }

  /** Makes an image of the `app` folder of a scratch folder, which it takes away. */
  async add(
    scratch: string,
    given: Omit<Image, 'digest' | 'created'>,
  ): Promise<Image> {
    const digest = await digestOf(join(scratch, 'app'), given);
    const image = { ...given, digest, created: new Date().toISOString() };
    const target = join(this.folder, given.name, digest);
    const known = await readJson(join(target, IMAGE_FILE), imageSchema);
    if (!known) {
      await writeJson(join(scratch, IMAGE_FILE), image);
      await mkdir(join(this.folder, given.name), { recursive: true });
      await rename(scratch, target);
      await this.#removeOld(given.name);
    }
    return known ?? image;
  }

  /** The images of a name, the newest first. */
  async list(name: string): Promise<Image[]> {
    const digests = (await orUndefined(readdir(join(this.folder, name)))) ?? [];
    const images = await Promise.all(
      digests
        .filter(digest => DIGEST.test(digest))
        .map(digest =>
          readJson(join(this.folder, name, digest, IMAGE_FILE), imageSchema),
        ),
    );
    return images
      .filter(image => image !== undefined)
      .sort((left, right) => (left.created < right.created ? 1 : -1));
  }

  /** The newest image of a name with a tag. */
  async find(name: string, tag: string): Promise<Image | undefined> {
    return (await this.list(name)).find(image => image.tag === tag);
  }

  /** The folder with the files of an image. */
  filesOf({ name, digest }: Image): string {
    return join(this.folder, name, digest, 'app');
  }

  async #removeOld(name: string): Promise<void> {
    for (const { digest } of (await this.list(name)).slice(KEPT_IMAGES)) {
      await rm(join(this.folder, name, digest), {
        recursive: true,
        force: true,
      });
    }
  }
}

/** Of what is in the files, where they are and how the image is started. */
async function digestOf(folder: string, given: object): Promise<string> {
  const sum = createHash('sha256').update(JSON.stringify(given));
  const entries = await readdir(folder, {
    recursive: true,
    withFileTypes: true,
  });
  const paths = entries.map(entry => join(entry.parentPath, entry.name)).sort();
  for (const path of paths) {
    const status = await lstat(path);
    const executable = Math.floor(status.mode / 0o100) % 2;
    sum.update(`\0${relative(folder, path)}\0${executable}\0`);
    if (status.isSymbolicLink()) {
      sum.update(`link ${await readlink(path)}`);
    } else if (status.isFile()) {
      sum.update(`file ${status.size}\0`);
      await pipeline(createReadStream(path), async source => {
        for await (const chunk of source) {
          sum.update(chunk);
        }
      });
    }
  }
  return sum.digest('hex');
}
