import { createDeferred, type JsonObject } from '@backstage/types';
import { z } from 'zod';
import { answerRows, FakeServers } from './__testUtils__/FakeServers';
import {
  orders,
  PASSWORD,
  schema,
  startService,
  startServiceOn,
  VALUE,
} from './__testUtils__/startService';
import { sql } from './index';

describe('clickhouseServiceRef', () => {
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

  it('gives rows, what they cost, and telemetry that knows no values', async () => {
    const url = await servers.listen(answerRows('{"number":"1"}'));
    const { connection, tracing, record, createHistogram } = await startOn(url);

    await expect(connection.query(orders, { schema })).resolves.toEqual({
      rows: [{ number: 1n }],
      statistics: { elapsedMs: 1.5, readRows: 7, readBytes: 56 },
      truncated: false,
    });

    const attributes = {
      'db.system.name': 'clickhouse',
      'db.operation.name': 'SELECT',
      'db.query.summary': 'SELECT shop.orders',
      'db.namespace': 'default',
      'server.address': '127.0.0.1',
      'server.port': Number(new URL(url).port),
    };
    expect(createHistogram).toHaveBeenCalledWith(
      'db.client.operation.duration',
      expect.objectContaining({
        unit: 's',
        advice: { explicitBucketBoundaries: expect.arrayContaining([0.1, 10]) },
      }),
    );
    expect(record.mock.calls).toEqual([[expect.any(Number), attributes]]);
    expect(tracing.startActiveSpan.mock.calls).toEqual([
      [
        'SELECT shop.orders',
        {
          kind: 'client',
          attributes: {
            ...attributes,
            'db.query.text': 'SELECT number FROM shop.orders WHERE name = ?',
            'clickhouse.query_id': expect.any(String),
          },
        },
        expect.any(Function),
      ],
    ]);
  });

  it('sends values, credentials and limits where they belong', async () => {
    let seen: URL | undefined;
    let authorization: string | undefined;
    const url = await servers.listen((request, response) => {
      seen = new URL(request.url ?? '', 'http://localhost');
      authorization = request.headers.authorization;
      answerRows()(request, response);
    });
    const { connection } = await startOn(url, {
      limits: { memory: 1_000_000, executionTime: '2s' },
      ceilings: { executionTime: '4s' },
    });

    await connection.query(orders, {
      schema,
      limits: {
        executionTime: 60_000,
        memory: 500_000,
        resultRows: 9,
        rowsToRead: 1_000,
      },
    });

    expect(Object.fromEntries(seen?.searchParams ?? [])).toMatchObject({
      param_p0: VALUE,
      readonly: '2',
      max_execution_time: '4',
      max_memory_usage: '500000',
      max_result_rows: '10',
      result_overflow_mode: 'break',
      max_rows_to_read: '1000',
      cancel_http_readonly_queries_on_client_close: '1',
      output_format_json_quote_64bit_integers: '1',
    });
    expect(authorization).toBe(
      `Basic ${Buffer.from(`portal:${PASSWORD}`).toString('base64')}`,
    );
  });

  it('sends values that are too long for a URL in the body', async () => {
    let length = 0;
    let body = '';
    const url = await servers.listen((request, response) => {
      length = request.url?.length ?? 0;
      request.setEncoding('utf8').on('data', chunk => {
        body += chunk;
      });
      request.on('end', () => answerRows()(request, response));
    });
    const { connection } = await startOn(url);
    const ids = Array.from({ length: 1_000 }, (_, index) => `trace-${index}`);

    await connection.query(sql`SELECT ${sql.strings(ids)}`, { schema });

    expect(length).toBeLessThan(4_000);
    expect(body).toContain("'trace-999']");
  });

  it.each([0, -1, NaN])('does not lift a limit with %d', async value => {
    const { connection } = await startOn('http://127.0.0.1:1');

    await expect(
      connection.query(orders, { schema, limits: { executionTime: value } }),
    ).rejects.toThrow(
      "The limit 'executionTime' of a query must be above zero",
    );
  });

  it('cuts at the limit and says so, whatever the server sends beyond it', async () => {
    const lines = ['{"number":"1"}', '{"number":"2"}', '{"number":"3"}'];
    const { connection } = await startOn(
      await servers.listen(answerRows(...lines)),
    );
    const numbersUpTo = (resultRows: number) =>
      connection.query(orders, { schema, limits: { resultRows } });

    await expect(numbersUpTo(3)).resolves.toMatchObject({ truncated: false });
    await expect(numbersUpTo(2)).resolves.toMatchObject({
      rows: [{ number: 1n }, { number: 2n }],
      truncated: true,
    });
  });

  it('does not take in an answer larger than its limit', async () => {
    const { connection } = await startOn(
      await servers.listen(answerRows(`{"text":"${'x'.repeat(1_000)}"}`)),
    );

    await expect(
      connection.query(orders, {
        schema: z.object({ text: z.string() }),
        limits: { resultBytes: 1_000 },
      }),
    ).rejects.toMatchObject({
      name: 'ClickHouseQueryError',
      kind: 'too-much-data',
      statusCode: 422,
    });
  });

  it('closes the connection when nobody waits any more', async () => {
    const arrived = createDeferred();
    const closed = createDeferred();
    const { connection, record } = await startOn(
      await servers.listen((request, response) => {
        request.socket.on('close', () => closed.resolve());
        response.write('{"number":"1"}\n', () => arrived.resolve());
      }),
    );
    const controller = new AbortController();
    const reason = new Error('The page was left');

    const answer = connection.query(orders, {
      schema,
      signal: controller.signal,
    });
    await arrived;
    controller.abort(reason);

    await expect(answer).rejects.toBe(reason);
    await closed;
    expect(record.mock.lastCall?.[1]).toMatchObject({
      'error.type': 'cancelled',
    });
    await expect(
      connection.query(orders, { schema, signal: controller.signal }),
    ).rejects.toBe(reason);
  });

  it('leaves a stream at once when its signal aborts between two rows', async () => {
    const closed = createDeferred();
    const { connection } = await startOn(
      await servers.listen((request, response) => {
        request.socket.on('close', () => closed.resolve());
        response.write('{"number":"1"}\n');
      }),
    );
    const controller = new AbortController();
    const reason = new Error('The page was left');
    const numbers = connection
      .stream(orders, { schema, signal: controller.signal })
      [Symbol.asyncIterator]();

    await expect(numbers.next()).resolves.toMatchObject({
      value: { number: 1n },
    });
    const next = numbers.next();
    controller.abort(reason);

    await expect(next).rejects.toBe(reason);
    await closed;
  });

  it('passes on what the schema throws', async () => {
    const { connection } = await startOn(
      await servers.listen(answerRows('{"number":"1"}')),
    );
    const fault = new TypeError('A fault of the schema');
    const broken = z.unknown().transform(() => {
      throw fault;
    });

    await expect(connection.query(orders, { schema: broken })).rejects.toBe(
      fault,
    );
  });

  it('lists the connections there are', async () => {
    const { services } = await startOn('http://127.0.0.1:1');
    const none = await startService({});
    backends.push(none.backend);

    expect(() => services[0].connection('archive')).toThrow(
      "There is no ClickHouse connection 'archive': clickhouse.connections has 'default'",
    );
    expect(() => none.services[0].connection()).toThrow(
      "There is no ClickHouse connection 'default': configure one under clickhouse.connections.default, with its 'url'",
    );
  });

  it('shares its connections between plugins and closes them at the end', async () => {
    const arrived = createDeferred();
    let isSilent = false;
    let connections = 0;
    const url = await servers.listen(
      (request, response) => {
        if (isSilent) {
          arrived.resolve();
        } else {
          answerRows('{"answer":1}')(request, response);
        }
      },
      () => {
        connections += 1;
      },
    );
    const { backend, services } = await startOn(url);

    for (const service of services) {
      await service.connection().ping();
    }
    expect([services.length, connections]).toEqual([2, 1]);

    isSilent = true;
    const failure = services[0]
      .connection()
      .ping()
      .catch(error => error);
    await arrived;
    await backend.stop();

    await expect(failure).resolves.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringContaining('broke off its answer'),
    });
    await expect(services[0].connection().ping()).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: 'The back end is shutting down',
    });
  });
});
