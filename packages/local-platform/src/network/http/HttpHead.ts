import { Framing } from './body';

/** The first line of a message with its headers, in their order and as they are written. */
export class HttpHead {
  /** `GET /a HTTP/1.1`, or `HTTP/1.1 200 OK`. */
  readonly start: string;
  #headers: [string, string][];
  /** As it was read, for as long as nothing about it is changed. */
  #bytes: Buffer | undefined;

  private constructor(
    start: string,
    headers: [string, string][],
    bytes?: Buffer,
  ) {
    this.start = start;
    this.#headers = headers;
    this.#bytes = bytes;
  }

  /** Of the bytes up to the empty line and with it. */
  static read(bytes: Buffer): HttpHead {
    const [start, ...lines] = bytes
      .toString('latin1')
      .split('\r\n')
      .filter(line => line !== '');
    const headers = lines.map((line): [string, string] => {
      const colon = line.indexOf(':');
      return colon < 0
        ? [line, '']
        : [line.slice(0, colon), line.slice(colon + 1).trim()];
    });
    return new HttpHead(start ?? '', headers, bytes);
  }

  withStart(start: string): HttpHead {
    return new HttpHead(start, [...this.#headers]);
  }

  values(name: string): string[] {
    const wanted = name.toLowerCase();
    return this.#headers
      .filter(([each]) => each.toLowerCase() === wanted)
      .map(([, value]) => value);
  }

  get(name: string): string {
    return this.values(name).join(', ');
  }

  remove(...names: string[]): void {
    this.#bytes = undefined;
    const gone = names.map(name => name.toLowerCase());
    this.#headers = this.#headers.filter(
      ([name]) => !gone.includes(name.toLowerCase()),
    );
  }

  set(name: string, value: string): void {
    this.remove(name);
    this.add(name, value);
  }

  add(name: string, value: string): void {
    this.#bytes = undefined;
    this.#headers.push([name, value]);
  }

  /** How the body tells its end, where nothing else says that there is none. */
  framing(otherwise: Framing): Framing {
    if (/\bchunked\b/i.test(this.get('transfer-encoding'))) {
      return { kind: 'chunked' };
    }
    const length = this.values('content-length')[0];
    return length !== undefined && /^\d+$/.test(length)
      ? { kind: 'length', length: Number(length) }
      : otherwise;
  }

  /** The body is so long from now on, and nothing else about it holds. */
  setLength(length: number): void {
    this.remove('transfer-encoding', 'content-encoding', 'trailer');
    this.set('content-length', String(length));
  }

  toBytes(): Buffer {
    if (this.#bytes) {
      return this.#bytes;
    }
    const lines = this.#headers.map(([name, value]) => `${name}: ${value}`);
    return Buffer.from(
      `${[this.start, ...lines].join('\r\n')}\r\n\r\n`,
      'latin1',
    );
  }
}
