/** A command of a shell script, as far as it can be known without running it. */
export type ShellCommand = {
  /** That of its first word, from 0 on. */
  line: number;
  /** Without their quotes. What a command in a word prints is there as `$()`. */
  words: string[];
  /** The files that its output goes to. */
  writes: string[];
  /** Who reads what it prints: from its input, or as its word of that place. */
  reader?: { command: ShellCommand; word?: number };
};

/** Where a script begins, and in how many others it is. */
export type ShellPlace = { line: number; depth: number };

/** Nobody writes more of them into one another, unless to have a stack overflow. */
const DEEPEST = 30;
const BLANK = /(?:[ \t\r]|\\\r?\n)+/y;
const COMMENT = /#.*/y;
const SEPARATOR = /&&|\|\||;+&?|&(?!>)|\)/y;
const PIPE = /\|&?/y;
const REDIRECTION = /(\d+|&)?(<<<|<<-?|>>|>\||[<>]&|<>|[<>](?!\())/y;
const EXPRESSION = /\$\{\{[^]*?\}\}/y;
const ARITHMETIC = /\$\(\([^]*?\)\)/y;
const SUBSTITUTION = /[$<>]\(/y;
const PLAIN = /[^\s;&|()<>"'`\\$]+/y;

class ShellReader {
  readonly commands: ShellCommand[] = [];
  readonly #text: string;
  readonly #hereDocuments: Array<{ end: string; isIndented: boolean }> = [];
  #at = 0;
  #line: number;
  #depth: number;
  #counted = 0;

  constructor(text: string, { line, depth }: ShellPlace) {
    this.#text = text;
    this.#line = line;
    this.#depth = depth;
  }

  /** To the parenthesis that ends these commands, or to the end of the script. */
  read(end?: ')'): void {
    let command = this.#begin();
    // Those whose output a pipe or a file after them takes: all of a subshell's.
    let printing = [command];
    const next = () => {
      command = this.#begin();
      printing = [command];
    };
    while (this.#at < this.#text.length) {
      if (this.#take(BLANK) || this.#take(COMMENT)) {
        continue;
      }
      const char = this.#text[this.#at];
      if (char === end) {
        this.#at++;
        return;
      }
      if (char === '\n') {
        this.#at++;
        this.#readHereDocuments();
        next();
      } else if (char === '(') {
        this.#at++;
        const inside = this.#readInside();
        next();
        printing = inside;
      } else if (this.#take(SEPARATOR)) {
        next();
      } else if (this.#take(PIPE)) {
        const before = printing;
        next();
        const reader = { command };
        before.forEach(each => {
          each.reader ??= reader;
        });
      } else if (!this.#readRedirection(command, printing)) {
        command.line = command.words.length ? command.line : this.#lineHere();
        command.words.push(this.#readWord(command, command.words.length));
      }
    }
  }

  #begin(): ShellCommand {
    const command = { line: 0, words: [], writes: [] };
    this.commands.push(command);
    return command;
  }

  /** Asked of places one after the other, so that each is counted once. */
  #lineHere(): number {
    for (; this.#counted < this.#at; this.#counted++) {
      this.#line += Number(this.#text[this.#counted] === '\n');
    }
    return this.#line;
  }

  #take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#text) ?? undefined;
    this.#at += match?.[0].length ?? 0;
    return match;
  }

  /** The commands to the next parenthesis whose output none of them reads. */
  #readInside(): ShellCommand[] {
    const before = this.commands.length;
    // Deeper ones are read as if they were not inside.
    if (this.#depth < DEEPEST) {
      this.#depth++;
      this.read(')');
      this.#depth--;
    }
    return this.commands.slice(before).filter(({ reader }) => !reader);
  }

  #readScript(script: string, line: number): ShellCommand[] {
    const commands = readShellCommands(script, {
      line,
      depth: this.#depth + 1,
    });
    this.commands.push(...commands);
    return commands.filter(({ reader }) => !reader);
  }

  #readRedirection(command: ShellCommand, printing: ShellCommand[]): boolean {
    const match = this.#take(REDIRECTION);
    if (!match) {
      return false;
    }
    const [, from = '1', operator] = match;
    this.#take(BLANK);
    const target = this.#readWord(command);
    if (/^<<-?$/.test(operator) && this.#depth < DEEPEST) {
      const isIndented = operator.endsWith('-');
      this.#hereDocuments.push({ end: target, isIndented });
    } else if (/^>[>|]?$/.test(operator) && /^[1&]$/.test(from)) {
      printing.forEach(({ writes }) => writes.push(target));
    }
    return true;
  }

  /** Each is a script of its own, so that a quote in a text ends with the text. */
  #readHereDocuments() {
    for (const { end, isIndented } of this.#hereDocuments.splice(0)) {
      const line = this.#lineHere();
      const body: string[] = [];
      while (this.#at < this.#text.length) {
        const next = this.#indexOf('\n', this.#at);
        const text = this.#text.slice(this.#at, next);
        this.#at = next + 1;
        if ((isIndented ? text.replace(/^\t+/, '') : text) === end) {
          break;
        }
        body.push(text);
      }
      this.#readScript(body.join('\n'), line);
    }
  }

  /** @param place - of the word in its command, unless it is its input */
  #readWord(command: ShellCommand, place?: number): string {
    const begin = this.#at;
    let word = '';
    for (;;) {
      const char = this.#text[this.#at];
      const plain = this.#take(PLAIN) ?? this.#take(EXPRESSION);
      if (plain) {
        word += plain[0];
      } else if (char === "'") {
        const end = this.#indexOf("'", this.#at + 1);
        word += this.#text.slice(this.#at + 1, end);
        this.#at = end + 1;
      } else if (char === '"') {
        word += this.#readQuoted(command, place);
      } else if (char === '\\') {
        word += this.#readEscaped();
      } else {
        const part = this.#readSubstitution(command, place);
        if (part === undefined) {
          // What is no part of a word begins none.
          this.#at += this.#at === begin ? 1 : 0;
          return word;
        }
        word += part;
      }
    }
  }

  #readQuoted(command: ShellCommand, place?: number): string {
    let word = '';
    this.#at++;
    while (this.#at < this.#text.length && this.#text[this.#at] !== '"') {
      const char = this.#text[this.#at];
      const expression = this.#take(EXPRESSION);
      if (expression) {
        word += expression[0];
      } else if (char === '$' || char === '`') {
        word += this.#readSubstitution(command, place) ?? '';
      } else if (char === '\\') {
        word += this.#readEscaped();
      } else {
        word += char;
        this.#at++;
      }
    }
    this.#at++;
    return word;
  }

  #readEscaped(): string {
    const char = this.#text[this.#at + 1] ?? '';
    this.#at += 2;
    return char === '\n' ? '' : char;
  }

  /** A variable as it is written, or the commands whose output is a part of the word. */
  #readSubstitution(command: ShellCommand, place?: number): string | undefined {
    if (this.#take(ARITHMETIC)) {
      return '$()';
    }
    let inside: ShellCommand[] = [];
    if (this.#take(SUBSTITUTION)) {
      inside = this.#readInside();
    } else if (this.#text[this.#at] === '`') {
      const line = this.#lineHere();
      const end = this.#indexOf('`', this.#at + 1);
      const script = this.#text.slice(this.#at + 1, end);
      this.#at = end + 1;
      inside = this.#readScript(script, line);
    } else {
      return this.#readVariable();
    }
    inside.forEach(each => (each.reader = { command, word: place }));
    return '$()';
  }

  #readVariable(): string | undefined {
    if (this.#text[this.#at] !== '$') {
      return undefined;
    }
    const begin = this.#at++;
    let depth = 0;
    while (this.#text[this.#at] === '{' || depth > 0) {
      const char = this.#text[this.#at++];
      depth +=
        Number(char === '{') - Number(char === '}' || char === undefined);
    }
    return this.#text.slice(begin, this.#at);
  }

  #indexOf(text: string, from: number) {
    const at = this.#text.indexOf(text, from);
    return at === -1 ? this.#text.length : at;
  }
}

/**
 * The commands of a script in their order, with those in words, in subshells and in
 * here-documents. What a here-document is for is not asked: it may become a script.
 */
export function readShellCommands(
  script: string,
  place: ShellPlace = { line: 0, depth: 0 },
): ShellCommand[] {
  if (place.depth > DEEPEST) {
    return [];
  }
  const reader = new ShellReader(script, place);
  reader.read();
  return reader.commands.filter(({ words }) => words.length > 0);
}
