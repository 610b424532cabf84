import { createHash, timingSafeEqual } from 'node:crypto';
import { IncomingMessage } from 'node:http';
import { Refusal, RpcCode } from './answers';

const LOOPBACK_NAMES = ['127.0.0.1', 'localhost', '[::1]'];

/**
 * Lets in who knows the credential and calls this server by a loopback name, or by
 * one that it has in a cluster. The name is checked because a web page can point a
 * domain of its own at 127.0.0.1.
 */
export class Access {
  readonly #token: Buffer;
  readonly #clusterNames: string[];

  constructor(token: string, clusterNames: string[] = []) {
    this.#token = digest(token);
    this.#clusterNames = clusterNames;
  }

  check(request: IncomingMessage): void {
    const port = request.socket.localPort;
    const { host = '', authorization } = request.headers;
    if (
      !LOOPBACK_NAMES.some(name => host === `${name}:${port}`) &&
      !this.#clusterNames.includes(host.replace(/:\d+$/, ''))
    ) {
      throw new Refusal(
        403,
        RpcCode.permissionDenied,
        `This receiver answers to 127.0.0.1:${port} only`,
      );
    }
    if (!offeredTokens(authorization).some(token => this.#matches(token))) {
      throw new Refusal(
        401,
        RpcCode.unauthenticated,
        'Send the credential of the endpoint: as in its URL, or as "Authorization: Bearer <password of the URL>"',
        { 'www-authenticate': 'Basic realm="otlp", Bearer' },
      );
    }
  }

  #matches(token: string): boolean {
    return timingSafeEqual(digest(token), this.#token);
  }
}

/** What a client offers: a bearer token, or one side of user information. */
function offeredTokens(authorization = ''): string[] {
  const [scheme, value = ''] = authorization.trim().split(/\s+/, 2);
  if (/^bearer$/i.test(scheme)) {
    return [value];
  }
  if (/^basic$/i.test(scheme)) {
    const [user, ...password] = Buffer.from(value, 'base64')
      .toString('utf8')
      .split(':');
    return [user, password.join(':')];
  }
  return [];
}

/** Of equal length, so that comparing tells nothing about the token. */
function digest(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
