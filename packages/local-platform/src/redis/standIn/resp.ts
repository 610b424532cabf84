/**
 * Redis's protocol (RESP2 and 3), as far as the stand-in speaks it. Bytes stand as
 * Latin-1 characters, so that every value survives.
 */

/** What a command answers; undefined is Redis's null. */
export type Reply =
  | string
  | number
  | undefined
  | Reply[]
  | SimpleString
  | RedisError
  | ReplyMap;

/** `+OK`, where a text is not a value that somebody stored. */
export class SimpleString {
  constructor(readonly text: string) {}
}

/** `-ERR …`: an answer, and not a failure of the stand-in. */
export class RedisError extends Error {}

/** Pairs: a map in RESP3, a flat list before. */
export class ReplyMap {
  constructor(readonly pairs: [string, Reply][]) {}
}

export const OK = new SimpleString('OK');

export type Protocol = 2 | 3;

export function encode(reply: Reply, protocol: Protocol): string {
  if (reply === undefined) {
    return protocol === 3 ? '_\r\n' : '$-1\r\n';
  }
  if (typeof reply === 'number') {
    return `:${reply}\r\n`;
  }
  if (typeof reply === 'string') {
    return `$${reply.length}\r\n${reply}\r\n`;
  }
  if (reply instanceof SimpleString) {
    return `+${reply.text}\r\n`;
  }
  if (reply instanceof RedisError) {
    return `-${reply.message.replace(/[\r\n]+/g, ' ')}\r\n`;
  }
  if (reply instanceof ReplyMap) {
    const parts = reply.pairs.flat().map(part => encode(part, protocol));
    const head = protocol === 3 ? `%${reply.pairs.length}` : `*${parts.length}`;
    return `${head}\r\n${parts.join('')}`;
  }
  return `*${reply.length}\r\n${reply
    .map(part => encode(part, protocol))
    .join('')}`;
}

const MAX_PARTS = 1024 * 1024;
const MAX_BYTES = 512 * 1024 * 1024;

/** Reads requests out of what a client sends, in whatever pieces it comes. */
export class RequestReader {
  #text = '';

  /** The requests that are complete; throws `RedisError` at what is none. */
  read(chunk: string): string[][] {
    this.#text += chunk;
    const requests: string[][] = [];
    let offset = 0;
    for (
      let found = parse(this.#text, offset);
      found;
      found = parse(this.#text, offset)
    ) {
      if (found.parts.length > 0) {
        requests.push(found.parts);
      }
      offset = found.end;
    }
    this.#text = this.#text.slice(offset);
    return requests;
  }
}

function parse(
  text: string,
  start: number,
): { parts: string[]; end: number } | undefined {
  const head = readLine(text, start);
  if (!head) {
    return undefined;
  }
  if (!head.line.startsWith('*')) {
    // As people type it.
    return { parts: head.line.split(/\s+/).filter(Boolean), end: head.end };
  }
  const count = toLength(head.line.slice(1), MAX_PARTS, 'multibulk');
  const parts: string[] = [];
  let end = head.end;
  while (parts.length < count) {
    const size = readLine(text, end);
    if (!size) {
      return undefined;
    }
    if (!size.line.startsWith('$')) {
      throw new RedisError(
        `ERR Protocol error: expected '$', got '${size.line.slice(0, 1)}'`,
      );
    }
    const length = toLength(size.line.slice(1), MAX_BYTES, 'bulk');
    if (text.length < size.end + length + 2) {
      return undefined;
    }
    parts.push(text.slice(size.end, size.end + length));
    end = size.end + length + 2;
  }
  return { parts, end };
}

function readLine(
  text: string,
  start: number,
): { line: string; end: number } | undefined {
  const end = text.indexOf('\n', start);
  return end < 0
    ? undefined
    : { line: text.slice(start, end).replace(/\r$/, ''), end: end + 1 };
}

function toLength(text: string, most: number, what: string): number {
  if (!/^\d+$/.test(text) || Number(text) > most) {
    throw new RedisError(`ERR Protocol error: invalid ${what} length`);
  }
  return Number(text);
}
