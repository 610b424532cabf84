import { once } from 'node:events';
import {
  createServer,
  IncomingMessage,
  Server,
  ServerResponse,
} from 'node:http';
import { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import {
  charge,
  LiqpayRequest,
  refund,
  refuse,
  requestSchema,
  tellStatus,
} from './answer';
import { Ledger } from './Ledger';
import { isSignedBy } from './signature';
import { Manner, Temper } from './Temper';

const MAX_BODY_BYTES = 64 * 1024;
/** So many orders are remembered for how often they were asked about. */
const REMEMBERED_ORDERS = 10_000;

export const liqpayOptionsSchema = z.object({
  port: z.number().int().min(0),
  file: z.string().min(1),
  publicKey: z.string().min(1),
  privateKey: z.string().min(1),
  seed: z.number().int(),
});

export type LiqpayOptions = z.infer<typeof liqpayOptionsSchema>;

const formSchema = z.object({ data: z.string(), signature: z.string() });

/** Answers `POST /api/request` as LiqPay's API, version 3, does. */
export class LiqpayServer {
  readonly #options: LiqpayOptions;
  readonly #temper: Temper;
  readonly #ledger: Ledger;
  readonly #server: Server;
  readonly #stopping = new AbortController();
  readonly #attempts = new Map<string, number>();

  private constructor(options: LiqpayOptions, temper: Temper) {
    this.#options = options;
    this.#temper = temper;
    this.#ledger = Ledger.open(options.file);
    this.#server = createServer((request, response) => {
      this.#route(request, response).catch(() => response.destroy());
    });
  }

  static async start(
    options: LiqpayOptions,
    temper = new Temper(options.seed),
  ): Promise<LiqpayServer> {
    const server = new LiqpayServer(options, temper);
    server.#server.listen(options.port, '127.0.0.1');
    await once(server.#server, 'listening');
    return server;
  }

  get url(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  async close(): Promise<void> {
    this.#stopping.abort();
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
  }

  async #route(
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    if (request.method === 'GET' && request.url === '/healthz') {
      send(response, 200, { status: 'ok' });
    } else if (request.method === 'POST' && request.url === '/api/request') {
      await this.#answer(await readBody(request), response);
    } else {
      send(response, 404, refuse('err_access', 'There is no such address'));
    }
  }

  async #answer(body: string, response: ServerResponse): Promise<void> {
    const form = formSchema.safeParse(
      Object.fromEntries(new URLSearchParams(body)),
    );
    if (!form.success || !isSignedBy(this.#options.privateKey, form.data)) {
      send(response, 200, refuse('invalid_signature'));
      return;
    }
    const parsed = requestSchema.safeParse(decode(form.data.data));
    if (!parsed.success) {
      const detail = z.prettifyError(parsed.error);
      send(response, 200, refuse('err_missing_key', detail));
      return;
    }
    if (parsed.data.public_key !== this.#options.publicKey) {
      send(response, 200, refuse('public_key_not_found'));
      return;
    }
    await this.#serve(parsed.data, response);
  }

  async #serve(
    request: LiqpayRequest,
    response: ServerResponse,
  ): Promise<void> {
    const { signal } = this.#stopping;
    const manner = this.#mannerOf(request);
    switch (manner.kind) {
      case 'silence':
        if (manner.decidesFirst) {
          this.#do(request);
        }
        await delay(manner.forMs, undefined, { signal });
        response.destroy();
        return;
      case 'failure':
        await delay(manner.afterMs, undefined, { signal });
        send(response, manner.status, { message: 'Service unavailable' });
        return;
      default:
        await delay(manner.afterMs, undefined, { signal });
        send(response, 200, this.#do(request));
    }
  }

  #mannerOf(request: LiqpayRequest): Manner {
    const key = `${request.action} ${request.order_id}`;
    const attempt = (this.#attempts.get(key) ?? 0) + 1;
    this.#attempts.delete(key);
    this.#attempts.set(key, attempt);
    if (this.#attempts.size > REMEMBERED_ORDERS) {
      const [oldest] = this.#attempts.keys();
      this.#attempts.delete(oldest);
    }
    return this.#temper.manner(key, tokenOf(request), attempt);
  }

  #do(request: LiqpayRequest): object {
    switch (request.action) {
      case 'status':
        return tellStatus(this.#ledger, request.order_id);
      case 'refund':
        return refund(this.#ledger, request);
      default:
        return charge(
          this.#ledger,
          request,
          this.#temper.decide(request.order_id, request.card_token),
        );
    }
  }
}

/** Only a charge has one; questions about it are answered whatever it was. */
function tokenOf(request: LiqpayRequest): string {
  return request.action === 'pay' || request.action === 'paytoken'
    ? request.card_token
    : '';
}

function decode(data: string): unknown {
  try {
    return JSON.parse(Buffer.from(data, 'base64').toString('utf8'));
  } catch {
    return undefined;
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) {
      throw new Error('The body is too large');
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function send(response: ServerResponse, status: number, body: object): void {
  response
    .writeHead(status, { 'content-type': 'application/json' })
    .end(JSON.stringify(body));
}
