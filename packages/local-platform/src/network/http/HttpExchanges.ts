import { withCode } from '../proxy/withCode';
import { Framing, Piece, readBody } from './body';
import { editBody, editRequest, editResponse, editsBody } from './edits';
import { HttpHead } from './HttpHead';
import { HttpInput } from './HttpInput';
import { Answered, Asked, isMeant } from './matching';
import { HttpRule } from './types';

const LONGEST_HEAD = 64 * 1024;
/** What is longer is not changed. */
const LONGEST_BODY = 32 * 1024 * 1024;
const END_OF_HEAD = '\r\n\r\n';
const REQUEST = /^[A-Z]+ \S+ HTTP\/1\.[01]\r\n/;
const BEGIN_OF_REQUEST = /^[A-Z]+( |$)/;
const LONGEST_START = 2_048;

export type HttpExchangesOptions = {
  /** Those in force at this moment. */
  rules(): HttpRule[];
  /** Whether nothing has been said on the connection yet. */
  isNew: boolean;
  /** Waits, or until a change after which it is not needed any more. */
  pause(ms: number, isNeeded: () => boolean): Promise<void>;
};

/** A request on its way, with the method that it was passed on with. */
type Pending = { asked: Asked; sentMethod: string };

/**
 * The requests and answers of one connection, which are read for as long as there
 * are rules for them; everything else passes as it is. On a connection that was
 * there before, reading begins with the next request: nobody sends one over
 * HTTP/1.1 before the answer to the last one is there.
 */
export class HttpExchanges {
  readonly #options: HttpExchangesOptions;
  readonly #pending: Pending[] = [];
  /** What follows is no HTTP. */
  #isRaw = false;

  constructor(options: HttpExchangesOptions) {
    this.#options = options;
  }

  async *requests(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    const input = new HttpInput(source);
    let isBetween = this.#options.isNew;
    for (;;) {
      const bytes = await input.next();
      if (!bytes) {
        return;
      }
      const begin = isBetween ? BEGIN_OF_REQUEST : REQUEST;
      isBetween = false;
      if (
        !this.#isRaw &&
        this.#options.rules().length > 0 &&
        begin.test(bytes.toString('latin1', 0, LONGEST_START))
      ) {
        input.unread(bytes);
        const head = await input.until(END_OF_HEAD, LONGEST_HEAD);
        if (head) {
          yield* this.#request(HttpHead.read(head), input);
          isBetween = true;
        } else {
          this.#isRaw = true;
        }
      } else {
        yield bytes;
      }
    }
  }

  async *responses(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    const input = new HttpInput(source);
    for (;;) {
      const bytes = await input.next();
      if (!bytes) {
        return;
      }
      if (this.#isRaw || this.#pending.length === 0) {
        yield bytes;
      } else {
        input.unread(bytes);
        const head = await input.until(END_OF_HEAD, LONGEST_HEAD);
        if (head) {
          yield* this.#response(head, input);
        } else {
          this.#isRaw = true;
        }
      }
    }
  }

  async *#request(head: HttpHead, input: HttpInput): AsyncGenerator<Buffer> {
    const asked = readRequest(head);
    if (!asked) {
      this.#isRaw = true;
      yield head.toBytes();
      return;
    }
    const met = await this.#meet('request', asked);
    const edited = met.reduce(editRequest, head);
    this.#pending.push({ asked, sentMethod: edited.start.split(' ')[0] });
    yield* edit(input, edited, head.framing({ kind: 'none' }), met, true);
  }

  async *#response(bytes: Buffer, input: HttpInput): AsyncGenerator<Buffer> {
    const head = HttpHead.read(bytes);
    const answered = readResponse(head);
    if (answered && answered.code < 200 && answered.code !== 101) {
      yield bytes;
      return;
    }
    const pending = this.#pending.shift();
    if (
      !pending ||
      !answered ||
      answered.code === 101 ||
      pending.sentMethod === 'CONNECT'
    ) {
      this.#isRaw = true;
      yield bytes;
      return;
    }
    const { asked, sentMethod } = pending;
    const framing: Framing =
      sentMethod === 'HEAD' || isBodiless(answered.code)
        ? { kind: 'none' }
        : head.framing({ kind: 'close' });
    const met = await this.#meet('response', asked, answered);
    const edited = met.reduce(editResponse, head);
    const code = readResponse(edited)?.code ?? 0;
    const mayHaveBody = asked.method !== 'HEAD' && !isBodiless(code);
    if (sentMethod === 'HEAD' && mayHaveBody) {
      // The caller has not asked with HEAD, and waits for a body.
      edited.setLength(0);
    } else if (isBodiless(code) && code !== answered.code) {
      edited.remove('content-length', 'transfer-encoding');
    }
    yield* edit(input, edited, framing, met, mayHaveBody);
  }

  /** The rules that are for a message, once it has been held up as they say. */
  async #meet(
    target: HttpRule['target'],
    asked: Asked,
    answered?: Answered,
  ): Promise<HttpRule[]> {
    const { rules, pause } = this.#options;
    const met = rules().filter(
      rule => rule.target === target && isMeant(rule.matches, asked, answered),
    );
    for (const rule of met) {
      if (rule.abort) {
        throw withCode('ECONNRESET');
      }
      if (rule.delayMs) {
        await pause(rule.delayMs, () => rules().includes(rule));
      }
    }
    // One that was lifted meanwhile has ended for this message as well.
    return met.filter(rule => rules().includes(rule));
  }
}

/** Passes a message on, with the body that it is to have. */
async function* edit(
  input: HttpInput,
  head: HttpHead,
  framing: Framing,
  rules: HttpRule[],
  mayHaveBody: boolean,
): AsyncGenerator<Buffer> {
  const body = readBody(input, framing);
  if (!mayHaveBody) {
    yield head.toBytes();
    for await (const _ of body) {
      // Nobody waits for it.
    }
    return;
  }
  const edits = rules.filter(editsBody);
  // Whoever expects to be told to go on sends no body before.
  if (edits.length > 0 && head.get('expect') === '') {
    const pieces: Piece[] = [];
    let size = 0;
    let next = await body.next();
    for (; !next.done && size <= LONGEST_BODY; next = await body.next()) {
      pieces.push(next.value);
      size += next.value.content.length;
    }
    const edited = next.done
      ? editBody(
          Buffer.concat(pieces.map(({ content }) => content)),
          head.get('content-encoding'),
          edits,
        )
      : undefined;
    if (edited) {
      head.setLength(edited.length);
      yield head.toBytes();
      yield edited;
      return;
    }
    yield head.toBytes();
    yield* pieces.map(({ wire }) => wire);
    if (!next.done) {
      yield next.value.wire;
    }
  } else {
    yield head.toBytes();
  }
  for await (const { wire } of body) {
    yield wire;
  }
}

function readRequest(head: HttpHead): Asked | undefined {
  const [, method, target] =
    /^([A-Z]+) (\S+) HTTP\/1\.[01]$/.exec(head.start) ?? [];
  return method && target
    ? { method, path: target.split('?')[0], head: head.withStart(head.start) }
    : undefined;
}

function readResponse(head: HttpHead): Answered | undefined {
  const code = /^HTTP\/1\.[01] (\d{3})/.exec(head.start)?.[1];
  return code
    ? { code: Number(code), head: head.withStart(head.start) }
    : undefined;
}

function isBodiless(code: number): boolean {
  return code === 204 || code === 304;
}
