import { ResponseError } from '@backstage/errors';
import { at, run } from '../__testUtils__/chaos';
import { mockChaosApi } from '../__testUtils__/mockChaosApi';
import { listRunWindows } from './runWindows';

const api = mockChaosApi();
const list = () =>
  listRunWindows(api, {
    from: new Date(at(0)),
    to: new Date(at(30)),
    linkTo: id => `/chaos/runs/${id}`,
  });

const refused = (status: number) =>
  ResponseError.fromResponse(new Response('{}', { status }));

describe('listRunWindows', () => {
  it('tells from when to when the faults of each run were on', async () => {
    const going = run({ id: 'going', injectedAt: at(2) });
    const failed = run({
      id: 'failed',
      injectedAt: undefined,
      startedAt: at(3),
      endedAt: at(4),
    });
    api.getRuns.mockResolvedValue({
      runs: [going, failed],
      silent: [],
      nextCursor: 'more',
    });

    expect(await list()).toEqual({
      windows: [
        expect.objectContaining({
          id: 'going',
          title: going.name,
          from: new Date(at(2)),
          to: undefined,
          region: going.region,
          href: '/chaos/runs/going',
        }),
        expect.objectContaining({
          from: new Date(at(3)),
          to: new Date(at(4)),
        }),
      ],
      moreExist: true,
    });
    expect(api.getRuns).toHaveBeenCalledWith(
      { from: at(0), to: at(30), limit: 20 },
      { signal: undefined },
    );
  });

  it('tells nothing to who may not see runs, and does not hide a failure', async () => {
    api.getRuns.mockRejectedValue(await refused(403));
    expect(await list()).toEqual({ windows: [], moreExist: false });

    api.getRuns.mockRejectedValue(await refused(503));
    await expect(list()).rejects.toThrow('503');
  });
});
