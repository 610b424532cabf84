import { findFetched } from './fetchedFiles';
import { imageOf, isPinnedImage, Values } from './pinnedImages';
import { readShellCommands, ShellCommand } from './shellCommands';
import { operandsOf, Program, programOf, scriptOf } from './shellPrograms';

/**
 * Commands that bring a program along whose content nobody has written down: what
 * comes under a name or a version today may be something else tomorrow. What a
 * distribution signs is none: `apt-get install` takes the packages of the runner's
 * own release, which no version in a workflow could hold, as old ones are taken away.
 */
const LOOSE: ReadonlyArray<{
  isLoose: (program: Program) => boolean;
  instead: string;
}> = [
  {
    // Without a version it is what a go.mod requires, by its sums.
    isLoose: ({ name, args }) =>
      name === 'go' &&
      /^(?:install|run|get)$/.test(operandsOf(args, isFolder)[0] ?? '') &&
      args.some(arg => /^[\w-]+\.[\w.-]+\/\S*@/.test(arg)),
    instead: 'go tool -modfile=tools.mod, with its sums',
  },
  {
    isLoose: ({ name, args }) =>
      /^(?:pipx|uvx)$/.test(name) ||
      (name === 'uv' && args[0] === 'tool') ||
      (/^(?:pip[\d.]*|uv)$/.test(name) &&
        args.includes('install') &&
        !args.includes('--require-hashes')),
    instead: 'pip install --require-hashes',
  },
  { isLoose: isLooseNpm, instead: 'npm ci, with a lockfile' },
  {
    isLoose: ({ name, args }) =>
      /^(?:cargo|gem)$/.test(name) && args.includes('install'),
    instead: 'an image by its digest',
  },
  {
    isLoose: ({ name, args }) =>
      name === 'semgrep' &&
      args.some((arg, at) => {
        const [, rules] = /^(?:--config|-c)(?:=(.*))?$/.exec(arg) ?? [];
        const isRules = /^(?:--config|-c)$/.test(args[at - 1] ?? '');
        return /^(?:auto$|[prs]\/)/.test((isRules ? arg : rules) ?? '');
      }),
    instead: 'rules in files, or those of a repository at a commit',
  },
];

function isFolder(option: string) {
  return option === '-C';
}

const NPM_VALUES =
  /^(?:-C|-w|--(?:prefix|workspace|registry|omit|include|cache|userconfig|loglevel|tag))$/;

function isLooseNpm({ name, args }: Program): boolean {
  const [verb = '', next = '', ...others] = operandsOf(args, option =>
    NPM_VALUES.test(option),
  );
  const fetches = (options: string[]) =>
    !options.some(arg => /^--no(?:-install)?$/.test(arg));
  if (/^(?:npx|bunx)$/.test(name)) {
    return fetches(args.slice(0, args.indexOf(verb)));
  }
  if (/^(?:yarn|pnpm|bun)$/.test(name)) {
    return verb === 'dlx' || (name === 'bun' && verb === 'x');
  }
  return (
    name === 'npm' &&
    ((/^(?:exec|x)$/.test(verb) && fetches(args)) ||
      (/^(?:i|install|add)$/.test(verb) &&
        [next, ...others].some(each => /^[@a-z]/i.test(each))))
  );
}

type Loose = { line: number; message: string };

/**
 * The tools that a step's script brings along without saying what they have to be.
 *
 * @param values - of the variables that the workflow sets itself
 */
export function findLooseTools(script: string, values: Values): Loose[] {
  const commands = readAll(readShellCommands(script));
  const comparesHash = commands.some(compares);
  const known = new Map([...values, ...readValues(commands)]);
  return commands.flatMap(command =>
    findLoose(command, { comparesHash, values: known }).map(message => ({
      line: command.line,
      message,
    })),
  );
}

/** With those of the scripts that are given to shells as words. */
function readAll(commands: ShellCommand[], depth = 1): ShellCommand[] {
  return commands.flatMap(command => {
    const program = programOf(command);
    const script = program && scriptOf(program);
    return script === undefined
      ? [command]
      : [
          command,
          ...readAll(
            readShellCommands(script, { line: command.line, depth }),
            depth + 1,
          ),
        ];
  });
}

function findLoose(
  command: ShellCommand,
  { comparesHash, values }: { comparesHash: boolean; values: Values },
): string[] {
  const program = programOf(command);
  if (!program) {
    return [];
  }
  const words = [program.name, ...program.args].join(' ');
  const found = LOOSE.filter(({ isLoose }) => isLoose(program)).map(
    ({ instead }) => `${words} is not pinned by its content: ${instead} is`,
  );
  const fetched = findFetched(command);
  if (fetched === 'runs') {
    found.push(
      `What ${words} fetches runs as it comes: a file whose sha256 is compared is pinned by its content`,
    );
  } else if (fetched && !comparesHash) {
    found.push('What is fetched is kept, and compared with no sha256');
  }
  const image = imageOf(program);
  if (image !== undefined && !isPinnedImage(image, values)) {
    found.push(`The image ${image} is not pinned by its digest`);
  }
  return found;
}

function compares(command: ShellCommand): boolean {
  const { name = '', args = [] } = programOf(command) ?? {};
  return (
    /^(?:sha(?:256|512)sum|shasum)$/.test(name) &&
    args.some(arg => /^(?:--check|-c)$/.test(arg))
  );
}

/** What a script sets variables to, each to all that it may be. */
function readValues(commands: ShellCommand[]): Values {
  const values = new Map<string, string[]>();
  for (const { words } of commands) {
    const [first, name, second, ...others] = words;
    const set =
      first === 'for' && second === 'in'
        ? others.map(value => [name, value])
        : readAssignments(words);
    for (const [variable, value] of set) {
      values.set(variable, [...(values.get(variable) ?? []), value]);
    }
  }
  return values;
}

function readAssignments(words: string[]): string[][] {
  const [first, ...others] = words;
  const assigned = /^(?:export|local|readonly)$/.test(first) ? others : words;
  const assignments = assigned.map(word => /^(\w+)=([^]+)$/.exec(word));
  const end = assignments.indexOf(null);
  return assignments
    .slice(0, end === -1 ? assignments.length : end)
    .flatMap(match => (match ? [match.slice(1)] : []));
}
