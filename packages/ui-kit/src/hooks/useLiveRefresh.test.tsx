import { TestApiProvider } from '@backstage/frontend-test-utils';
import { type SignalApi, signalApiRef } from '@backstage/plugin-signals-react';
import { act, renderHook } from '@testing-library/react';
import { type ReactNode } from 'react';
import { useLiveRefresh } from './useLiveRefresh';

class FakeSignals implements SignalApi {
  readonly channels: string[] = [];
  readonly unsubscribe = jest.fn();
  send: () => void = () => undefined;

  subscribe: SignalApi['subscribe'] = (channel, onMessage) => {
    this.channels.push(channel);
    this.send = () => onMessage(JSON.parse('{}'));
    return { unsubscribe: this.unsubscribe };
  };
}

function setVisibility(state: DocumentVisibilityState) {
  jest.spyOn(document, 'visibilityState', 'get').mockReturnValue(state);
  document.dispatchEvent(new Event('visibilitychange'));
}

const advance = (ms: number) => act(() => jest.advanceTimersByTime(ms));

describe('useLiveRefresh', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => {
    jest.useRealTimers();
    jest.restoreAllMocks();
  });

  const withoutSignals = (props: { children: ReactNode }) => (
    <TestApiProvider apis={[]}>{props.children}</TestApiProvider>
  );

  it('polls while visible where there are no signals', () => {
    const refresh = jest.fn();
    const { unmount } = renderHook(
      () => useLiveRefresh({ channel: 'runs', refresh, intervalMs: 1_000 }),
      { wrapper: withoutSignals },
    );
    advance(3_000);
    expect(refresh).toHaveBeenCalledTimes(3);

    setVisibility('hidden');
    advance(60_000);
    expect(refresh).toHaveBeenCalledTimes(3);
    setVisibility('visible');
    expect(refresh).toHaveBeenCalledTimes(4);

    unmount();
    advance(60_000);
    expect(refresh).toHaveBeenCalledTimes(4);
  });

  it('refreshes once per burst of signals, and seldom without', () => {
    const refresh = jest.fn();
    const signals = new FakeSignals();
    const { unmount } = renderHook(
      () => useLiveRefresh({ channel: 'runs', refresh, intervalMs: 1_000 }),
      {
        wrapper: props => (
          <TestApiProvider apis={[[signalApiRef, signals]]}>
            {props.children}
          </TestApiProvider>
        ),
      },
    );
    expect(signals.channels).toEqual(['runs']);
    signals.send();
    signals.send();
    advance(250);
    expect(refresh).toHaveBeenCalledTimes(1);

    // A stream without a pause must not put the refresh off for ever.
    signals.send();
    advance(200);
    signals.send();
    advance(50);
    expect(refresh).toHaveBeenCalledTimes(2);
    refresh.mockClear();

    // What was sent before the subscription was heard.
    advance(500);
    expect(refresh).toHaveBeenCalledTimes(1);
    advance(9_999);
    expect(refresh).toHaveBeenCalledTimes(1);
    advance(1);
    expect(refresh).toHaveBeenCalledTimes(2);

    setVisibility('hidden');
    signals.send();
    advance(1_000);
    expect(refresh).toHaveBeenCalledTimes(2);
    setVisibility('visible');
    expect(refresh).toHaveBeenCalledTimes(3);

    unmount();
    expect(signals.unsubscribe).toHaveBeenCalledTimes(1);
  });
});
