import { readDurationFromConfig, type Config } from '@backstage/config';
import { InputError, toError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import { z } from 'zod';

const DEFAULT_TIMEOUT_MS = 10_000;

const headersSchema = z.record(z.string(), z.string());

/** Where a Jaeger is, and how it is asked. */
export type JaegerSource = {
  /** The address of the query service, with its base path and without a slash at the end. */
  url: string;
  headers: Headers;
  timeoutMs: number;
};

/**
 * Reads an entry of `traces.sources` whose type is `jaeger`.
 *
 * @throws InputError that names the source and the key, and no secret
 */
export function readJaegerSource(config: Config): JaegerSource {
  const id = config.getString('id');
  const fail = (key: string, problem: string) =>
    new InputError(
      `Invalid configuration of the traces source '${id}'. ${key}: ${problem}`,
    );

  return {
    url: readUrl(config, problem => fail('url', problem)),
    headers: readHeaders(config, fail),
    timeoutMs: readTimeout(config, problem => fail('timeout', problem)),
  };
}

function readUrl(config: Config, fail: (problem: string) => Error): string {
  const text = config.getOptionalString('url');
  const url = text && URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol)) {
    throw fail(
      "the address of Jaeger's query service is needed, such as https://jaeger.example.com",
    );
  }
  if (url.username || url.password) {
    throw fail("put the credentials into 'headers', where they stay secret");
  }
  if (url.search || url.hash) {
    throw fail('it must end with the path');
  }
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}

function readHeaders(
  config: Config,
  fail: (name: string, problem: string) => Error,
): Headers {
  const headers = new Headers();
  const parsed = headersSchema.safeParse(config.getOptional('headers') ?? {});
  if (!parsed.success) {
    throw fail('headers', 'a text for each name is needed');
  }
  for (const [name, value] of Object.entries(parsed.data)) {
    try {
      headers.set(name, value);
    } catch {
      // The original error repeats the value.
      throw fail(`headers.${name}`, 'this cannot be sent as an HTTP header');
    }
  }
  return headers;
}

function readTimeout(config: Config, fail: (problem: string) => Error): number {
  if (!config.has('timeout')) {
    return DEFAULT_TIMEOUT_MS;
  }
  let timeoutMs: number;
  try {
    timeoutMs = durationToMilliseconds(
      readDurationFromConfig(config, { key: 'timeout' }),
    );
  } catch (error) {
    throw fail(toError(error).message);
  }
  if (timeoutMs <= 0) {
    throw fail('it must be longer than nothing');
  }
  return timeoutMs;
}
