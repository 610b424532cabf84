import { readFile, rm, stat } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { z } from 'zod';
import { orUndefined } from '../server/store/files';
import { Repository } from '../server/store/Repository';
import { findEntry } from '../server/store/trees';
import { BuildError } from './BuildError';
import { checkOut } from './checkOut';
import { ImageConfig, parseDockerfile } from './Dockerfile';
import { Image, ImageStore } from './ImageStore';
import { networkEnvironment } from './networkEnvironment';
import { CommandOptions, runCommand } from './runCommand';

const packageSchema = z.object({
  scripts: z.record(z.string(), z.string()).default({}),
  workspaces: z.unknown().optional(),
});

export type BuildLimits = Pick<CommandOptions, 'timeoutMs' | 'maxOutputBytes'>;

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
  options: BuildLimits & Pick<CommandOptions, 'signal' | 'onOutput'>,
): Promise<Image> {
  const scratch = await images.createScratch();
  try {
    const app = join(scratch, 'app');
    await checkOut(repository.objects, commit, app);
    const manifest = parseManifest(await readFile(join(app, 'package.json')));
    if (!manifest) {
      throw new BuildError('package.json is malformed');
    }
    const { scripts } = manifest;
    const command = {
      ...options,
      cwd: app,
      env: createEnvironment(scratch),
    };
    const lock = await orUndefined(stat(join(app, 'package-lock.json')));
    await runCommand(
      'npm',
      [
        // A service that was just created has no lockfile yet.
        lock === undefined ? 'install' : 'ci',
        '--ignore-scripts',
        '--no-audit',
        '--no-fund',
      ],
      command,
    );
    if (scripts.build !== undefined) {
      await runCommand('npm', ['run', 'build'], command);
    }
    await rm(join(scratch, 'home'), { recursive: true, force: true });
    const config = await readConfig(app, scripts.start);
    return await images.add(scratch, {
      name: repository.settings.name.toLowerCase(),
      tag: commit,
      ...config,
    });
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

function parseManifest(
  content: Buffer | undefined,
): z.infer<typeof packageSchema> | undefined {
  try {
    return packageSchema.parse(JSON.parse(content?.toString('utf8') ?? ''));
  } catch {
    return undefined;
  }
}

async function readConfig(
  app: string,
  start: string | undefined,
): Promise<ImageConfig> {
  const text = await orUndefined(readFile(join(app, 'Dockerfile'), 'utf8'));
  const config = parseDockerfile(text ?? '');
  if (config.command.length > 0) {
    return config;
  }
  if (start === undefined) {
    throw new BuildError(
      'Neither a CMD in the Dockerfile nor a start script says how to start it',
    );
  }
  // A plain program needs no shell between it and the signal that stops it.
  const isPlain = /^[\w@%+=:,./ -]+$/.test(start);
  return {
    ...config,
    command: isPlain ? start.trim().split(/ +/) : ['/bin/sh', '-c', start],
  };
}

/**
 * Nothing of this process's environment but what finds Node, npm and a registry:
 * what is pushed must not find a credential in it.
 */
function createEnvironment(scratch: string): Record<string, string> {
  const home = join(scratch, 'home');
  return {
    ...networkEnvironment(process.env),
    PATH: [dirname(process.execPath), process.env.PATH ?? ''].join(delimiter),
    HOME: home,
    TMPDIR: '/tmp',
    CI: 'true',
    LANG: 'C.UTF-8',
    npm_config_cache: join(home, '.npm'),
    npm_config_update_notifier: 'false',
  };
}
