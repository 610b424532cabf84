import { addCalls } from './addCalls';
import { type Calls } from './CallsReader';
import { type Traffic } from './TrafficReader';
import { type Watched } from './Watched';

const well = { requests: 100, errors: 0, p95Ms: 50 };
const slow = { ...well, p95Ms: 400 };
const windows = [
  { from: 0, to: 1 },
  { from: 2, to: 3 },
] as const;

const entry = (service: string, role: Watched['role']): Watched => ({
  ...{ service, role, before: well, during: well, after: well },
});
const payments = entry('payments', 'target');
const others = ['batch', 'core', 'web'].map(name => entry(name, 'caller'));

async function asked(
  watched: Watched[],
  { during = well, callers = ['batch', 'core'] }: Options = {},
) {
  const readCalls = jest.fn<Promise<Traffic | undefined>, [Calls]>(
    async ({ from }) => (from === 2 ? during : well),
  );
  const found = await addCalls(watched, {
    callers: new Map([['payments', callers]]),
    windows,
    readCalls,
    region: 'west',
  });
  return {
    found,
    names: [...new Set(readCalls.mock.calls.map(([{ caller }]) => caller))],
  };
}
type Options = { during?: Traffic; callers?: string[] };

describe('The calls of what was hit', () => {
  it('are those that the traces know of', async () => {
    const { found, names } = await asked([payments, ...others]);
    expect(names).toEqual(['batch', 'core']);
    expect(found.map(({ calls }) => calls)).toEqual([
      undefined,
      [{ before: well, during: well }],
      [{ before: well, during: well }],
      undefined,
    ]);
  });

  it('are asked for until one shows the fault, and not where the target does', async () => {
    const first = await asked([payments, ...others], { during: slow });
    expect(first.names).toEqual(['batch']);
    expect(first.found[1].calls).toEqual([{ before: well, during: slow }]);
    const none = await asked([{ ...payments, during: slow }, ...others]);
    expect(none.names).toEqual([]);
  });
});
