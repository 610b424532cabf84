import { ConfigReader } from '@backstage/config';
import { type JsonObject } from '@backstage/types';
import { readJaegerSource } from './readJaegerSource';

const read = (source: JsonObject) =>
  readJaegerSource(
    new ConfigReader({ id: 'west4', type: 'jaeger', ...source }),
  );

describe('readJaegerSource', () => {
  it('needs an address and nothing else', () => {
    const source = read({ url: 'http://127.0.0.1:16686/' });

    expect(source).toMatchObject({
      url: 'http://127.0.0.1:16686',
      timeoutMs: 10_000,
    });
    expect([...source.headers]).toEqual([]);
  });

  it('keeps the base path, and takes headers and any way to write a duration', () => {
    const source = read({
      url: 'https://jaeger.example.com/tracing/',
      headers: { Authorization: 'Bearer token', 'x-tenant-2': 'shop' },
      timeout: { minutes: 1 },
    });

    expect(source).toMatchObject({
      url: 'https://jaeger.example.com/tracing',
      timeoutMs: 60_000,
    });
    expect([...source.headers]).toEqual([
      ['authorization', 'Bearer token'],
      ['x-tenant-2', 'shop'],
    ]);
    expect(read({ url: 'http://a', timeout: '1500ms' }).timeoutMs).toBe(1500);
  });

  it.each<[JsonObject, RegExp]>([
    [{}, /url: the address of Jaeger's query service is needed/],
    [{ url: 'jaeger:16686' }, /url: the address/],
    [
      { url: 'http://me:hidden@jaeger' },
      /url: put the credentials into 'headers'/,
    ],
    [{ url: 'http://jaeger/?tenant=1' }, /url: it must end with the path/],
    [{ headers: 'hidden' }, /headers: a text for each name is needed/],
    [
      { headers: { authorization: 5 } },
      /headers: a text for each name is needed/,
    ],
    [
      { headers: { authorization: 'hidden\n' + 'x: y' } },
      /headers\.authorization: this cannot be sent as an HTTP header/,
    ],
    [{ timeout: 'soon' }, /timeout: /],
    [{ timeout: '0s' }, /timeout: it must be longer than nothing/],
  ])(
    'refuses %j, by the name of the source, and repeats no secret',
    (source, message) => {
      const url =
        'url' in source || Object.keys(source).length === 0
          ? {}
          : { url: 'http://jaeger' };
      const attempt = () => read({ ...url, ...source });

      expect(attempt).toThrow(message);
      expect(attempt).toThrow(
        /^Invalid configuration of the traces source 'west4'\. /,
      );
      expect(attempt).not.toThrow(/hidden/);
    },
  );
});
