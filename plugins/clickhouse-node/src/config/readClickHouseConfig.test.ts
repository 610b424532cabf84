import { mockServices } from '@backstage/backend-test-utils';
import { type JsonObject } from '@backstage/types';
import { readClickHouseConfig } from './readClickHouseConfig';

function read(clickhouse?: JsonObject) {
  return readClickHouseConfig(
    mockServices.rootConfig({ data: clickhouse ? { clickhouse } : {} }),
  );
}

function readOne(connection: JsonObject) {
  return read({ connections: { default: connection } }).connections.get(
    'default',
  );
}

describe('readClickHouseConfig', () => {
  it('has limits and no connection where nothing is configured', () => {
    const { connections, limits, ceilings } = read();

    expect([...connections]).toEqual([]);
    expect(limits).toEqual({
      executionTime: 10_000,
      memory: 1_073_741_824,
      resultRows: 100_000,
      resultBytes: 33_554_432,
      rowsToRead: undefined,
      bytesToRead: undefined,
      threads: undefined,
    });
    expect(ceilings).toEqual(limits);
  });

  it.each([
    [
      {
        url: 'https://clickhouse.example.com:8443',
        username: 'portal',
        password: 'p@ss/word',
        database: 'shop',
      },
    ],
    [{ url: 'https://portal:p%40ss%2Fword@clickhouse.example.com:8443/shop' }],
    [
      {
        url: 'https://portal@clickhouse.example.com:8443/shop/',
        username: 'portal',
        password: 'p@ss/word',
      },
    ],
  ])('takes credentials from keys and from the URL', connection => {
    expect(readOne(connection)).toEqual({
      name: 'default',
      url: new URL('https://clickhouse.example.com:8443'),
      username: 'portal',
      password: 'p@ss/word',
      database: 'shop',
      maxOpenConnections: 10,
    });
  });

  it('fills in what ClickHouse itself starts with', () => {
    expect(readOne({ url: 'http://127.0.0.1:8123' })).toMatchObject({
      username: 'default',
      password: '',
      database: 'default',
    });
  });

  it('reads durations in every form, and numbers from the environment', () => {
    const { limits, ceilings } = read({
      limits: {
        executionTime: '2s',
        memory: '2048',
        rowsToRead: 5,
      },
      ceilings: { executionTime: { minutes: 1 }, rowsToRead: 9 },
    });

    expect(limits).toMatchObject({
      executionTime: 2_000,
      memory: 2048,
      rowsToRead: 5,
    });
    expect(ceilings).toMatchObject({
      executionTime: 60_000,
      memory: 2048,
      rowsToRead: 9,
    });
  });

  it('drops a connection that a later file sets to null', () => {
    const { connections } = read({
      connections: { default: { url: 'http://a' }, old: null },
    });

    expect([...connections.keys()]).toEqual(['default']);
  });

  const url = 'http://127.0.0.1:8123';

  it.each<[string, JsonObject, string]>([
    [
      'no url',
      { connections: { default: {} } },
      'clickhouse.connections.default.url: is missing: the HTTP address of the server, such as https://clickhouse.example.com:8443',
    ],
    [
      'an unknown key',
      { connections: { default: { url, user: 'portal' } } },
      'clickhouse.connections.default: Unrecognized key: "user"',
    ],
    [
      'another protocol',
      { connections: { default: { url: 'tcp://h:9000' } } },
      "clickhouse.connections.default: 'url' must be the HTTP address",
    ],
    [
      'no URL at all',
      { connections: { default: { url: 'http://portal:secret@' } } },
      "clickhouse.connections.default: 'url' must be the HTTP address",
    ],
    [
      'settings in the URL',
      { connections: { default: { url: `${url}?password=secret` } } },
      "clickhouse.connections.default: 'url' must not have a query",
    ],
    [
      'a broken escape in the URL',
      { connections: { default: { url: 'http://portal:secret%@h' } } },
      "clickhouse.connections.default: 'url' holds a percent sign that escapes nothing",
    ],
    [
      'a longer path',
      { connections: { default: { url: `${url}/proxy/shop` } } },
      "clickhouse.connections.default: the path of 'url' is the database",
    ],
    [
      'two passwords',
      {
        connections: {
          default: { url: 'http://portal:secret@h', password: 'other' },
        },
      },
      "clickhouse.connections.default: 'password' says something else than the url",
    ],
    [
      'a password that is no text',
      { connections: { default: { url, password: 1234 } } },
      'clickhouse.connections.default.password: must be text',
    ],
    [
      'no connection to spare',
      { connections: { default: { url, maxOpenConnections: 0 } } },
      'clickhouse.connections.default.maxOpenConnections: must be a whole number above zero',
    ],
    [
      'a time without a unit',
      { limits: { executionTime: '10' } },
      "clickhouse.limits.executionTime: must be a duration such as '10s'",
    ],
    [
      'a time that is a number',
      { limits: { executionTime: 10 } },
      "clickhouse.limits.executionTime: must be a duration such as '10s'",
    ],
    [
      'no time at all',
      { limits: { executionTime: '0s' } },
      'clickhouse.limits.executionTime: must be above zero',
    ],
    [
      'a unit in a number of bytes',
      { limits: { memory: '1GiB' } },
      'clickhouse.limits.memory: must be a whole number above zero',
    ],
    [
      'a ceiling below its limit',
      { limits: { memory: 2 }, ceilings: { memory: 1 } },
      'clickhouse.ceilings.memory: is below clickhouse.limits.memory',
    ],
    [
      'a ceiling without a limit',
      { ceilings: { rowsToRead: 1 } },
      'clickhouse.ceilings.rowsToRead: is below clickhouse.limits.rowsToRead (unlimited)',
    ],
  ])('refuses %s', (_, data, message) => {
    expect(() => read(data)).toThrow(
      expect.objectContaining({
        name: 'InputError',
        message: expect.stringContaining(message),
      }),
    );
    expect(() => read(data)).toThrow(
      expect.objectContaining({
        message: expect.not.stringContaining('secret'),
      }),
    );
  });

  it('names every mistake at once', () => {
    expect(() =>
      read({
        connections: { a: { url: 'a' }, b: { url: 'b' } },
        ceilings: { memory: 1 },
      }),
    ).toThrow(/ceilings\.memory.*connections\.a.*connections\.b/);
  });
});
