import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { type Socket } from 'node:net';

/**
 * HTTP servers on free ports, for answers that a real ClickHouse does not give on request.
 */
export class FakeServers {
  readonly #servers: Server[] = [];

  /** @returns the URL of a server that answers every request in this way */
  async listen(
    answer: RequestListener,
    onConnection: (socket: Socket) => void = () => {},
  ): Promise<string> {
    const server = createServer(answer)
      .on('connection', onConnection)
      .listen(0, '127.0.0.1');
    this.#servers.push(server);
    await once(server, 'listening');
    const address = server.address();
    if (typeof address !== 'object' || !address) {
      throw new Error('The server has no port');
    }
    return `http://127.0.0.1:${address.port}`;
  }

  async close(): Promise<void> {
    for (const server of this.#servers.splice(0)) {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    }
  }
}

/** Answers rows as ClickHouse does, with what they cost. */
export function answerRows(...lines: string[]): RequestListener {
  return (_request, response) => {
    response.writeHead(200, {
      'X-ClickHouse-Summary':
        '{"read_rows":"7","read_bytes":"56","elapsed_ns":"1500000"}',
    });
    response.end(lines.map(line => `${line}\n`).join(''));
  };
}

/** Answers an exception as ClickHouse does. */
export function answerException(
  code: number,
  text: string,
  type: string,
): RequestListener {
  return (_request, response) => {
    response.writeHead(500, { 'X-ClickHouse-Exception-Code': code });
    response.end(
      `Code: ${code}. DB::Exception: ${text} (${type}) (version 26.7.2.1)\n`,
    );
  };
}
