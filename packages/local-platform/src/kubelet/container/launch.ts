import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { basename, delimiter, dirname, join } from 'node:path';
import { parseQuantity } from '../../kubernetes';
import { nameOf } from '../../kubernetes/model/KubeObject';
import { PodNetwork } from '../../network/proxy/PodNetwork';
import { Container, FoundImage } from '../types';
import { ConfigError } from './ConfigError';
import { resolveEnvironment, Surroundings } from './environment';
import { expand } from './expand';
import { findUnsupported, isTemporary } from './unsupported';

/** How a container is started as a process. */
export type Launch = {
  command: string;
  args: string[];
  cwd: string;
  env: Record<string, string>;
  /** Bytes; undefined without a limit. */
  memoryLimit: number | undefined;
  /** Whether it is a Node program, which alone gets a pod's network. */
  isNode: boolean;
};

export type LaunchFolders = {
  /** Where Node keeps what it compiled. */
  compileCache: string;
  /** Files of the pod, which go with it. */
  pod: string;
};

/** V8 lets the space for new objects grow under load and keeps it; little of it lives. */
const NEW_SPACE_MIB = 2;
/** Code, buffers and the space for new objects need room beside the old objects. */
const OLD_SPACE_SHARE = 0.5;
const MIB = 1024 * 1024;

const exitWithSupervisor = require.resolve(
  '../../portal/exitWithSupervisor.cjs',
);
/** Programs of Node that start others of Node. */
const NODE_PROGRAMS = new Set(['node', 'npm', 'npx', 'yarn']);

/** What it takes to start a container; throws a ConfigError where the manifest asks for what is not there. */
export function prepareLaunch(
  container: Container,
  { image, files }: FoundImage,
  surroundings: Surroundings,
  folders: LaunchFolders,
): Launch {
  const { pod, podIp } = surroundings;
  const unsupported = findUnsupported(pod, container);
  if (unsupported) {
    throw new ConfigError(unsupported);
  }
  const memoryLimit = parseQuantity(container.resources?.limits?.memory);
  const given = {
    ...image.env,
    HOSTNAME: pod.spec.hostname ?? nameOf(pod),
    ...resolveEnvironment(container, surroundings),
  };
  const argv = argumentsOf(container, image.command, files, given);
  const isNode = NODE_PROGRAMS.has(basename(argv[0]));
  const env = {
    ...given,
    // Node is found by its name here as it is in an image.
    PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
    ...temporaryFolder(container, folders.pod),
    ...nodeEnvironment(container, given, podIp, memoryLimit, folders),
  };
  const launched = launchedBy(argv);
  return { ...launched, cwd: files, env, memoryLimit, isNode };
}

/** How a command is started: `node` by this Node, which ends with the platform. */
function launchedBy([command, ...args]: string[]) {
  return command === 'node'
    ? {
        command: process.execPath,
        args: ['--require', exitWithSupervisor, ...args],
      }
    : { command, args };
}

function argumentsOf(
  { command, args, name }: Container,
  ofImage: string[],
  files: string,
  environment: Record<string, string>,
): string[] {
  const words = [...(command ?? (args ? [] : ofImage)), ...(args ?? [])].map(
    word => expand(word, environment),
  );
  if (words.length === 0) {
    throw new ConfigError(`no command specified for container ${name}`);
  }
  // The entry point of Node's images runs what is no program with Node.
  const isScript =
    !command &&
    args &&
    (words[0].startsWith('-') || isPlainFile(files, words[0]));
  return isScript ? ['node', ...words] : words;
}

function isPlainFile(folder: string, name: string): boolean {
  const file = join(folder, name);
  if (!existsSync(file)) {
    return false;
  }
  try {
    accessSync(file, constants.X_OK);
    return false;
  } catch {
    return true;
  }
}

/** Every Node program of the container gets the pod's network and keeps to its memory. */
function nodeEnvironment(
  { name }: Container,
  given: Record<string, string>,
  podIp: string,
  memoryLimit: number | undefined,
  { compileCache }: LaunchFolders,
): Record<string, string> {
  const network = PodNetwork.launchOptions(podIp, name);
  const options = [
    ...network.args.map(quote),
    ...(memoryLimit === undefined
      ? []
      : [
          `--max-old-space-size=${Math.max(
            1,
            Math.floor((memoryLimit / MIB) * OLD_SPACE_SHARE),
          )}`,
        ]),
    `--max-semi-space-size=${NEW_SPACE_MIB}`,
    ...(given.NODE_OPTIONS ? [given.NODE_OPTIONS] : []),
  ];
  return {
    ...network.env,
    NODE_COMPILE_CACHE: given.NODE_COMPILE_CACHE ?? compileCache,
    // A heap of malloc's for each of Node's threads is memory that nobody uses.
    MALLOC_ARENA_MAX: given.MALLOC_ARENA_MAX ?? '1',
    NODE_OPTIONS: options.join(' '),
  };
}

/** As NODE_OPTIONS takes words with spaces. */
function quote(word: string): string {
  return /[\s"\\]/.test(word) ? JSON.stringify(word) : word;
}

function temporaryFolder(
  { volumeMounts = [] }: Container,
  podFolder: string,
): Record<string, string> {
  const mount = volumeMounts.find(({ mountPath }) => isTemporary(mountPath));
  if (!mount) {
    return {};
  }
  const folder = join(podFolder, 'volumes', mount.name);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return { TMPDIR: folder };
}
