import { createHash, randomBytes } from 'node:crypto';
import {
  lstat,
  mkdir,
  readdir,
  readFile,
  readlink,
  rename,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { z } from 'zod';
import { orUndefined } from '../git/server/store/files';
import { Dependencies, npmInstall } from './buildApp';
import { BuildError } from './BuildError';
import { CommandOptions, runCommand } from './runCommand';

const MAKING = '.making';

const lockSchema = z.looseObject({
  packages: z.record(z.string(), z.looseObject({})),
});

/**
 * Installed dependencies, each set of them once: `<folder>/<digest>/node_modules`,
 * where the digest is that of the lockfile and of what npm was asked for. Services
 * whose lockfiles differ in the service's name alone share one. An application has
 * a link to it, so nothing may write into one after it was made: these are for
 * sources of our own, and not for whatever somebody pushes.
 */
export class DependencyLayers implements Dependencies {
  readonly #folder: string;
  readonly #making = new Map<string, Promise<string>>();

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static async create(folder: string): Promise<DependencyLayers> {
    await mkdir(folder, { recursive: true });
    // What a process that was killed had begun to install.
    await rm(join(folder, MAKING), { recursive: true, force: true });
    return new DependencyLayers(folder);
  }

  async install(app: string, command: CommandOptions): Promise<void> {
    await this.#link(app, [], command);
  }

  async prune(app: string, command: CommandOptions): Promise<void> {
    await rm(join(app, 'node_modules'));
    await this.#link(app, ['--omit=dev'], command);
  }

  /** Removes the layers that none of these applications is linked to. */
  async removeUnused(apps: string[]): Promise<void> {
    const links = await Promise.all(
      apps.map(app => orUndefined(readlink(join(app, 'node_modules')))),
    );
    const used = new Set(links.map(link => link && basename(dirname(link))));
    for (const name of await readdir(this.#folder)) {
      if (!used.has(name)) {
        await rm(join(this.#folder, name), { recursive: true, force: true });
      }
    }
  }

  async #link(
    app: string,
    args: string[],
    command: CommandOptions,
  ): Promise<void> {
    const layer = await this.#layerOf(app, args, command);
    // Relative, so that the store may be moved.
    await symlink(
      relative(app, join(layer, 'node_modules')),
      join(app, 'node_modules'),
    );
  }

  async #layerOf(
    app: string,
    args: string[],
    command: CommandOptions,
  ): Promise<string> {
    const files = await readInputs(app);
    const key = createHash('sha256')
      .update(JSON.stringify([files, args, process.versions.modules]))
      .digest('hex')
      .slice(0, 32);
    const layer = join(this.#folder, key);
    const running =
      this.#making.get(key) ?? this.#make(layer, files, args, command);
    this.#making.set(key, running);
    try {
      return await running;
    } finally {
      this.#making.delete(key);
    }
  }

  async #make(
    layer: string,
    files: Record<string, string>,
    args: string[],
    command: CommandOptions,
  ): Promise<string> {
    if (await orUndefined(lstat(layer))) {
      return layer;
    }
    const making = join(this.#folder, MAKING, randomBytes(6).toString('hex'));
    await mkdir(join(making, 'node_modules'), { recursive: true });
    for (const [name, content] of Object.entries(files)) {
      await writeFile(join(making, name), content);
    }
    await runCommand(
      'npm',
      [...npmInstall('ci'), '--prefer-offline', ...args],
      { ...command, cwd: making },
    );
    await mkdir(join(making, 'node_modules'), { recursive: true });
    await rename(making, layer);
    return layer;
  }
}

/** What decides what npm installs, without what only names the service. */
async function readInputs(app: string): Promise<Record<string, string>> {
  const manifest = await readObject(join(app, 'package.json'));
  const lock = lockSchema.parse(
    await readObject(join(app, 'package-lock.json')),
  );
  const name = 'dependencies';
  const version = '0.0.0';
  const { '': root, ...packages } = lock.packages;
  const wanted = Object.fromEntries(
    [
      'dependencies',
      'devDependencies',
      'optionalDependencies',
      'peerDependencies',
      'overrides',
      'engines',
    ].flatMap(key => (key in manifest ? [[key, manifest[key]]] : [])),
  );
  const npmrc = await orUndefined(readFile(join(app, '.npmrc'), 'utf8'));
  return {
    'package.json': JSON.stringify({ name, version, ...wanted }),
    'package-lock.json': JSON.stringify({
      ...lock,
      name,
      version,
      packages: { '': { ...root, name, version }, ...packages },
    }),
    ...(npmrc === undefined ? {} : { '.npmrc': npmrc }),
  };
}

async function readObject(file: string): Promise<Record<string, unknown>> {
  try {
    return z
      .record(z.string(), z.unknown())
      .parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    throw new BuildError(`${basename(file)} is missing or malformed`);
  }
}
