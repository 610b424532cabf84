import {
  createServer,
  IncomingMessage,
  Server,
  ServerResponse,
} from 'node:http';
import { BatchQueue, NotStoredError } from '../BatchQueue';
import { TooManyBytesError } from '../decode/Verdict';
import {
  exportMetricsServiceRequest,
  exportTraceServiceRequest,
  Message,
} from '../json/messages';
import { transcodeJson } from '../json/transcode';
import { Access } from './access';
import {
  contentTypes,
  encodeResponse,
  encodeStatus,
  Encoding,
  Refusal,
  RpcCode,
} from './answers';
import { ByteBudget, drain, readBody, Share } from './body';
import { checkRequest, isGzip, readEncoding } from './headers';

export type ReceiverServerOptions = {
  token: string;
  /** What it is called in clusters, for the Host of a request. */
  clusterNames?: string[];
  traces: BatchQueue;
  metrics: BatchQueue;
  /** Whether the tables are there. */
  isReady: () => boolean;
  /** The largest body, decompressed. */
  maxBodyBytes: number;
  /** The bodies of all requests together. */
  maxBytesInFlight: number;
  /** How long a request may wait for its insert. */
  answerTimeoutMs: number;
  onError: (error: unknown) => void;
};

type Route = {
  queue: BatchQueue;
  message: Message;
  rejectedName: 'rejectedSpans' | 'rejectedDataPoints';
};

/** OTLP over HTTP: traces and metrics, as protobuf and as JSON. */
export class ReceiverServer {
  readonly #options: ReceiverServerOptions;
  readonly #access: Access;
  readonly #budget: ByteBudget;
  readonly #routes: ReadonlyMap<string, Route>;
  readonly #server: Server;
  #isClosing = false;

  constructor(options: ReceiverServerOptions) {
    this.#options = options;
    this.#access = new Access(options.token, options.clusterNames);
    this.#budget = new ByteBudget(options.maxBytesInFlight);
    this.#routes = new Map<string, Route>([
      [
        '/v1/traces',
        {
          queue: options.traces,
          message: exportTraceServiceRequest,
          rejectedName: 'rejectedSpans',
        },
      ],
      [
        '/v1/metrics',
        {
          queue: options.metrics,
          message: exportMetricsServiceRequest,
          rejectedName: 'rejectedDataPoints',
        },
      ],
    ]);
    this.#server = createServer(
      {
        requestTimeout: 30_000,
        headersTimeout: 10_000,
        keepAliveTimeout: 65_000,
      },
      (request, response) => {
        this.#handle(request, response).catch(options.onError);
      },
    );
  }

  /** Listens on the loopback address; answers the port. */
  async listen(port: number): Promise<number> {
    return await new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, '127.0.0.1', () => {
        const address = this.#server.address();
        resolve(
          address !== null && typeof address === 'object' ? address.port : port,
        );
      });
    });
  }

  /** Takes no more requests, and resolves when those that are here have their answers. */
  async close(): Promise<void> {
    this.#isClosing = true;
    const closed = new Promise<void>(resolve => {
      this.#server.close(() => resolve());
    });
    this.#server.closeIdleConnections();
    await Promise.all([
      this.#options.traces.close(),
      this.#options.metrics.close(),
    ]);
    await closed;
  }

  async #handle(
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const encoding = readEncoding(request) ?? 'json';
    const share = new Share(this.#budget, this.#options.maxBodyBytes);
    try {
      const body = await this.#respond(request, encoding, share);
      if (this.#isClosing) {
        // A connection that is kept would keep the server.
        response.setHeader('connection', 'close');
      }
      send(response, 200, contentTypes[encoding], body);
    } catch (error) {
      if (request.destroyed && !request.complete) {
        // The client has gone away.
        return;
      }
      const refusal = this.#toRefusal(error);
      await drain(request);
      const body = encodeStatus(refusal, encoding);
      send(
        response,
        refusal.status,
        contentTypes[encoding],
        body,
        refusal.headers,
      );
    } finally {
      share.giveBack();
    }
  }

  async #respond(
    request: IncomingMessage,
    encoding: Encoding,
    share: Share,
  ): Promise<Buffer> {
    this.#access.check(request);
    const path = (request.url ?? '').split('?', 1)[0];
    if (path === '/health') {
      this.#checkReady();
      return Buffer.from('{"status":"ok"}');
    }
    const route = this.#findRoute(path);
    checkRequest(request);
    this.#checkReady();
    const gzip = isGzip(request);
    let body = await readBody(request, gzip, share);
    if (encoding === 'json') {
      body = transcodeJson(body, route.message);
    }
    const verdict = await this.#store(route.queue, body);
    return encodeResponse(verdict, encoding, route.rejectedName);
  }

  /** Waits for the insert, but not for ever: clients give up after ten seconds. */
  async #store(queue: BatchQueue, body: Buffer) {
    const late = new AbortController();
    const stored = queue.submit(body, late.signal);
    // Whoever is late is told so below; that the rows come after all is nobody's error.
    stored.catch(() => undefined);
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        late.abort();
        reject(new NotStoredError('ClickHouse takes too long'));
      }, this.#options.answerTimeoutMs);
    });
    try {
      return await Promise.race([stored, timeout]);
    } finally {
      clearTimeout(timer);
    }
  }

  #findRoute(path: string): Route {
    const route = this.#routes.get(path);
    if (route) {
      return route;
    }
    throw path === '/v1/logs'
      ? new Refusal(
          404,
          RpcCode.unimplemented,
          'This receiver stores traces and metrics, not logs; set OTEL_LOGS_EXPORTER=none',
        )
      : new Refusal(
          404,
          RpcCode.notFound,
          `There is nothing at ${path}; traces go to /v1/traces, metrics to /v1/metrics`,
        );
  }

  #checkReady(): void {
    if (!this.#options.isReady()) {
      throw unavailable('The tables in ClickHouse are not there yet');
    }
  }

  #toRefusal(error: unknown): Refusal {
    if (error instanceof Refusal) {
      return error;
    }
    if (error instanceof NotStoredError) {
      return unavailable(`Not stored: ${error.message}; send it again`);
    }
    if (error instanceof TooManyBytesError) {
      return new Refusal(
        413,
        RpcCode.invalidArgument,
        `The request is too large: ${error.message}`,
      );
    }
    // Whatever a decoder throws, it throws because of what it was given.
    return new Refusal(
      400,
      RpcCode.invalidArgument,
      `The request is malformed: ${
        error instanceof Error ? error.message : error
      }`,
    );
  }
}

function unavailable(message: string): Refusal {
  return new Refusal(503, RpcCode.unavailable, message, { 'retry-after': '1' });
}

function send(
  response: ServerResponse,
  status: number,
  contentType: string,
  body: Buffer,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, {
    'content-type': contentType,
    'content-length': body.length,
    ...headers,
  });
  response.end(body);
}
