import { randomBytes } from 'node:crypto';
import { createServer, IncomingMessage, ServerResponse } from 'node:http';
import { finished, pipeline } from 'node:stream/promises';
import { addAccountRoutes, rateLimit } from './api/accounts';
import { addBranchRoutes } from './api/branches';
import { addCheckRunRoutes } from './api/checkRuns';
import { addCommitRoutes } from './api/commits';
import { addContentRoutes } from './api/contents';
import { addGitObjectRoutes } from './api/gitObjects';
import { addGitRefRoutes } from './api/gitRefs';
import { addGraphqlRoute } from './api/graphql';
import { Host } from './api/Host';
import { addIssueRoutes } from './api/issues';
import { addPullRequestRoutes } from './api/pullRequests';
import { addRepositoryRoutes } from './api/repositories';
import { addStatusRoutes } from './api/statuses';
import { addArchiveRoutes } from './archive/archives';
import { Access } from './http/Access';
import { Answer, GitHubError, json, notFound, withETag } from './http/answers';
import { readBody } from './http/body';
import { Call, Router } from './http/Router';
import { addSmartHttpRoutes, PackLimits } from './smartHttp/routes';
import { html, page } from './web/html';
import { addPageRoutes } from './web/pages';

/** Files come as Base64 in JSON, as GitHub takes them. */
const MAX_JSON_BYTES = 64 * 1024 * 1024;
const DRAIN_TIMEOUT_MS = 5_000;
const WHERE_THE_PASSWORD_IS = html`<p>
  The name and the password are in the address <code>gitPages</code> of
  <code>endpoints.json</code>, in the platform's data folder
  (<code>.local/</code>). Open that address once, and the browser remembers
  them.
</p>`;

export type HostServerOptions = {
  host: Host;
  token: string;
  limits: PackLimits;
  log(message: string): void;
};

type Area = {
  router: Router;
  prefix: string;
  check(request: IncomingMessage): void;
};

/** The HTTP side of the host: the API below `/api`, git's protocol, and pages. */
export class HostServer {
  readonly #access: Access;
  readonly #areas: Area[];
  readonly #log: (message: string) => void;
  readonly #server = createServer((request, response) => {
    this.#serve(request, response).catch(error => {
      this.#log(`${request.method} ${request.url}: ${error}`);
      response.destroy();
    });
  });

  constructor({ host, token, limits, log }: HostServerOptions) {
    // As of an API server: a client in a busy process does not see it end in time.
    this.#server.keepAliveTimeout = 120_000;
    const access = new Access(token);
    const git = new Router();
    addSmartHttpRoutes(git, host.repositories, limits);
    const pages = new Router();
    addPageRoutes(pages, host);
    const forPrograms = (challenge: boolean) => (request: IncomingMessage) =>
      access.checkToken(request, challenge);
    this.#access = access;
    this.#log = log;
    this.#areas = [
      { router: createApi(host), prefix: '/api/v3', check: forPrograms(false) },
      {
        router: createGraphql(host),
        prefix: '/api',
        check: forPrograms(false),
      },
      { router: git, prefix: '', check: forPrograms(true) },
      {
        router: pages,
        prefix: '',
        check: request => access.checkReader(request),
      },
    ];
  }

  async listen(port: number): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen({ host: '127.0.0.1', port }, resolve);
    });
  }

  async close(): Promise<void> {
    // What is still being answered is kept for no other request.
    this.#server.keepAliveTimeout = 1;
    const closed = new Promise(resolve => this.#server.close(resolve));
    this.#server.closeIdleConnections();
    await closed;
  }

  async #serve(
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const answer = await this.#answer(request);
    const limit = rateLimit();
    response.writeHead(answer.status, {
      'x-github-request-id': randomBytes(8).toString('hex').toUpperCase(),
      'x-ratelimit-limit': limit.limit,
      'x-ratelimit-remaining': limit.remaining,
      'x-ratelimit-used': 0,
      'x-ratelimit-reset': limit.reset,
      'x-ratelimit-resource': 'core',
      vary: 'Accept, Authorization',
      ...(Buffer.isBuffer(answer.body) &&
        answer.status !== 304 && { 'content-length': answer.body.length }),
      ...answer.headers,
    });
    if (request.method === 'HEAD') {
      response.end();
    } else if (Buffer.isBuffer(answer.body)) {
      response.end(answer.body);
    } else {
      await pipeline(answer.body, response);
    }
  }

  async #answer(request: IncomingMessage): Promise<Answer> {
    try {
      this.#access.checkHost(request);
      const answer = await this.#route(request);
      return withETag(answer, request.headers);
    } catch (error) {
      // Its client sends before it listens, and would miss the answer.
      await drain(request);
      if (error instanceof GitHubError) {
        return forPeople(request, error) ?? error.toAnswer();
      }
      this.#log(
        `${request.method} ${request.url} failed: ${
          error instanceof Error ? error.stack : error
        }`,
      );
      return json({ message: 'Server Error' }, 500);
    }
  }

  async #route(request: IncomingMessage): Promise<Answer> {
    const method = request.method ?? 'GET';
    const url = new URL(request.url ?? '/', `http://${request.headers.host}`);
    const area = this.#areas.find(
      ({ router, prefix }) =>
        url.pathname.startsWith(`${prefix}/`) &&
        router.find(method, url.pathname.slice(prefix.length)),
    );
    const isApi = /^\/api\//.test(url.pathname);
    if (!area || (isApi && area.prefix === '')) {
      this.#access.checkToken(request, false);
      this.#log(`Not answered by this host: ${method} ${url.pathname}`);
      throw notFound();
    }
    area.check(request);
    const found = area.router.find(
      method,
      url.pathname.slice(area.prefix.length),
    );
    const call = new Call({
      method,
      url,
      headers: request.headers,
      parameters: found?.parameters,
      readBody: (limit = MAX_JSON_BYTES) => readBody(request, limit),
    });
    return found ? await found.handler(call) : notFound().toAnswer();
  }
}

function createApi(host: Host): Router {
  const router = new Router();
  addAccountRoutes(router, host);
  addRepositoryRoutes(router, host);
  addBranchRoutes(router, host);
  addContentRoutes(router, host);
  addStatusRoutes(router, host);
  addCheckRunRoutes(router, host);
  addCommitRoutes(router, host);
  addGitRefRoutes(router, host);
  addGitObjectRoutes(router, host);
  addPullRequestRoutes(router, host);
  addIssueRoutes(router, host);
  addArchiveRoutes(router, host);
  return router;
}

function createGraphql(host: Host): Router {
  const router = new Router();
  addGraphqlRoute(router, host);
  return router;
}

/** Browsers get refusals as a page. */
function forPeople(
  { headers, url }: IncomingMessage,
  { status, message, headers: extra }: GitHubError,
): Answer | undefined {
  if (
    !/\btext\/html\b/.test(headers.accept ?? '') ||
    url?.startsWith('/api/')
  ) {
    return undefined;
  }
  const answer = page(
    message,
    html`<h1>${status}</h1>
      <p>${message}</p>
      ${status === 401 ? WHERE_THE_PASSWORD_IS : html``}`,
    status,
  );
  return { ...answer, headers: { ...answer.headers, ...extra } };
}

async function drain(request: IncomingMessage): Promise<void> {
  request.resume();
  await finished(request, {
    signal: AbortSignal.timeout(DRAIN_TIMEOUT_MS),
    writable: false,
  }).catch(() => undefined);
}
