/**
 * Handles keys one after the other, each once however often it was added
 * meanwhile, and not before those who added it are done.
 */
export class Queue {
  readonly #handle: (key: string) => void;
  readonly #keys = new Set<string>();
  #immediate: NodeJS.Immediate | undefined;
  #isStopped = false;

  constructor(handle: (key: string) => void) {
    this.#handle = handle;
  }

  add(key: string): void {
    if (!this.#isStopped) {
      this.#keys.add(key);
      this.#immediate ??= setImmediate(() => this.#run());
    }
  }

  stop(): void {
    this.#isStopped = true;
    clearImmediate(this.#immediate);
  }

  #run(): void {
    this.#immediate = undefined;
    const keys = [...this.#keys];
    this.#keys.clear();
    keys.forEach(key => this.#handle(key));
  }
}
