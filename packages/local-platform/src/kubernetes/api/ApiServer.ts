import { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, Server } from 'node:https';
import { AddressInfo, Socket } from 'node:net';
import { z } from 'zod';
import { Pki } from '../auth/certificates';
import { describeRefusal, Rbac } from '../auth/Rbac';
import { Tokens } from '../auth/Tokens';
import { ApiError, badRequest, forbidden, noSuchPath } from '../model/ApiError';
import { PodRuntime } from '../PodRuntime';
import { Registry } from '../registry/Registry';
import { authenticate } from './authenticate';
import { Call } from './Call';
import { streamLogs } from './logs';
import { serveMetrics } from './metrics';
import { servePath } from './pathRoutes';
import { readRequest, RequestInfo, Target } from './requestInfo';
import { Answer, serveResource } from './resourceRoutes';
import { serveReview } from './reviews';
import {
  refuseUnserved,
  serveEviction,
  serveScale,
  serveTokenRequest,
} from './subresources';
import { notServed } from './unserved';
import { WatchSettings } from './watchStream';

export type ApiServerOptions = WatchSettings & {
  registry: Registry;
  tokens: Tokens;
  rbac: Rbac;
  pki: Pki;
  runtime(): PodRuntime | undefined;
  log(message: string): void;
};

/**
 * Clients that hear of flow control on the server's side, as any server since
 * 1.29 has it, do not slow themselves to 50 requests a second.
 */
const FLOW_CONTROL_HEADER = 'x-kubernetes-pf-flowschema-uid';
const FLOW_SCHEMA = 'ad0cdaa3-2c8e-4f1b-9b56-6a9b2f1f7f0e';

/** What is asked before anybody says who they are. */
const OPEN = new Set(['/healthz', '/livez', '/readyz']);

/** The API of a cluster over HTTPS, on the loopback. */
export class ApiServer {
  readonly #options: ApiServerOptions;
  readonly #server: Server;
  /** Also those that are still shaking hands, of which HTTP does not know yet. */
  readonly #sockets = new Set<Socket>();

