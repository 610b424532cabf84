import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { IncomingMessage } from 'node:http';
import { GitHubError } from './answers';

const LOOPBACK_NAMES = ['127.0.0.1', 'localhost', '[::1]'];

/** The password for people's browsers. It opens the pages and nothing else. */
export function readingPassword(token: string): string {
  return createHmac('sha256', token).update('pages').digest('base64url');
}

/**
 * Lets in who knows the credential and calls this host by a loopback name. The
 * name is checked because a web page can point a domain of its own at 127.0.0.1.
 *
 * Browsers keep a password and send it along with whatever a foreign page makes
 * them ask for, so pages have one that opens no more than pages, and the rest
 * refuses requests that a foreign page caused.
 */
export class Access {
  readonly #token: Buffer;
  readonly #reading: Buffer;

  constructor(token: string) {
    this.#token = digest(token);
    this.#reading = digest(readingPassword(token));
  }

  checkHost(request: IncomingMessage): void {
    const port = request.socket.localPort;
    if (
      !LOOPBACK_NAMES.some(name => request.headers.host === `${name}:${port}`)
    ) {
      throw new GitHubError(403, `This host answers to 127.0.0.1:${port} only`);
    }
  }

  /** For programs: the API and git itself. */
  checkToken(request: IncomingMessage, challenge: boolean): void {
    const { authorization, origin } = request.headers;
    const site = request.headers['sec-fetch-site'];
    if (origin !== undefined || (site && site !== 'none')) {
      throw new GitHubError(403, 'Web pages may not call this host');
    }
    this.#check(authorization, [this.#token], challenge);
  }

  /** For people who follow a link. */
  checkReader({ headers }: IncomingMessage): void {
    this.#check(headers.authorization, [this.#token, this.#reading], true);
  }

  #check(
    authorization: string | undefined,
    accepted: Buffer[],
    challenge: boolean,
  ): void {
    const offered = offeredTokens(authorization).map(digest);
    if (
      offered.some(token =>
        accepted.some(secret => timingSafeEqual(token, secret)),
      )
    ) {
      return;
    }
    throw new GitHubError(
      401,
      authorization ? 'Bad credentials' : 'Requires authentication',
      challenge
        ? { headers: { 'www-authenticate': 'Basic realm="Embedded Git host"' } }
        : {},
    );
  }
}

/** What a client offers: a bearer token, or one side of user information. */
function offeredTokens(authorization = ''): string[] {
  const [scheme, value = ''] = authorization.trim().split(/\s+/, 2);
  if (/^(bearer|token)$/i.test(scheme)) {
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
