const NOTHING = Buffer.alloc(0);

/** The bytes of one direction of a connection, as they come. */
export class HttpInput {
  readonly #source: AsyncIterator<Buffer>;
  #rest: Buffer = NOTHING;
  #hasEnded = false;

  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** What there is, and no more than so much; undefined at the end. */
  async next(most = Infinity): Promise<Buffer | undefined> {
    if (this.#rest.length === 0 && !(await this.#fill())) {
      return undefined;
    }
    const bytes = this.#rest.subarray(0, most);
    this.#rest = this.#rest.subarray(bytes.length);
    return bytes;
  }

  /** Comes next again. */
  unread(bytes: Buffer): void {
    this.#rest = Buffer.concat([bytes, this.#rest]);
  }

  /** Up to a mark and with it; undefined where it does not come, or not so soon. */
  async until(mark: string, longest: number): Promise<Buffer | undefined> {
    for (let seen = 0; ; ) {
      const from = Math.max(0, seen - mark.length + 1);
      const found = this.#rest.indexOf(mark, from, 'latin1');
      if (found >= 0) {
        return await this.next(found + mark.length);
      }
      seen = this.#rest.length;
      if (seen > longest || !(await this.#fill())) {
        return undefined;
      }
    }
  }

  async #fill(): Promise<boolean> {
    if (this.#hasEnded) {
      return false;
    }
    const { value, done } = await this.#source.next();
    this.#hasEnded = done === true;
    if (!done) {
      this.#rest =
        this.#rest.length > 0 ? Buffer.concat([this.#rest, value]) : value;
    }
    return !done;
  }
}