  constructor(options: ApiServerOptions) {
    this.#options = options;
    const { certificate, key } = options.pki;
    this.#server = createServer(
      { cert: certificate, key, minVersion: 'TLSv1.2' },
      (request, response) => {
        this.#serve(request, response).catch(error => {
          options.log(`${request.method} ${request.url}: ${error}`);
          response.destroy();
        });
      },
    );
    // Clients keep connections for later; a reset under way is theirs to retry.
    this.#server.keepAliveTimeout = 120_000;
    this.#server.requestTimeout = 0;
    this.#server.on('connection', (socket: Socket) => {
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
    });
  }

  async listen(port: number): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen({ host: '127.0.0.1', port }, resolve);
    });
    const address: AddressInfo | string | null = this.#server.address();
    return typeof address === 'object' && address ? address.port : port;
  }

  /** Ends all connections; clients may open new ones. */
  disconnect(): void {
    this.#sockets.forEach(socket => socket.destroy());
  }

  async close(): Promise<void> {
    const closed = new Promise(resolve => this.#server.close(resolve));
    // Watches and followed logs would never end by themselves.
    this.disconnect();
    await closed;
  }

  async #serve(
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    // One client's connection is no reason to end the cluster.
    response.on('error', error =>
      this.#options.log(`${request.method} ${request.url}: ${error.message}`),
    );
    response.setHeader(FLOW_CONTROL_HEADER, FLOW_SCHEMA);
    const warnings: string[] = [];
    let answer: Answer | undefined;
    try {
      answer = await this.#answer(request, response, warnings);
    } catch (error) {
      if (response.headersSent) {
        throw error;
      }
      const failure = this.#toApiError(request, error);
      answer = { code: failure.code, body: failure.toStatus() };
    }
    if (answer) {
      const body = JSON.stringify(answer.body);
      if (warnings.length > 0) {
        response.setHeader(
          'warning',
          warnings.map(text => `299 - ${JSON.stringify(text)}`),
        );
      }
      response.writeHead(answer.code, {
        'content-type': contentTypeOf(answer.body),
        'content-length': Buffer.byteLength(body),
        'cache-control': 'no-cache, private',
      });
      response.end(request.method === 'HEAD' ? undefined : body);
    }
  }

  #toApiError(request: IncomingMessage, error: unknown): ApiError {
    if (error instanceof ApiError) {
      return error;
    }
    if (error instanceof z.ZodError) {
      return badRequest(z.prettifyError(error));
    }
    this.#options.log(
      `${request.method} ${request.url} failed: ${
        error instanceof Error ? error.stack : error
      }`,
    );
    return new ApiError(
      500,
      'InternalError',
      'Internal error occurred: the log of the cluster tells more',
    );
  }

  async #answer(
    request: IncomingMessage,
    response: ServerResponse,
    warnings: string[],
  ): Promise<Answer | undefined> {
    const url = new URL(request.url ?? '/', 'https://127.0.0.1');
    if (OPEN.has(url.pathname)) {
      response.writeHead(200, { 'content-type': 'text/plain' }).end('ok');
      return undefined;
    }
    const { tokens, rbac } = this.#options;
    const user = authenticate(request, tokens, rbac);
    const info = readRequest(request.method ?? 'GET', url);
    const call = new Call(request, response, url, info, user, warnings);
    this.#authorize(call, info);
    return info.target
      ? await this.#serveTarget(call, info.target)
      : servePath(call, this.#options.registry);
  }

  #authorize({ user }: Call, { verb, path, target }: RequestInfo): void {
    const attributes = target
      ? {
          user,
          verb,
          group: target.group,
          resource: target.plural,
          subresource: target.subresource || undefined,
          namespace: target.namespace || undefined,
          name: target.name || undefined,
        }
      : { user, verb, path };
    if (!this.#options.rbac.allows(attributes)) {
      const why = describeRefusal(attributes);
      throw target
        ? forbidden({ ...target, kind: '' }, target.name, why)
        : new ApiError(403, 'Forbidden', `forbidden: ${why}`);
    }
  }

  async #serveTarget(call: Call, target: Target): Promise<Answer | undefined> {
    const { registry, tokens, rbac, runtime } = this.#options;
    const { group, version, plural, subresource, namespace, name } = target;
    if (group === 'metrics.k8s.io' && version === 'v1beta1') {
      return serveMetrics(call, target, registry, runtime());
    }
    const review = await serveReview(call, target, rbac, tokens);
    if (review) {
      return review;
    }
    const resource = registry.resources.find(group, version, plural);
    if (!resource) {
      throw notServed(group, plural);
    }
    if (!resource.namespaced && namespace) {
      throw noSuchPath();
    }
    if (resource.namespaced && !namespace && name) {
      throw noSuchPath();
    }
    const place = { namespace, name };
    switch (`${group}/${plural}/${subresource}`) {
      case '/pods/log':
        await streamLogs(call, registry, resource, place, runtime());
        return undefined;
      case '/pods/eviction':
        return await serveEviction(call, registry, resource, place);
      case '/serviceaccounts/token':
        return await serveTokenRequest(call, registry, resource, place, tokens);
      default:
    }
    if (subresource === 'scale' && resource.scale) {
      return await serveScale(call, registry, resource, resource.scale, place);
    }
    if (subresource && subresource !== 'status') {
      refuseUnserved(plural, subresource);
    }
    return await serveResource(call, registry, resource, target, this.#options);
  }
}

/** Discovery tells in its type what it is; everything else is just JSON. */
function contentTypeOf(body: object): string {
  return 'kind' in body && body.kind === 'APIGroupDiscoveryList'
    ? 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList'
    : 'application/json';
}
