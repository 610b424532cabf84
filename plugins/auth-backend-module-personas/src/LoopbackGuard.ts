import { type IncomingHttpHeaders } from 'node:http';
import { BlockList, isIPv6 } from 'node:net';
import { type Config } from '@backstage/config';
import { InputError, NotAllowedError } from '@backstage/errors';

const LOOPBACK_NAMES = ['localhost', '127.0.0.1', '[::1]'];

const loopbackAddresses = new BlockList();
loopbackAddresses.addSubnet('127.0.0.0', 8, 'ipv4');
loopbackAddresses.addAddress('::1', 'ipv6');

function readLoopbackUrl(config: Config, key: string): URL {
  const value = config.getString(key);
  const url = URL.canParse(value) ? new URL(value) : undefined;

  if (!url || !LOOPBACK_NAMES.includes(url.hostname)) {
    throw new InputError(
      `auth.providers.personas lets anybody sign in without a password, so it works on one machine only, and ${key} is '${value}': make it a loopback URL such as http://localhost:7007, or remove the personas`,
    );
  }
  return url;
}

/** The same URL under each name of this machine. */
function toAliases({ protocol, port }: URL): URL[] {
  return LOOPBACK_NAMES.map(name => new URL(`${protocol}//${name}:${port}`));
}

function isLoopbackAddress(address: string | undefined): boolean {
  return (
    address !== undefined &&
    loopbackAddresses.check(address, isIPv6(address) ? 'ipv6' : 'ipv4')
  );
}

/** What the guard looks at in a request. */
export type RequestSource = {
  headers: IncomingHttpHeaders;
  socket: { remoteAddress?: string };
};

/**
 * Lets in only what this machine itself asks of this portal: no other machine,
 * no other site, and no name that was made to point here (DNS rebinding).
 */
export class LoopbackGuard {
  readonly #hosts: Set<string>;
  readonly #origins: Set<string>;

  /** @throws InputError when the portal is not bound to this machine */
  static fromConfig(config: Config): LoopbackGuard {
    return new LoopbackGuard({
      backend: readLoopbackUrl(config, 'backend.baseUrl'),
      app: readLoopbackUrl(config, 'app.baseUrl'),
    });
  }

  private constructor(urls: { backend: URL; app: URL }) {
    const backend = toAliases(urls.backend);
    const app = toAliases(urls.app);
    this.#hosts = new Set(backend.map(({ host }) => host));
    this.#origins = new Set([...backend, ...app].map(({ origin }) => origin));
  }

  /** @throws NotAllowedError that says what is foreign about the request */
  assertLocal({ headers, socket }: RequestSource): void {
    const host = headers.host?.toLocaleLowerCase('en-US');
    if (!host || !this.#hosts.has(host)) {
      throw new NotAllowedError(
        `Personas can be used at ${[...this.#hosts].join(', ')} only`,
      );
    }
    if (headers.origin !== undefined && !this.#origins.has(headers.origin)) {
      throw new NotAllowedError(
        'Personas can be used from the pages of this portal only',
      );
    }
    if (!isLoopbackAddress(socket.remoteAddress)) {
      throw new NotAllowedError(
        'Personas can be used on the machine the portal runs on only',
      );
    }
  }
}
