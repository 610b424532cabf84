import { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import { Answer, GitHubError } from './answers';
import { parseBody } from './body';

/** One request as a handler sees it. */
export class Call {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly parameters: Record<string, string>;
  readonly #readBody: (limit?: number) => Promise<Buffer>;

  constructor(request: {
    method: string;
    url: URL;
    headers: IncomingHttpHeaders;
    parameters?: Record<string, string>;
    readBody(limit?: number): Promise<Buffer>;
  }) {
    this.method = request.method;
    this.url = request.url;
    this.headers = request.headers;
    this.parameters = request.parameters ?? {};
    this.#readBody = request.readBody;
  }

  get query(): URLSearchParams {
    return this.url.searchParams;
  }

  async readBody(limit?: number): Promise<Buffer> {
    return await this.#readBody(limit);
  }

  async parse<T extends z.ZodType>(schema: T): Promise<z.infer<T>> {
    return parseBody(await this.#readBody(), schema);
  }

  withParameters(parameters: Record<string, string>): Call {
    return new Call({
      method: this.method,
      url: this.url,
      headers: this.headers,
      parameters,
      readBody: limit => this.#readBody(limit),
    });
  }
}

export type Handler = (call: Call) => Promise<Answer>;

/**
 * Finds the handler of a request. A pattern is written as in GitHub's
 * documentation: `{name}` is one part of the path, `{name...}` is one or more.
 */
export class Router {
  readonly #routes: { method: string; pattern: RegExp; handler: Handler }[] =
    [];

  add(route: string, handler: Handler): void {
    const [method, path] = route.split(' ');
    const pattern = path
      .replace(/[.]/g, '\\$&')
      .replace(/\{(\w+)\\.\\.\\.\}/g, '(?<$1>.+)')
      .replace(/\{(\w+)\}/g, '(?<$1>[^/]+)');
    this.#routes.push({
      method,
      pattern: new RegExp(`^${pattern}/?$`),
      handler,
    });
  }

  /** The handler with the parameters of its path filled in. */
  find(
    method: string,
    path: string,
  ): { handler: Handler; parameters: Record<string, string> } | undefined {
    const wanted = method === 'HEAD' ? 'GET' : method;
    for (const route of this.#routes) {
      const match =
        route.method === wanted ? route.pattern.exec(path) : undefined;
      if (match) {
        return {
          handler: route.handler,
          parameters: decode(match.groups ?? {}),
        };
      }
    }
    return undefined;
  }
}

function decode(groups: Record<string, string>): Record<string, string> {
  try {
    return Object.fromEntries(
      Object.entries(groups).map(([name, value]) => [
        name,
        decodeURIComponent(value),
      ]),
    );
  } catch {
    throw new GitHubError(400, 'The path is not URL-encoded UTF-8');
  }
}
