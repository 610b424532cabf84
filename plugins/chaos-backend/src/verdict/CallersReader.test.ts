import { mockServices } from '@backstage/backend-test-utils';
import { createCallersReader } from './CallersReader';

const source = { elapsedMs: 3, title: 'Local', id: 'local' };

it('tells who called whom, and which sources did not say', async () => {
  const fetched = jest.spyOn(globalThis, 'fetch').mockImplementation(async () =>
    Response.json({
      edges: [
        { source: 'local', caller: 'core', callee: 'payments', requests: 2 },
        { source: 'local', caller: 'batch', callee: 'payments', requests: 1 },
      ],
      sources: [
        { ...source, state: 'answered' },
        { ...source, title: 'Jaeger', state: 'unsupported' },
        { ...source, title: 'Remote', state: 'failed', message: 'timeout' },
      ],
    }),
  );
  const read = createCallersReader({
    auth: mockServices.auth(),
    discovery: mockServices.discovery(),
  });
  const { callers, failed } = await read({ from: 0, to: 60_000 });
  expect([...callers]).toEqual([['payments', ['core', 'batch']]]);
  // One that cannot tell such a thing at all misses nothing.
  expect(failed).toEqual(['Remote: timeout']);
  expect(fetched).toHaveBeenCalledTimes(1);
  fetched.mockRestore();
});
