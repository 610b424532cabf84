import { Agent, IncomingMessage, request } from 'node:http';
import { z } from 'zod';

const QUERY_TIMEOUT_MS = 20_000;
const MAX_ANSWER_BYTES = 1024 * 1024;

/** ClickHouse refused, or could not be reached. */
export class ClickHouseError extends Error {
  /** ClickHouse's own number of the error; undefined when there was no answer. */
  readonly code: number | undefined;

  constructor(message: string, code?: number) {
    super(message);
    this.name = 'ClickHouseError';
    this.code = code;
  }
}

/**
 * ClickHouse's HTTP interface, as little of it as the receiver needs. Not its
 * client: that one takes streams, and rows are here already, as the buffers they
 * were written into.
 */
export class ClickHouse {
  readonly #url: URL;
  readonly #authorization: string | undefined;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 8 });

  constructor(url: string) {
    this.#url = new URL(url);
    const { username, password } = this.#url;
    this.#authorization =
      username || password
        ? `Basic ${Buffer.from(
            `${decodeURIComponent(username)}:${decodeURIComponent(password)}`,
          ).toString('base64')}`
        : undefined;
    this.#url.username = '';
    this.#url.password = '';
  }

  /** Runs a statement that answers nothing. */
  async command(statement: string): Promise<void> {
    await this.#post({}, [Buffer.from(statement, 'utf8')], QUERY_TIMEOUT_MS);
  }

  /** The rows of a query, checked. */
  async query<Row>(statement: string, row: z.ZodType<Row>): Promise<Row[]> {
    const text = await this.#post(
      {},
      [Buffer.from(`${statement} FORMAT JSONEachRow`, 'utf8')],
      QUERY_TIMEOUT_MS,
    );
    return text
      .split('\n')
      .filter(line => line !== '')
      .map(line => row.parse(JSON.parse(line)));
  }

  /** Sends the pieces of one block. They must stay as they are until this is settled. */
  async insert(
    statement: string,
    parts: Uint8Array[],
    timeoutMs: number,
  ): Promise<void> {
    await this.#post({ query: statement }, parts, timeoutMs);
  }

  close(): void {
    this.#agent.destroy();
  }

  async #post(
    parameters: Record<string, string>,
    parts: Uint8Array[],
    timeoutMs: number,
  ): Promise<string> {
    const url = new URL(this.#url);
    for (const [name, value] of Object.entries(parameters)) {
      url.searchParams.set(name, value);
    }
    const length = parts.reduce((sum, part) => sum + part.length, 0);
    return await new Promise((resolve, reject) => {
      const call = request(url, {
        method: 'POST',
        agent: this.#agent,
        signal: AbortSignal.timeout(timeoutMs),
        headers: {
          'content-type': 'application/octet-stream',
          'content-length': length,
          ...(this.#authorization && { authorization: this.#authorization }),
        },
      });
      call.once('error', error => reject(new ClickHouseError(error.message)));
      call.once('response', response => {
        readAnswer(response).then(resolve, reject);
      });
      for (const part of parts) {
        call.write(part);
      }
      call.end();
    });
  }
}

async function readAnswer(response: IncomingMessage): Promise<string> {
  let text = '';
  try {
    response.setEncoding('utf8');
    for await (const chunk of response) {
      if (text.length < MAX_ANSWER_BYTES) {
        text += chunk;
      }
    }
  } catch (error) {
    throw new ClickHouseError(
      `the answer broke off: ${error instanceof Error ? error.message : error}`,
    );
  }
  const code = Number(response.headers['x-clickhouse-exception-code']);
  // ClickHouse may notice an error after it has begun to answer 200.
  if (response.statusCode !== 200 || code > 0) {
    throw new ClickHouseError(
      text.trim().slice(0, 500) || `it answers ${response.statusCode}`,
      code > 0 ? code : undefined,
    );
  }
  return text;
}
