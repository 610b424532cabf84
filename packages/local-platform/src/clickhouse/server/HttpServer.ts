import {
  createServer,
  IncomingMessage,
  Server,
  ServerResponse,
} from 'node:http';
import { authenticate, isOwnHost } from './authentication';
import { Engine } from './Engine';
import { toClickHouseException } from './errors';
import { QueryResponse } from './QueryResponse';
import { readForm, RequestBody } from './RequestBody';
import { parseRequestOptions, RequestOptions } from './requestOptions';
import { readStatement } from './readStatement';
import { StatementRunner } from './StatementRunner';

/** How long a refused request may go on sending before its connection is cut. */
const DRAIN_MS = 5_000;

export type HttpServerOptions = {
  engine: Engine;
  runner: StatementRunner;
  port: number;
  password: string;
};

/** ClickHouse's HTTP interface on the loopback address. */
export class HttpServer {
  readonly #options: HttpServerOptions;
  readonly #server: Server;

  constructor(options: HttpServerOptions) {
    this.#options = options;
    this.#server = createServer(
      // An insert may take as long as it needs: silence is timed, not length.
      { requestTimeout: 0, headersTimeout: 10_000, keepAliveTimeout: 10_000 },
      (request, response) => {
        this.#handle(request, response).catch(() => response.destroy());
      },
    );
  }

  async listen(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(
        { host: '127.0.0.1', port: this.#options.port, exclusive: true },
        () => resolve(),
      );
    });
  }

  /** Takes no more connections; those without a request are closed. */
  stopListening(): void {
    this.#server.close();
    this.#server.closeIdleConnections();
  }

  async #handle(
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    response.on('error', () => undefined);
    const { port } = this.#options;
    if (!isOwnHost(request.headers.host, port)) {
      endWithText(response, 403, 'This host name is not served here.\n');
      return;
    }
    const url = new URL(request.url ?? '/', `http://127.0.0.1:${port}`);
    if (request.method !== 'GET' && request.method !== 'POST') {
      response.setHeader('Allow', 'GET, POST');
      endWithText(response, 405, 'Only GET and POST are served here.\n');
    } else if (url.pathname === '/ping') {
      endWithText(response, 200, 'Ok.\n');
    } else if (url.pathname !== '/') {
      endWithText(response, 404, `There is no handle ${url.pathname}\n`);
    } else if (request.method === 'GET' && !url.searchParams.has('query')) {
      endWithText(response, 200, 'Ok.\n');
    } else {
      await this.#answer(request, response, url);
    }
    discardRest(request);
  }

  async #answer(
    request: IncomingMessage,
    response: ServerResponse,
    url: URL,
  ): Promise<void> {
    const gone = new AbortController();
    response.once('close', () => {
      if (!response.writableFinished) {
        gone.abort();
      }
    });
    let answer = this.#respond(request, response, undefined, 'TabSeparated');
    try {
      authenticate(request, url, this.#options.password);
      const { body, options } = await readOptions(request, url);
      answer = this.#respond(request, response, options, options.defaultFormat);
      const { data, statement } = await readStatement(options.query, body);
      answer = this.#respond(
        request,
        response,
        options,
        statement.format ?? options.defaultFormat,
      );
      await this.#options.runner.run({
        statement,
        data,
        options,
        response: answer,
        signal: gone.signal,
      });
    } catch (error) {
      await answer.fail(toClickHouseException(error));
    }
  }

  #respond(
    request: IncomingMessage,
    response: ServerResponse,
    options: RequestOptions | undefined,
    format: string,
  ): QueryResponse {
    const { timezone, version } = this.#options.engine;
    const accepted = request.headers['accept-encoding'];
    return new QueryResponse({
      response,
      format,
      timezone,
      version,
      queryId: options?.queryId ?? '',
      acceptEncoding:
        options?.compressResponse && typeof accepted === 'string'
          ? accepted
          : undefined,
      bufferSize: options?.bufferSize ?? 0,
      sendTimeoutMs: options?.sendTimeoutMs ?? 0,
    });
  }
}

async function readOptions(
  request: IncomingMessage,
  url: URL,
): Promise<{ options: RequestOptions; body: RequestBody | undefined }> {
  const options = parseRequestOptions(request, url.searchParams);
  if (request.method === 'GET') {
    return { options, body: undefined };
  }
  const body = new RequestBody(request, options.receiveTimeoutMs);
  const type = request.headers['content-type'] ?? '';
  if (!type.toLowerCase().startsWith('multipart/form-data')) {
    return { options, body };
  }
  const all = new URLSearchParams([
    ...url.searchParams,
    ...(await readForm(request, body)),
  ]);
  return { options: parseRequestOptions(request, all), body: undefined };
}

function endWithText(
  response: ServerResponse,
  status: number,
  text: string,
): void {
  response.writeHead(status, { 'Content-Type': 'text/html; charset=UTF-8' });
  response.end(text);
}

/** Lets a client that still sends read its answer, for a while. */
function discardRest(request: IncomingMessage): void {
  if (request.complete || request.destroyed) {
    return;
  }
  const timer = setTimeout(() => request.destroy(), DRAIN_MS);
  request.once('close', () => clearTimeout(timer));
  request.on('error', () => undefined);
  request.resume();
}
