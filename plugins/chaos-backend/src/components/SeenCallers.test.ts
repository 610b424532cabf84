import { mockServices } from '@backstage/backend-test-utils';
import { type ReadCallers } from '../verdict/CallersReader';
import { SeenCallers } from './SeenCallers';

const HOUR_MS = 3_600_000;

function createSeen() {
  let clock = 2 * HOUR_MS;
  const readCallers = jest.fn<
    ReturnType<ReadCallers>,
    Parameters<ReadCallers>
  >();
  const seen = new SeenCallers({
    readCallers,
    logger: mockServices.logger.mock(),
    now: () => clock,
  });
  return {
    seen,
    readCallers,
    wait: (ms: number) => {
      clock += ms;
    },
  };
}

const callers = (edges: Record<string, string[]>) =>
  new Map(Object.entries(edges));

it('asks for the last hour, and not again for a while', async () => {
  const { seen, readCallers, wait } = createSeen();
  readCallers.mockResolvedValue({
    callers: callers({ payments: ['core'] }),
    failed: [],
  });
  expect(await seen.read()).toEqual({
    callers: callers({ payments: ['core'] }),
    failed: [],
  });
  wait(15_000);
  await seen.read();
  expect(readCallers).toHaveBeenCalledTimes(1);
  expect(readCallers).toHaveBeenCalledWith(
    { from: HOUR_MS, to: 2 * HOUR_MS },
    expect.any(AbortSignal),
  );
  wait(1);
  await seen.read();
  expect(readCallers).toHaveBeenCalledTimes(2);
});

it('keeps what a source knew that is away now, and forgets it when all answer', async () => {
  const { seen, readCallers, wait } = createSeen();
  readCallers.mockResolvedValueOnce({
    callers: callers({ payments: ['core', 'refunds'] }),
    failed: [],
  });
  await seen.read();
  wait(20_000);
  readCallers.mockResolvedValueOnce({
    callers: callers({ payments: ['batch'], core: ['storefront'] }),
    failed: ['Jaeger: no answer'],
  });
  expect(await seen.read()).toEqual({
    callers: callers({
      payments: ['core', 'refunds', 'batch'],
      core: ['storefront'],
    }),
    failed: ['Jaeger: no answer'],
  });
  wait(20_000);
  readCallers.mockRejectedValueOnce(new Error('502 Bad Gateway'));
  expect(await seen.read()).toMatchObject({
    callers: callers({
      payments: ['core', 'refunds', 'batch'],
      core: ['storefront'],
    }),
    failed: ['Traces: 502 Bad Gateway'],
  });
  wait(20_000);
  readCallers.mockResolvedValueOnce({ callers: callers({}), failed: [] });
  expect(await seen.read()).toEqual({ callers: callers({}), failed: [] });
});

it('says how long it waited for an answer that does not come', async () => {
  const { seen, readCallers } = createSeen();
  readCallers.mockRejectedValue(
    new DOMException('The operation was aborted', 'TimeoutError'),
  );
  expect((await seen.read()).failed).toEqual(['Traces: no answer within 3 s']);
});
