import { NotAllowedError } from '@backstage/errors';
import { act, renderHook } from '@testing-library/react';
import { useAsyncData } from './useAsyncData';

function setVisibility(state: DocumentVisibilityState) {
  jest.spyOn(document, 'visibilityState', 'get').mockReturnValue(state);
  act(() => {
    document.dispatchEvent(new Event('visibilitychange'));
  });
}

const advance = (ms: number) => act(() => jest.advanceTimersByTimeAsync(ms));

describe('useAsyncData', () => {
  const start = new Date('2026-03-10T12:00:00Z');

  beforeEach(() => jest.useFakeTimers({ now: start }));
  afterEach(() => {
    jest.useRealTimers();
    jest.restoreAllMocks();
  });

  it('loads, renews on the interval and keeps the value meanwhile', async () => {
    const answers = ['first', 'second'];
    const load = jest.fn(
      () =>
        new Promise<string>(resolve => {
          setTimeout(() => resolve(answers.shift() ?? 'none'), 100);
        }),
    );
    const { result } = renderHook(() =>
      useAsyncData(load, [], { refreshIntervalMs: 5_000 }),
    );
    expect(result.current.state).toEqual({ status: 'loading' });

    await advance(100);
    expect(result.current.state).toEqual({
      status: 'ready',
      value: 'first',
      asOf: start,
      refreshing: false,
    });

    await advance(5_000);
    expect(result.current.state).toMatchObject({
      value: 'first',
      refreshing: true,
    });
    await advance(100);
    expect(result.current.state).toEqual({
      status: 'ready',
      value: 'second',
      asOf: new Date(start.getTime() + 5_100),
      refreshing: false,
    });
  });

  it('marks the value stale after a failure and tries again with growing pauses', async () => {
    const load = jest
      .fn<Promise<string>, []>()
      .mockResolvedValueOnce('known')
      .mockRejectedValueOnce(new Error('gone'))
      .mockRejectedValueOnce(new Error('still gone'))
      .mockResolvedValue('back');
    const { result } = renderHook(() => useAsyncData(load, []));
    await advance(0);

    act(() => result.current.refresh());
    await advance(0);
    expect(result.current.state).toMatchObject({
      status: 'ready',
      value: 'known',
      asOf: start,
      refreshing: false,
      stale: new Error('gone'),
    });

    await advance(2_000);
    expect(load).toHaveBeenCalledTimes(3);
    await advance(3_999);
    expect(load).toHaveBeenCalledTimes(3);
    await advance(1);
    expect(result.current.state).toMatchObject({
      status: 'ready',
      value: 'back',
    });
    expect(result.current.state).not.toHaveProperty('stale');
    await advance(600_000);
    expect(load).toHaveBeenCalledTimes(4);
  });

  it('shows the first error, heals by itself, and loads at once when asked to', async () => {
    const load = jest
      .fn<Promise<string>, []>()
      .mockRejectedValueOnce(new Error('down'))
      .mockRejectedValueOnce(new Error('down'))
      .mockResolvedValue('up');
    const { result } = renderHook(() => useAsyncData(load, []));
    await advance(0);
    expect(result.current.state).toEqual({
      status: 'error',
      error: new Error('down'),
    });

    await advance(2_000);
    expect(load).toHaveBeenCalledTimes(2);
    expect(result.current.state).toMatchObject({ status: 'error' });

    act(() => result.current.refresh());
    expect(result.current.state).toEqual({ status: 'loading' });
    await advance(0);
    expect(result.current.state).toMatchObject({ value: 'up' });
  });

  it('does not insist on what was refused', async () => {
    const load = jest.fn().mockRejectedValue(new NotAllowedError('no'));
    const { result } = renderHook(() =>
      useAsyncData(load, [], { refreshIntervalMs: 1_000 }),
    );
    await advance(600_000);

    expect(load).toHaveBeenCalledTimes(1);
    expect(result.current.state).toMatchObject({
      error: { name: 'NotAllowedError' },
    });
  });

  it('rests while the document is hidden and catches up once it is seen', async () => {
    const load = jest.fn().mockResolvedValue('value');
    renderHook(() => useAsyncData(load, [], { refreshIntervalMs: 1_000 }));
    await advance(0);

    setVisibility('hidden');
    await advance(60_000);
    expect(load).toHaveBeenCalledTimes(1);

    setVisibility('visible');
    await advance(0);
    expect(load).toHaveBeenCalledTimes(2);
    await advance(1_000);
    expect(load).toHaveBeenCalledTimes(3);
  });

  it('aborts on other dependencies and on unmount, and never mixes their values', async () => {
    const signals: AbortSignal[] = [];
    const load = (id: string) => (signal: AbortSignal) => {
      signals.push(signal);
      return new Promise<string>(resolve => {
        setTimeout(() => resolve(id), id === 'slow' ? 1_000 : 10);
      });
    };
    const states: unknown[] = [];
    const { result, rerender, unmount } = renderHook(
      ({ id }) => {
        const data = useAsyncData(load(id), [id]);
        states.push({ id, state: data.state });
        return data;
      },
      { initialProps: { id: 'slow' } },
    );
    rerender({ id: 'quick' });
    expect(signals.map(signal => signal.aborted)).toEqual([true, false]);
    await advance(2_000);
    expect(result.current.state).toMatchObject({ value: 'quick' });

    rerender({ id: 'other' });
    expect(result.current.state).toEqual({ status: 'loading' });
    expect(states).not.toContainEqual({
      id: 'other',
      state: expect.objectContaining({ value: 'quick' }),
    });
    unmount();
    expect(signals[2].aborted).toBe(true);
  });

  it('asks once more when refreshed in the middle of a load', async () => {
    const load = jest.fn(
      () =>
        new Promise<number>(resolve => {
          const call = load.mock.calls.length;
          setTimeout(() => resolve(call), 100);
        }),
    );
    const { result } = renderHook(() => useAsyncData(load, []));
    act(() => {
      result.current.refresh();
      result.current.refresh();
    });
    expect(load).toHaveBeenCalledTimes(1);
    await advance(1_000);

    expect(load).toHaveBeenCalledTimes(2);
    expect(result.current.state).toMatchObject({ value: 2 });
  });
});
