import { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { z } from 'zod';
import { GitHubError } from './answers';

const unzip = promisify(gunzip);

/** Reads a body, decompressed, as long as it stays below the limit. */
export async function readBody(
  request: IncomingMessage,
  limit: number,
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = Number(request.headers['content-length'] ?? 0);
  if (length > limit) {
    throw tooLarge(limit);
  }
  length = 0;
  // Not destroyed with the loop: a request that is refused still gets its answer.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    length += chunk.length;
    if (length > limit) {
      throw tooLarge(limit);
    }
    chunks.push(chunk);
  }
  const body = Buffer.concat(chunks, length);
  if (!/gzip/.test(request.headers['content-encoding'] ?? '')) {
    return body;
  }
  return await unzip(body, { maxOutputLength: limit }).catch(() => {
    throw new GitHubError(400, 'The body is not gzip, or too large unpacked');
  });
}

/** Parses a JSON body the way GitHub's API takes it. */
export function parseBody<T extends z.ZodType>(
  body: Buffer,
  schema: T,
): z.infer<T> {
  let value: unknown;
  try {
    value = body.length > 0 ? JSON.parse(body.toString('utf8')) : {};
  } catch {
    throw new GitHubError(400, 'Problems parsing JSON');
  }
  const result = schema.safeParse(value);
  if (!result.success) {
    const [issue] = result.error.issues;
    const field = issue.path.join('.');
    throw new GitHubError(
      422,
      `Invalid request.\n\nFor '${field}', ${issue.message}.`,
    );
  }
  return result.data;
}

function tooLarge(limit: number): GitHubError {
  return new GitHubError(
    413,
    `The body is larger than ${Math.floor(limit / 1024 / 1024)} MiB`,
    { headers: { connection: 'close' } },
  );
}
