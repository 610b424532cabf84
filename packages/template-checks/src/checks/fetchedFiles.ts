import { ShellCommand } from './shellCommands';
import { Program, programOf, runsWhatItReads } from './shellPrograms';

/** What becomes of something that a command fetches, if it stays. */
export type Fetched = 'runs' | 'is kept';

/** They give on what they read. */
const PASSES =
  /^(?:cat|tee|gunzip|gzip|zcat|bunzip2|bzip2|xz|xzcat|zstd|base64)$/;
const UNPACKS = /^(?:tar|bsdtar|cpio|unzip)$/;
const ONLY_READ = /^(?:\/dev\/|\$\{?GITHUB_(?:OUTPUT|STEP_SUMMARY)\b)/;
/** Options of one letter with a value, which may be the rest of the word. */
const CURL_VALUES = 'AbcCdDeEFhHKmoPQrtTuUwxXyYz';
const WGET_VALUES = 'aABDeGiIlOoPQRtTUwX';

/** Answers that are only read bring nothing along. */
export function findFetched(command: ShellCommand): Fetched | undefined {
  const program = programOf(command);
  const target = program && targetOf(program);
  if (target === undefined) {
    return undefined;
  }
  return target === '-' ? followOutput(command) : keptIn(target);
}

/** The file that a command fetches something into; `-` is its output. */
function targetOf({ name, args }: Program): string | undefined {
  if (name === 'curl') {
    if (args.some(arg => /^--remote-name/.test(arg))) {
      return 'its name';
    }
    const { o, O } = lettersOf(args, CURL_VALUES);
    return (
      o ?? longOption(args, '--output') ?? (O === undefined ? '-' : 'its name')
    );
  }
  if (name === 'wget') {
    const { O } = lettersOf(args, WGET_VALUES);
    const target = O ?? longOption(args, '--output-document');
    return args.includes('--spider') ? '-' : target ?? 'its name';
  }
  if (name === 'gh' && args.includes('release') && args.includes('download')) {
    const { O } = lettersOf(args, 'OpDRA');
    return O ?? longOption(args, '--output') ?? 'its name';
  }
  return undefined;
}

/** Where it goes in the end: through what passes it on, to who takes it. */
function followOutput({ writes, reader }: ShellCommand): Fetched | undefined {
  const written = writes.map(keptIn).find(Boolean);
  if (written || !reader) {
    return written;
  }
  const { command, word } = reader;
  if (runsWhatItReads(command, word)) {
    return 'runs';
  }
  const { name = '', args = [] } = programOf(command) ?? {};
  if (word !== undefined || !PASSES.test(name)) {
    return word === undefined && UNPACKS.test(name) ? 'is kept' : undefined;
  }
  const copies = name === 'tee' ? args.filter(arg => !arg.startsWith('-')) : [];
  return copies.map(keptIn).find(Boolean) ?? followOutput(command);
}

function keptIn(file: string): Fetched | undefined {
  return ONLY_READ.test(file) ? undefined : 'is kept';
}

/** The options of one letter with their values, by themselves or several in a word. */
function lettersOf(args: readonly string[], withValues: string) {
  const letters: Record<string, string | undefined> = {};
  args.forEach((arg, index) => {
    const word = /^-[^-]/.test(arg) ? arg : '';
    for (let at = 1; at < word.length; at++) {
      const takesValue = withValues.includes(word[at]);
      const rest = takesValue
        ? word.slice(at + 1) || args[index + 1]
        : undefined;
      letters[word[at]] = rest ?? '';
      if (takesValue) {
        break;
      }
    }
  });
  return letters;
}

function longOption(args: readonly string[], name: string): string | undefined {
  const at = args.findIndex(arg => arg === name || arg.startsWith(`${name}=`));
  if (at === -1) {
    return undefined;
  }
  const [, value] = args[at].split('=', 2);
  return value ?? args[at + 1];
}
