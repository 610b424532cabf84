import {
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { Change, changeSchema, Keyspace } from './Keyspace';

/**
 * The changes in the order in which they were made, one a line. A change is with
 * the operating system before it is acknowledged, so a kill loses nothing.
 */
export class ChangeFile {
  readonly keyspace: Keyspace;
  readonly #file: string;
  #descriptor: number | undefined;

  private constructor(file: string) {
    this.#file = file;
    this.keyspace = new Keyspace(change => this.#append(change));
  }

  static open(file: string): ChangeFile {
    const changes = new ChangeFile(file);
    changes.#load();
    changes.#rewrite();
    return changes;
  }

  close(): void {
    if (this.#descriptor !== undefined) {
      closeSync(this.#descriptor);
      this.#descriptor = undefined;
    }
  }

  #load(): void {
    if (!existsSync(this.#file)) {
      return;
    }
    const lines = readFileSync(this.#file, 'utf8').split('\n');
    // After the last newline stands nothing, or what a kill cut off, which nobody was told of.
    lines.pop();
    lines.forEach((line, index) => {
      let change: Change;
      try {
        change = changeSchema.parse(JSON.parse(line));
      } catch {
        throw new Error(
          `Line ${index + 1} of ${
            this.#file
          } is damaged. Nothing was changed in it.`,
        );
      }
      this.keyspace.replay(change);
    });
  }

  /** What was changed over and over needs one line from here on. */
  #rewrite(): void {
    const making = `${this.#file}.new`;
    const descriptor = openSync(making, 'w', 0o600);
    for (const change of this.keyspace.snapshot()) {
      writeSync(descriptor, `${JSON.stringify(change)}\n`);
    }
    renameSync(making, this.#file);
    this.#descriptor = descriptor;
  }

  #append(change: Change): void {
    if (this.#descriptor !== undefined) {
      writeSync(this.#descriptor, `${JSON.stringify(change)}\n`);
    }
  }
}
