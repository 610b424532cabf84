import { mockServices } from '@backstage/backend-test-utils';
import { createCallsReader } from './CallsReader';

const source = { elapsedMs: 3, title: 'Local', id: 'local' };
const calls = { caller: 'core', callee: 'payments', from: 0, to: 60_000 };

describe('The calls of one service to another', () => {
  let answer: object;
  const fetched = jest.spyOn(globalThis, 'fetch');
  const read = createCallsReader({
    auth: mockServices.auth(),
    discovery: mockServices.discovery(),
  });

  beforeEach(() => {
    fetched.mockImplementation(async () =>
      Response.json({ stepSeconds: 86_400, series: [], ...answer }),
    );
  });
  afterEach(() => fetched.mockReset());
  afterAll(() => fetched.mockRestore());

  it('are those of all sources, of which the slowest counts', async () => {
    const series = (total: object) => ({ source: 'local', points: [], total });
    answer = {
      series: [
        series({ requests: 10, errors: 1, p95Ms: 30 }),
        series({ requests: 5, errors: 0, p95Ms: 80 }),
        series({ requests: 0, errors: 0 }),
      ],
      sources: [{ ...source, state: 'answered' }],
    };
    await expect(read(calls)).resolves.toEqual({
      requests: 15,
      errors: 1,
      p95Ms: 80,
    });
    const [[request]] = fetched.mock.calls;
    const { searchParams } = new URL(new Request(request).url);
    expect(Object.fromEntries(searchParams)).toMatchObject({
      service: 'core',
      peer: 'payments',
      from: '1970-01-01T00:00:00.000Z',
      to: '1970-01-01T00:01:00.000Z',
    });
    expect(searchParams.has('resource')).toBe(false);

    await read({ ...calls, region: 'west' });
    const [asked] = fetched.mock.calls.at(-1) ?? [];
    expect(
      new URL(new Request(asked ?? '').url).searchParams.get('resource'),
    ).toBe('cloud.region=west');
  });

  it('are not known where no source can tell, and asked again where one failed', async () => {
    answer = { sources: [{ ...source, state: 'unsupported' }] };
    await expect(read(calls)).resolves.toBeUndefined();
    answer = { sources: [{ ...source, state: 'failed', message: 'timeout' }] };
    await expect(read(calls)).rejects.toThrow(
      'Not all calls of payments by core are known: Local: timeout',
    );
  });
});
