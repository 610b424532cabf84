import { readdir, readFile, rm, rmdir } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { orUndefined, writeAtomically } from './files';

/** The refs of one repository, each in a file of its own. */
export class RefStore {
  readonly #gitdir: string;

  constructor(gitdir: string) {
    this.#gitdir = gitdir;
  }

  /** All refs by full name, sorted as git sorts them. */
  async list(prefix = 'refs/'): Promise<Map<string, string>> {
    const root = join(this.#gitdir, 'refs');
    const entries = await readdir(root, {
      recursive: true,
      withFileTypes: true,
    });
    const names = entries
      .filter(entry => entry.isFile() && !entry.name.endsWith('.lock'))
      .map(entry => relative(this.#gitdir, join(entry.parentPath, entry.name)))
      .filter(name => name.startsWith(prefix))
      .sort((left, right) =>
        Buffer.compare(Buffer.from(left), Buffer.from(right)),
      );
    const refs = new Map<string, string>();
    for (const name of names) {
      const oid = await this.read(name);
      if (oid) {
        refs.set(name, oid);
      }
    }
    return refs;
  }

  /** What a ref points at. The name has to be a checked one. */
  async read(name: string): Promise<string | undefined> {
    const text = await readFile(join(this.#gitdir, name), 'utf8').catch(
      error => {
        // A folder of that name holds other refs.
        if (['ENOENT', 'ENOTDIR', 'EISDIR'].includes(error.code)) {
          return undefined;
        }
        throw error;
      },
    );
    return text?.trim();
  }

  async write(name: string, oid: string): Promise<void> {
    await writeAtomically(join(this.#gitdir, name), `${oid}\n`);
  }

  async remove(name: string): Promise<void> {
    const file = join(this.#gitdir, name);
    await rm(file, { force: true });
    const root = join(this.#gitdir, 'refs');
    // An empty folder would stand in the way of a ref of its name.
    for (
      let folder = dirname(file);
      dirname(folder) !== root;
      folder = dirname(folder)
    ) {
      const removed = await rmdir(folder).then(
        () => true,
        () => false,
      );
      if (!removed) {
        return;
      }
    }
  }

  /** The branch that HEAD names, whether it exists or not. */
  async head(): Promise<string> {
    const text = await orUndefined(
      readFile(join(this.#gitdir, 'HEAD'), 'utf8'),
    );
    return /^ref: (\S+)/.exec(text ?? '')?.[1] ?? 'refs/heads/main';
  }

  async setHead(name: string): Promise<void> {
    await writeAtomically(join(this.#gitdir, 'HEAD'), `ref: ${name}\n`);
  }
}
