import { IncomingMessage, ServerResponse } from 'node:http';
import { parse } from 'yaml';
import { User } from '../auth/User';
import { ApiError, badRequest } from '../model/ApiError';
import { FieldValidation, WriteOptions } from '../registry/options';
import { decodeProtobuf } from './protobuf/decodeProtobuf';
import { isTrue, RequestInfo } from './requestInfo';

/** As the real server's limit of a request. */
const MAX_BODY_BYTES = 3 * 1024 * 1024;

/** One request, with who asks, and what is to be said besides the answer. */
export class Call {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
  readonly info: RequestInfo;
  readonly user: User;
  readonly warnings: string[];

  constructor(
    request: IncomingMessage,
    response: ServerResponse,
    url: URL,
    info: RequestInfo,
    user: User,
    warnings: string[],
  ) {
    this.request = request;
    this.response = response;
    this.url = url;
    this.info = info;
    this.user = user;
    this.warnings = warnings;
  }

  get accept(): string {
    return this.request.headers.accept ?? '*/*';
  }

  param(name: string): string | undefined {
    return this.url.searchParams.get(name) ?? undefined;
  }

  flag(name: string): boolean {
    return isTrue(this.url.searchParams.get(name));
  }

  number(name: string): number | undefined {
    const text = this.param(name);
    if (text === undefined || text === '') {
      return undefined;
    }
    if (!/^-?\d+$/.test(text)) {
      throw badRequest(
        `strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`,
      );
    }
    return Number(text);
  }

  get contentType(): string {
    const header = this.request.headers['content-type'] ?? 'application/json';
    return header.split(';')[0].trim().toLowerCase();
  }

  async #readBytes(): Promise<Buffer> {
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of this.request) {
      const bytes = Buffer.from(chunk);
      size += bytes.length;
      if (size > MAX_BODY_BYTES) {
        throw new ApiError(
          413,
          'RequestEntityTooLarge',
          `Request entity too large: limit is ${MAX_BODY_BYTES}`,
        );
      }
      chunks.push(bytes);
    }
    return Buffer.concat(chunks);
  }

  /** The body, of JSON or YAML; undefined where there is none. */
  async readBody(): Promise<unknown> {
    const bytes = await this.#readBytes();
    if (bytes.length === 0) {
      return undefined;
    }
    if (this.contentType === 'application/vnd.kubernetes.protobuf') {
      return decodeProtobuf(bytes);
    }
    const text = bytes.toString();
    try {
      return this.contentType.includes('yaml') && !text.startsWith('{')
        ? parse(text)
        : JSON.parse(text);
    } catch (error) {
      throw badRequest(
        `the object provided is unrecognized: ${
          error instanceof Error ? error.message : error
        }`,
      );
    }
  }

  writeOptions(): WriteOptions {
    const agent = (this.request.headers['user-agent'] ?? 'unknown').split('/');
    return {
      user: this.user,
      manager: this.param('fieldManager') || agent[0],
      dryRun: this.param('dryRun') === 'All',
      fieldValidation: readFieldValidation(this.param('fieldValidation')),
      warn: message => this.warnings.push(message),
    };
  }
}

export function unsupported(type: string): ApiError {
  return new ApiError(
    415,
    'UnsupportedMediaType',
    `the body of the request was in an unknown format (${type}) - accepted media types include: application/json, application/yaml`,
  );
}

function readFieldValidation(value: string | undefined): FieldValidation {
  if (value === 'Strict' || value === 'Ignore') {
    return value;
  }
  return 'Warn';
}
