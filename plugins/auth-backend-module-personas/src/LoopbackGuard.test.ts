import { ConfigReader } from '@backstage/config';
import { toError } from '@backstage/errors';
import { LoopbackGuard } from './LoopbackGuard';

function createGuard(baseUrl: string) {
  return LoopbackGuard.fromConfig(
    new ConfigReader({ app: { baseUrl }, backend: { baseUrl } }),
  );
}

function refusalOf(action: () => void): string | undefined {
  try {
    action();
    return undefined;
  } catch (error) {
    return toError(error).message;
  }
}

describe('LoopbackGuard', () => {
  it.each([
    ['127.0.0.1', true],
    ['127.8.8.8', true],
    ['::1', true],
    ['::ffff:127.0.0.1', true],
    ['192.168.1.20', false],
    ['::ffff:192.168.1.20', false],
    ['fe80::1', false],
    [undefined, false],
  ])('takes a connection from %s: %s', (remoteAddress, allowed) => {
    const connect = () =>
      createGuard('http://localhost:7007').assertLocal({
        headers: { host: 'localhost:7007' },
        socket: { remoteAddress },
      });

    expect(refusalOf(connect)).toBe(
      allowed
        ? undefined
        : 'Personas can be used on the machine the portal runs on only',
    );
  });

  it.each([
    ['http://localhost', '127.0.0.1', true],
    ['http://127.0.0.1:7007', 'LOCALHOST:7007', true],
    ['https://localhost', 'localhost', true],
    ['http://localhost:7007', 'localhost', false],
    ['http://localhost:7007', 'localhost:7007@example.com', false],
    ['http://localhost:7007', undefined, false],
  ])('at %s takes the host %s: %s', (baseUrl, host, allowed) => {
    const connect = () =>
      createGuard(baseUrl).assertLocal({
        headers: { host },
        socket: { remoteAddress: '127.0.0.1' },
      });

    expect(refusalOf(connect)?.slice(0, 23)).toBe(
      allowed ? undefined : 'Personas can be used at',
    );
  });
});
