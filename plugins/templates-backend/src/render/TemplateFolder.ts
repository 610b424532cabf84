import { InputError } from '@backstage/errors';
import { type Dirent } from 'node:fs';
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

/** More than that does no form wait for, and the scaffolder takes 10 MB as base64. */
export const MAX_TEMPLATE_FILES = 2_000;
export const MAX_TEMPLATE_BYTES = 6 * 1024 * 1024;

/** Never a part of a template, however large. */
const LEFT_OUT = new Set(['.git', 'node_modules']);

/** A file that lies beside a `template.yaml`. */
export type TemplateFile = {
  /** Below the folder, with forward slashes. */
  path: string;
  content: Buffer;
  executable: boolean;
};

/** Reads the files of a template's folder, and nothing that a link leads to outside of it. */
export class TemplateFolder {
  readonly #root: string;
  readonly #files: TemplateFile[] = [];
  #bytes = 0;

  private constructor(root: string) {
    this.#root = root;
  }

  /** The files, with the entries of the folder itself that are wanted. */
  static async read(
    folder: string,
    isWanted: (entry: string) => boolean,
  ): Promise<TemplateFile[]> {
    const reading = new TemplateFolder(await realpath(folder));
    await reading.#readFolder('', isWanted);
    return reading.#files;
  }

  async #readFolder(
    folder: string,
    isWanted: (entry: string) => boolean = () => true,
  ): Promise<void> {
    const entries = await readdir(join(this.#root, folder), {
      withFileTypes: true,
    });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const { name } = entry;
      if (!LEFT_OUT.has(name) && isWanted(name)) {
        await this.#readEntry(folder ? `${folder}/${name}` : name, entry);
      }
    }
  }

  async #readEntry(path: string, entry: Dirent): Promise<void> {
    const absolute = join(this.#root, path);
    if (entry.isDirectory()) {
      await this.#readFolder(path);
    } else if (entry.isFile()) {
      await this.#readFile(path, absolute);
    } else if (entry.isSymbolicLink()) {
      await this.#readLinked(path, await realpath(absolute));
    }
  }

  async #readLinked(path: string, target: string): Promise<void> {
    const below = relative(this.#root, target);
    if (below === '..' || below.startsWith(`..${sep}`)) {
      throw new InputError(`${path} of the template leads out of its folder`);
    }
    // A link to a folder could lead to one that it lies in.
    if ((await stat(target)).isFile()) {
      await this.#readFile(path, target);
    }
  }

  async #readFile(path: string, absolute: string): Promise<void> {
    const { mode, size } = await stat(absolute);
    this.#bytes += size;
    if (
      this.#files.length >= MAX_TEMPLATE_FILES ||
      this.#bytes > MAX_TEMPLATE_BYTES
    ) {
      throw new InputError(
        `The template's folder is too large to be rendered here: ${MAX_TEMPLATE_FILES} files and ${
          MAX_TEMPLATE_BYTES / 1024 / 1024
        } MB at most`,
      );
    }
    this.#files.push({
      path,
      content: await readFile(absolute),
      executable: (mode & 0o111) !== 0,
    });
  }
}
