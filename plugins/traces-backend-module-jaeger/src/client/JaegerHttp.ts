import {
  InputError,
  isError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { type JaegerSource } from '../readJaegerSource';

/** A trace of some 50,000 spans; more would stall the portal for everyone while it is parsed. */
const MAX_ANSWER_BYTES = 64 * 1024 * 1024;

/** What Jaeger answered, read to its end. */
export type JaegerAnswer = {
  status: number;
  contentType: string;
  body: string;
};

/**
 * Asks one Jaeger over HTTP, within bounds of time and size. Its errors name
 * the host and never a credential.
 */
export class JaegerHttp {
  /** How errors call this Jaeger. */
  readonly name: string;

  constructor(private readonly source: JaegerSource) {
    this.name = `Jaeger at ${new URL(source.url).host}`;
  }

  async get(
    path: string,
    parameters: URLSearchParams,
    signal: AbortSignal,
  ): Promise<JaegerAnswer> {
    const query = parameters.size > 0 ? `?${parameters}` : '';
    const timeout = AbortSignal.timeout(this.source.timeoutMs);
    try {
      const response = await fetch(`${this.source.url}${path}${query}`, {
        headers: {
          accept: 'application/json',
          ...Object.fromEntries(this.source.headers),
        },
        // A sign-in page is behind most redirects, and must not pass for Jaeger.
        redirect: 'manual',
        signal: AbortSignal.any([signal, timeout]),
      });
      await this.assertMeantForUs(response);
      return {
        status: response.status,
        contentType: response.headers.get('content-type') ?? '',
        body: await this.readBounded(response),
      };
    } catch (error) {
      throw this.explain(error, { signal, timeout });
    }
  }

  private async assertMeantForUs(response: Response): Promise<void> {
    const { status } = response;
    const isRedirect = status >= 300 && status < 400;
    if (!isRedirect && status !== 401 && status !== 403) {
      return;
    }
    await response.body?.cancel();
    throw new ServiceUnavailableError(
      isRedirect
        ? `${this.name} sent a redirect instead of an answer: is a sign-in page in front of it?`
        : `${this.name} refused the portal's credentials (${status}): check 'headers' of this source`,
    );
  }

  private async readBounded(response: Response): Promise<string> {
    const decoder = new TextDecoder();
    let text = '';
    let bytes = 0;
    // Leaving the loop by an error cancels the rest of the answer.
    for await (const chunk of response.body ?? []) {
      bytes += chunk.byteLength;
      if (bytes > MAX_ANSWER_BYTES) {
        throw new InputError(
          `${this.name} has more to answer than the portal takes (${
            MAX_ANSWER_BYTES / 1024 / 1024
          } MiB): ask for less`,
        );
      }
      text += decoder.decode(chunk, { stream: true });
    }
    return text + decoder.decode();
  }

  private explain(
    error: unknown,
    { signal, timeout }: { signal: AbortSignal; timeout: AbortSignal },
  ): unknown {
    if (
      error instanceof InputError ||
      error instanceof ServiceUnavailableError
    ) {
      return error;
    }
    if (signal.aborted) {
      return new ServiceUnavailableError(
        `${this.name} was not waited for any longer`,
      );
    }
    if (timeout.aborted) {
      return new ServiceUnavailableError(
        `${this.name} did not answer within ${
          this.source.timeoutMs / 1000
        } seconds`,
      );
    }
    return new ServiceUnavailableError(
      `${this.name} could not be reached, or broke off (${findReason(error)})`,
    );
  }
}

/** The reason that fetch hides behind "fetch failed". */
function findReason(error: unknown): string {
  if (!isError(error)) {
    return 'unknown reason';
  }
  if (!isError(error.cause)) {
    return error.message;
  }
  return String(error.cause.code ?? error.cause.message);
}
