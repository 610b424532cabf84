import { ShellCommand } from './shellCommands';

/** What a command runs. */
export type Program = {
  /** Without its folder. */
  name: string;
  args: string[];
  /** The place of the program among the command's words. */
  place: number;
};

const ASSIGNMENT = /^\w+\+?=/;
const KEYWORDS = /^(?:if|then|elif|else|while|until|do|time|!|\{)$/;
/** They run what they are given. */
const WRAPPERS =
  /^(?:sudo|env|exec|command|builtin|nohup|nice|timeout|stdbuf|xargs)$/;
const WRAPPERS_VALUES = /^-[ugnIPLd]$/;
const SHELL = /^(?:ba|da|k|z)?sh$/;
const INTERPRETER = /^(?:python[\d.]*|node|perl|ruby|php)$/;

export function programOf({ words }: ShellCommand): Program | undefined {
  let place = 0;
  let isWrapped = false;
  for (; place < words.length; place++) {
    const word = words[place];
    if (WRAPPERS.test(nameOf(word))) {
      isWrapped = true;
    } else if (isWrapped && /^(?:-|\d)/.test(word)) {
      place += WRAPPERS_VALUES.test(word) ? 1 : 0;
    } else if (!ASSIGNMENT.test(word) && !KEYWORDS.test(word)) {
      break;
    }
  }
  if (place >= words.length) {
    return undefined;
  }
  const name = nameOf(words[place]);
  const args = words.slice(place + 1);
  const module = /^python/.test(name) && args[0] === '-m' ? args[1] : undefined;
  return module
    ? { name: module, args: args.slice(2), place: place + 2 }
    : { name, args, place };
}

/** The words that are neither options nor their values. */
export function operandsOf(
  args: readonly string[],
  takesValue: (option: string) => boolean,
): string[] {
  const operands: string[] = [];
  for (let at = 0; at < args.length; at++) {
    const arg = args[at];
    if (arg === '--') {
      return [...operands, ...args.slice(at + 1)];
    }
    if (!arg.startsWith('-') || arg === '-') {
      operands.push(arg);
    } else if (!arg.includes('=') && takesValue(arg)) {
      at++;
    }
  }
  return operands;
}

/** Whether the command takes what it reads, or what a word of it is, for a program. */
export function runsWhatItReads(command: ShellCommand, word?: number): boolean {
  const program = programOf(command);
  if (!program) {
    // The word itself is what runs.
    return false;
  }
  const { name, args, place } = program;
  if (/^(?:eval|source|\.)$/.test(name)) {
    return word !== undefined;
  }
  if (!SHELL.test(name) && !INTERPRETER.test(name)) {
    return word === place;
  }
  const code = codeOf(program);
  if (word !== undefined) {
    return word === place || (code !== -1 && word === place + 1 + code);
  }
  const isAsked = SHELL.test(name) && args.some(arg => /^-\w*s/.test(arg));
  return code === -1 || args[code] === '-' || isAsked;
}

/** The script that a shell is given as a word. */
export function scriptOf(program: Program): string | undefined {
  const { name, args } = program;
  if (name === 'eval') {
    return args.join(' ');
  }
  const code = codeOf(program);
  const isGiven = args.slice(0, code).some(arg => /^-\w*c$/.test(arg));
  return SHELL.test(name) && code !== -1 && isGiven ? args[code] : undefined;
}

/** The place of what an interpreter runs among its arguments: the first that is no option. */
function codeOf({ name, args }: Program): number {
  return args.findIndex(
    (arg, at) =>
      (!arg.startsWith('-') || arg === '-') &&
      // As in `bash -o pipefail`.
      !(SHELL.test(name) && /^[-+]\w*[oO]$/.test(args[at - 1] ?? '')),
  );
}

function nameOf(word: string) {
  return word.slice(word.lastIndexOf('/') + 1);
}
