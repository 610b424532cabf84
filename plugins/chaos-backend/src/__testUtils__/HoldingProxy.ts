import { once } from 'node:events';
import {
  createServer,
  request,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';

/** A request on its way. */
export type OnItsWay = { method: string; path: string; query: URLSearchParams };

/**
 * What becomes of a request: `before` never arrives, `after` is done and its answer
 * never arrives, any other passes.
 */
export type Hold = (request: OnItsWay) => 'before' | 'after' | undefined;

/** Stands before a server, and holds requests or their answers, as networks do. */
export class HoldingProxy {
  /** Those that are held. */
  readonly held: OnItsWay[] = [];
  hold: Hold = () => undefined;
  readonly #target: URL;
  readonly #server: Server;

  private constructor(target: string) {
    this.#target = new URL(target);
    this.#server = createServer((incoming, answer) =>
      this.#pass(incoming, answer),
    );
  }

  static async start(target: string): Promise<HoldingProxy> {
    const proxy = new HoldingProxy(target);
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    return proxy;
  }

  get url(): string {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') {
      throw new Error('The proxy listens on no port');
    }
    return `http://127.0.0.1:${address.port}`;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  #pass(incoming: IncomingMessage, answer: ServerResponse): void {
    const { method = 'GET', url = '/', headers } = incoming;
    const { pathname: path, searchParams: query } = new URL(url, this.#target);
    const onItsWay = { method, path, query };
    const hold = this.hold(onItsWay);
    if (hold === 'before') {
      this.held.push(onItsWay);
      return;
    }
    const outgoing = request(
      new URL(url, this.#target),
      { method, headers },
      response => {
        if (hold === 'after') {
          this.held.push(onItsWay);
          response.resume();
          return;
        }
        answer.writeHead(response.statusCode ?? 502, response.headers);
        answer.flushHeaders();
        response.pipe(answer);
      },
    );
    outgoing.on('error', () => answer.destroy());
    answer.on('close', () => outgoing.destroy());
    incoming.pipe(outgoing);
  }
}
