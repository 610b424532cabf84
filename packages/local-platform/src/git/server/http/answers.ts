import { createHash } from 'node:crypto';
import { IncomingHttpHeaders } from 'node:http';

const DOCUMENTATION = 'https://docs.github.com/rest';

/** What is sent back: a body in one piece, or in many. */
export type Answer = {
  status: number;
  headers: Record<string, string>;
  body: Buffer | AsyncIterable<Buffer>;
};

/** One field that GitHub finds fault with. */
export type FieldError = {
  resource: string;
  code: string;
  field?: string;
  message?: string;
};

/** A refusal in the form of GitHub's API. */
export class GitHubError extends Error {
  readonly name = 'GitHubError';
  readonly status: number;
  readonly errors: FieldError[] | undefined;
  readonly headers: Record<string, string>;

  constructor(
    status: number,
    message: string,
    options: { errors?: FieldError[]; headers?: Record<string, string> } = {},
  ) {
    super(message);
    this.status = status;
    this.errors = options.errors;
    this.headers = options.headers ?? {};
  }

  toAnswer(): Answer {
    return json(
      {
        message: this.message,
        ...(this.errors && { errors: this.errors }),
        documentation_url: DOCUMENTATION,
        status: String(this.status),
      },
      this.status,
      this.headers,
    );
  }
}

export function notFound(): GitHubError {
  return new GitHubError(404, 'Not Found');
}

export function json(
  value: unknown,
  status = 200,
  headers: Record<string, string> = {},
): Answer {
  return {
    status,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'x-github-media-type': 'github.v3; format=json',
      ...headers,
    },
    body: Buffer.from(JSON.stringify(value)),
  };
}

export function empty(status = 204): Answer {
  return { status, headers: {}, body: Buffer.alloc(0) };
}

/** Gives an answer its ETag, and leaves out the body that the client has. */
export function withETag(answer: Answer, request: IncomingHttpHeaders): Answer {
  if (answer.status !== 200 || !Buffer.isBuffer(answer.body)) {
    return answer;
  }
  const digest = createHash('sha256').update(answer.body).digest('hex');
  const headers = {
    etag: `"${digest}"`,
    'cache-control': 'private, max-age=0, must-revalidate',
    ...answer.headers,
  };
  return isKnown(headers, request)
    ? { status: 304, headers: { etag: headers.etag }, body: Buffer.alloc(0) }
    : { ...answer, headers };
}

function isKnown(
  headers: Record<string, string>,
  request: IncomingHttpHeaders,
): boolean {
  const tags = request['if-none-match'];
  if (tags !== undefined) {
    return tags
      .split(',')
      .map(tag => tag.trim().replace(/^W\//, ''))
      .includes(headers.etag);
  }
  const since = Date.parse(request['if-modified-since'] ?? '');
  return Date.parse(headers['last-modified'] ?? '') <= since;
}
