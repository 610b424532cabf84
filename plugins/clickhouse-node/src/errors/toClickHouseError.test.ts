import { type JsonObject } from '@backstage/types';
import {
  answerException,
  answerRows,
  FakeServers,
} from '../__testUtils__/FakeServers';
import {
  orders,
  PASSWORD,
  schema,
  startServiceOn,
  VALUE,
} from '../__testUtils__/startService';

describe('errors of the service', () => {
  const servers = new FakeServers();
  const backends: { stop(): Promise<void> }[] = [];

  afterEach(async () => {
    await Promise.all(backends.splice(0).map(backend => backend.stop()));
    await servers.close();
  });

  async function startOn(url: string, more: JsonObject = {}) {
    const started = await startServiceOn(url, more);
    backends.push(started.backend);
    return started;
  }

  it('says which column of which row is not as promised', async () => {
    const { connection } = await startOn(
      await servers.listen(answerRows('{"number":"1"}', '{"number":"one"}')),
    );
    const message =
      'Row 2 of the answer is not as its query promises. number: expected an unsigned integer';

    await expect(connection.query(orders, { schema })).rejects.toMatchObject({
      kind: 'invalid-row',
      message,
      statusCode: 500,
    });
    await expect(async () => {
      for await (const row of connection.stream(orders, { schema })) {
        expect(row).toEqual({ number: 1n });
      }
    }).rejects.toMatchObject({ kind: 'invalid-row', message });
  });

  it.each([
    [202, 'TOO_MANY_SIMULTANEOUS_QUERIES', 'Too many', 'has too much to do'],
    [
      241,
      'MEMORY_LIMIT_EXCEEDED',
      '(total) memory limit',
      'has too much to do',
    ],
    [279, 'ALL_CONNECTION_TRIES_FAILED', 'All tries', 'does not reach a part'],
  ])('is unavailable for now on %d', async (code, type, text, message) => {
    const url = await servers.listen(answerException(code, text, type));
    const { connection, record } = await startOn(url);

    await expect(connection.query(orders, { schema })).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringContaining(message),
      connection: 'default',
      address: new URL(url).host,
      retryAfterMs: expect.any(Number),
    });
    expect(record.mock.lastCall?.[1]).toMatchObject({
      'error.type': 'ServiceUnavailableError',
    });
  });

  it.each([
    [159, 'TIMEOUT_EXCEEDED', 'timeout', 422, 'time limit of 10 s'],
    [241, 'MEMORY_LIMIT_EXCEEDED', 'memory', 422, 'memory limit of 1024 MiB'],
    [158, 'TOO_MANY_ROWS', 'too-much-data', 422, 'filter more'],
    [60, 'UNKNOWN_TABLE', 'unknown-table', 500, 'does not have a table'],
    [47, 'UNKNOWN_IDENTIFIER', 'unknown-column', 500, 'not have a column'],
    [516, 'AUTHENTICATION_FAILED', 'access-denied', 500, 'the credentials'],
    [394, 'QUERY_WAS_CANCELLED', 'cancelled', 500, 'by somebody else'],
    [62, 'SYNTAX_ERROR', 'refused', 500, 'refused the query'],
    [457, 'BAD_QUERY_PARAMETER', 'refused', 500, 'refused the query'],
  ])('tells %d %s apart', async (code, type, kind, statusCode, text) => {
    const { connection, tracing, record } = await startOn(
      await servers.listen(
        answerException(
          code,
          `Trouble with 'name': In scope SELECT '${VALUE}' as ${PASSWORD}`,
          type,
        ),
      ),
    );

    const error = await connection.query(orders, { schema }).catch(e => e);

    expect(error).toMatchObject({
      name: 'ClickHouseQueryError',
      kind,
      code,
      type,
      statusCode,
      connection: 'default',
      message: expect.stringContaining(text),
    });
    expect(`${error.message} ${error.stack} ${error.cause}`).not.toMatch(
      new RegExp(`${VALUE}|${PASSWORD}`),
    );
    expect(record.mock.lastCall?.[1]).toMatchObject({ 'error.type': kind });
    expect(tracing.spans[0].setAttribute).toHaveBeenCalledWith(
      'db.response.status_code',
      String(code),
    );
  });

  it('keeps the data that the server could not read to itself', async () => {
    const { connection } = await startOn(
      await servers.listen(
        answerException(
          6,
          "Cannot parse string 'data-of-a-person' as UInt64",
          'CANNOT_PARSE_TEXT',
        ),
      ),
    );

    await expect(connection.query(orders, { schema })).rejects.toMatchObject({
      message:
        "ClickHouse 'default' refused the query (CANNOT_PARSE_TEXT, code 6)",
    });
  });

  it('keeps the names that the server does not know, without values', async () => {
    const { connection } = await startOn(
      await servers.listen(
        answerException(
          47,
          `Unknown expression identifier 'nmae' near ${VALUE} in scope SELECT nmae FROM orders`,
          'UNKNOWN_IDENTIFIER',
        ),
      ),
    );

    await expect(connection.query(orders, { schema })).rejects.toThrow(
      "ClickHouse 'default' does not have a column of the query (UNKNOWN_IDENTIFIER, code 47): Unknown expression identifier 'nmae' near ?",
    );
  });

  it.each([200, 401, 502])(
    'is unavailable when a page answers with %d',
    async status => {
      const { connection } = await startOn(
        await servers.listen((_request, response) => {
          response.writeHead(status, { 'Content-Type': 'text/html' });
          response.end(`<html>\n<body>${PASSWORD}</body>\n</html>\n`);
        }),
      );

      const error = await connection.query(orders, { schema }).catch(e => e);

      expect(error).toMatchObject({ name: 'ServiceUnavailableError' });
      expect(error.message).toContain('did not answer as ClickHouse does');
      expect(error.message).not.toContain(PASSWORD);
    },
  );

  it.each([
    ['http://127.0.0.1:1', '127.0.0.1:1', 'ECONNREFUSED'],
    ['http://clickhouse.invalid:8123', 'clickhouse.invalid:8123', 'ENOTFOUND'],
  ])(
    'names the server that is not there: %s',
    async (url, address, code) => {
      const { connection } = await startOn(url);

      const error = await connection.ping().catch(e => e);

      expect(error).toMatchObject({ name: 'ServiceUnavailableError', address });
      expect(error.message).toMatch(
        new RegExp(`ClickHouse 'default' at ${address} .*(${code}|EAI_AGAIN)`),
      );
      expect(error.message).not.toContain(PASSWORD);
    },
    20_000,
  );

  it('says so when the answer breaks off', async () => {
    const { connection } = await startOn(
      await servers.listen((request, response) => {
        response.write('{"number":"1"}\n', () => request.socket.destroy());
      }),
    );

    await expect(connection.query(orders, { schema })).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringContaining('broke off its answer'),
    });
  });

  it('gives up on a server that keeps silent, before its answer or within', async () => {
    const silent = await startOn(await servers.listen(() => {}), {
      limits: { executionTime: '1ms' },
    });
    const stuck = await startOn(
      await servers.listen((_request, response) => {
        response.write('{"number":"1"}\n');
      }),
      { limits: { executionTime: '1ms' } },
    );

    await Promise.all([
      expect(silent.connection.query(orders, { schema })).rejects.toMatchObject(
        {
          name: 'ServiceUnavailableError',
          message: expect.stringContaining('did not end the query'),
        },
      ),
      expect(async () => {
        for await (const row of stuck.connection.stream(orders, { schema })) {
          expect(row).toEqual({ number: 1n });
        }
      }).rejects.toMatchObject({ kind: 'timeout', code: undefined }),
    ]);
  }, 10_000);
});
