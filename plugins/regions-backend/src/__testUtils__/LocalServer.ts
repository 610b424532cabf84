import { once } from 'node:events';
import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';

/** A real server on a port of its own, which can be told to say nothing. */
export class LocalServer {
  /** Takes requests and never answers. */
  isHanging = false;
  url = '';
  readonly #server: Server;

  private constructor(
    answer: (request: IncomingMessage, response: ServerResponse) => void,
  ) {
    this.#server = createServer((request, response) => {
      if (!this.isHanging) {
        answer(request, response);
      }
    });
  }

  static async start(
    answer: (request: IncomingMessage, response: ServerResponse) => void,
  ): Promise<LocalServer> {
    const local = new LocalServer(answer);
    local.#server.listen(0, '127.0.0.1');
    await once(local.#server, 'listening');
    const address = local.#server.address();
    if (address === null || typeof address === 'string') {
      throw new Error('The server listens on no port');
    }
    local.url = `http://127.0.0.1:${address.port}`;
    return local;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}
