import { once } from 'node:events';
import { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { describeOnEachServer, request, rowsOf } from './__testUtils__/targets';
import { eventually } from '../__testUtils__/scratch';

jest.setTimeout(60_000);

const ENDLESS =
  'SELECT sum(sleepEachRow(0.01)) AS slept FROM numbers(5000) SETTINGS max_block_size = 1, max_execution_time = 50';

describeOnEachServer('Streaming', target => {
  const running = async (id: string) =>
    await rowsOf(
      target().client,
      'SELECT query_id FROM system.processes WHERE query_id = {id:String}',
      { query_params: { id } },
    );

  it('sends rows while the query runs', async () => {
    const result = await target().client.query({
      query:
        'SELECT number, repeat(toString(number), 20) AS text FROM numbers(3000000)',
      format: 'JSONEachRow',
    });
    let rows = 0;
    let chunks = 0;
    for await (const chunk of result.stream()) {
      rows += chunk.length;
      chunks += 1;
    }
    expect(rows).toBe(3_000_000);
    expect(chunks).toBeGreaterThan(100);
  });

  it('tells an error in the middle of a result, to streams and to whole readers', async () => {
    const query =
      'SELECT throwIf(number = 2000000) AS zero, repeat(toString(number), 10) AS text FROM numbers(3000000) SETTINGS max_threads = 1';
    const stream = await target().client.query({
      query,
      format: 'JSONEachRow',
    });
    let rows = 0;
    await expect(async () => {
      for await (const chunk of stream.stream()) {
        rows += chunk.length;
      }
    }).rejects.toMatchObject({ code: '395' });
    expect(rows).toBeGreaterThan(0);
    const whole = await request(target(), { query, default_format: 'CSV' });
    expect(whole.status).toBe(200);
    await expect(whole.text()).rejects.toThrow();
  });

  it('gives an early error, and any with wait_end_of_query, its own status', async () => {
    const query = 'SELECT throwIf(number = {at:UInt64}) FROM numbers(3000000)';
    const early = await request(target(), { query, param_at: '100' });
    expect(early.status).toBe(500);
    const waited = await request(target(), {
      query,
      param_at: '2900000',
      wait_end_of_query: '1',
    });
    expect(waited.status).toBe(500);
    expect(waited.headers.get('x-clickhouse-exception-code')).toBe('395');
    const good = await request(target(), {
      query: 'SELECT count() FROM numbers(10)',
      wait_end_of_query: '1',
    });
    expect(await good.text()).toBe('10\n');
  });

  it('cancels a query whose client aborts, within a second', async () => {
    const abort = new AbortController();
    const answer = target().client.query({
      query: ENDLESS,
      query_id: 'to-be-aborted',
      abort_signal: abort.signal,
      // A real server looks for the client of a reading query only when told to.
      clickhouse_settings: { cancel_http_readonly_queries_on_client_close: 1 },
    });
    const failure = answer.catch(error => error);
    await eventually(async () => (await running('to-be-aborted')).length === 1);
    abort.abort();
    expect(await failure).toMatchObject({
      message: expect.stringContaining('aborted'),
    });
    await delay(1_000);
    expect(await running('to-be-aborted')).toEqual([]);
  });

  it('cancels a query whose result is not read to the end', async () => {
    const result = await target().client.query({
      query: 'SELECT number FROM system.numbers',
      format: 'JSONEachRow',
      query_id: 'to-be-dropped',
      clickhouse_settings: { max_rows_to_read: '0' },
    });
    for await (const rows of result.stream()) {
      expect(rows.length).toBeGreaterThan(0);
      break;
    }
    result.close();
    await delay(1_000);
    expect(await running('to-be-dropped')).toEqual([]);
  });

  it('cancels by KILL QUERY with the id that the client gave', async () => {
    const { client } = target();
    const answer = client.query({ query: ENDLESS, query_id: 'to-be-killed' });
    const failure = answer.catch(error => error);
    await eventually(async () => (await running('to-be-killed')).length === 1);
    await expect(
      client.query({ query: 'SELECT 1', query_id: 'to-be-killed' }),
    ).rejects.toMatchObject({ code: '216' });
    await client.command({
      query: "KILL QUERY WHERE query_id = 'to-be-killed'",
    });
    expect(await failure).toMatchObject({ code: '394' });
    expect(await running('to-be-killed')).toEqual([]);
  });

  it('serves many at once, and a question for health between long queries', async () => {
    const { client } = target();
    const slow = Array.from({ length: 12 }, () =>
      rowsOf(
        client,
        'SELECT sum(sleepEachRow(0.01)) AS slept FROM numbers(60) SETTINGS max_block_size = 1',
      ),
    );
    let allDone = false;
    const results = Promise.all(slow).finally(() => {
      allDone = true;
    });
    expect(await (await request(target(), { query: 'SELECT 1' })).text()).toBe(
      '1\n',
    );
    expect(allDone).toBe(false);
    expect((await results).flat()).toHaveLength(12);
  });

  it('holds back a result that nobody takes', async () => {
    const result = await target().client.query({
      query:
        'SELECT repeat(toString(number), 100) AS text FROM numbers(400000)',
      format: 'JSONEachRow',
    });
    const stream = result.stream();
    const [first] = await once(stream, 'data');
    stream.pause();
    await delay(500);
    let rows = first.length;
    for await (const chunk of Readable.from(stream)) {
      rows += chunk.length;
    }
    expect(rows).toBe(400_000);
  });
});
