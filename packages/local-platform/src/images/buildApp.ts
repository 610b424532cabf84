import { readFile, rm, stat } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { z } from 'zod';
import { orUndefined } from '../git/server/store/files';
import { BuildError } from './BuildError';
import { ImageConfig, parseDockerfile } from './Dockerfile';
import { networkEnvironment } from './networkEnvironment';
import { CommandOptions, runCommand } from './runCommand';

const packageSchema = z.object({
  scripts: z.record(z.string(), z.string()).default({}),
  workspaces: z.unknown().optional(),
});

/** What of a `package.json` says how a service is built and started. */
export type PackageManifest = z.infer<typeof packageSchema>;

export type BuildLimits = Pick<CommandOptions, 'timeoutMs' | 'maxOutputBytes'>;

export type BuildOptions = BuildLimits &
  Pick<CommandOptions, 'signal' | 'onOutput'>;

/** Where dependencies come from and go to. */
export interface Dependencies {
  /** Puts those that the build needs into an application's folder. */
  install(app: string, command: CommandOptions): Promise<void>;
  /** Leaves those that the service needs to run. */
  prune(app: string, command: CommandOptions): Promise<void>;
}

export type AppOptions = BuildOptions & {
  /** The folder with the sources. */
  app: string;
  /** A folder for what programs keep while they build. */
  home: string;
  /** npm's cache, where it outlives the build. */
  npmCache?: string;
  /** The content of the Dockerfile, where there is one. */
  dockerfile: string | undefined;
  buildArgs: Record<string, string>;
  dependencies: Dependencies;
};

/** Builds a service in the folder with its sources, and answers how it is started. */
export async function buildApp(options: AppOptions): Promise<ImageConfig> {
  const { app, home, dependencies, dockerfile, buildArgs } = options;
  const manifest = parseManifest(
    await orUndefined(readFile(join(app, 'package.json'))),
  );
  if (!manifest) {
    throw new BuildError('package.json is malformed');
  }
  const { scripts } = manifest;
  const command = {
    timeoutMs: options.timeoutMs,
    maxOutputBytes: options.maxOutputBytes,
    signal: options.signal,
    onOutput: options.onOutput,
    cwd: app,
    env: createEnvironment(home, options.npmCache),
  };
  await dependencies.install(app, command);
  if (scripts.build !== undefined) {
    await runCommand('npm', ['run', 'build'], command);
  }
  await dependencies.prune(app, command);
  await rm(home, { recursive: true, force: true });
  return readConfig(dockerfile ?? '', buildArgs, scripts.start);
}

/** Dependencies in the folder of the application itself, as they are everywhere. */
export const ownDependencies: Dependencies = {
  async install(app, command) {
    const lock = await orUndefined(stat(join(app, 'package-lock.json')));
    // A service that was just created has no lockfile yet.
    const verb = lock === undefined ? 'install' : 'ci';
    await runCommand('npm', npmInstall(verb), command);
  },
  // What it takes to leave the rest out is more than what it saves.
  async prune() {},
};

/** The arguments for npm to install without running anything of what it installs. */
export function npmInstall(verb: 'ci' | 'install'): string[] {
  return [verb, '--ignore-scripts', '--no-audit', '--no-fund'];
}

export function parseManifest(
  content: Buffer | undefined,
): PackageManifest | undefined {
  try {
    return packageSchema.parse(JSON.parse(content?.toString('utf8') ?? ''));
  } catch {
    return undefined;
  }
}

function readConfig(
  dockerfile: string,
  buildArgs: Record<string, string>,
  start: string | undefined,
): ImageConfig {
  const config = parseDockerfile(dockerfile, buildArgs);
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
 * what is built must not find a credential in it.
 */
function createEnvironment(
  home: string,
  npmCache = join(home, '.npm'),
): Record<string, string> {
  return {
    ...networkEnvironment(process.env),
    PATH: [dirname(process.execPath), process.env.PATH ?? ''].join(delimiter),
    HOME: home,
    TMPDIR: '/tmp',
    CI: 'true',
    LANG: 'C.UTF-8',
    npm_config_cache: npmCache,
    npm_config_update_notifier: 'false',
  };
}
