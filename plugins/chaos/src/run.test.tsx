import {
  createFrontendPlugin,
  createRouteRef,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { type SignalApi, signalApiRef } from '@backstage/plugin-signals-react';
import { CHAOS_CHANNEL } from '@shop-platform/backstage-plugin-chaos-common';
import { screen, within } from '@testing-library/react';
import { at, over, overDetails, run, RUN_ID } from './__testUtils__/chaos';
import { mockChaosApi } from './__testUtils__/mockChaosApi';
import { chaosApiRef } from './api';
import chaosPlugin from './index';

const api = mockChaosApi();

/** A portal with a search of traces, of which only the address matters here. */
const tracesRouteRef = createRouteRef();
const tracesPlugin = createFrontendPlugin({
  pluginId: 'traces',
  routes: { root: tracesRouteRef },
  extensions: [
    PageBlueprint.make({
      params: {
        path: '/traces',
        routeRef: tracesRouteRef,
        loader: async () => <p>All traces</p>,
      },
    }),
  ],
});

class FakeSignals implements SignalApi {
  readonly #listeners = new Map<string, () => void>();

  subscribe: SignalApi['subscribe'] = (channel, onMessage) => {
    this.#listeners.set(channel, () => onMessage(JSON.parse('{}')));
    return { unsubscribe: () => this.#listeners.delete(channel) };
  };

  send(channel: string): void {
    this.#listeners.get(channel)?.();
  }
}

function renderRun({ features = [chaosPlugin, tracesPlugin] } = {}) {
  const signals = new FakeSignals();
  renderTestApp({
    features,
    apis: [
      [chaosApiRef, api],
      [catalogApiRef, catalogApiMock()],
      [signalApiRef, signals],
      mockApis.permission({ authorize: AuthorizeResult.ALLOW }),
    ],
    initialRouteEntries: [`/chaos/runs/${RUN_ID}`],
  });
  return signals;
}

const realTimeout = setTimeout;

/** Nothing that is to happen in two seconds or later happens: no poll comes. */
function withoutLaterTimers(): void {
  setTimeoutTo((...given: Parameters<typeof setTimeout>) =>
    (given[1] ?? 0) >= 2_000 ? 0 : realTimeout(...given),
  );
}

/** Not by a spy, for which Testing Library takes it that time stands still. */
function setTimeoutTo(value: unknown): void {
  Object.defineProperty(window, 'setTimeout', {
    ...{ configurable: true, writable: true },
    value,
  });
}

/** Where links to traces lead, by their text. */
const tracesLinks = () =>
  screen
    .getAllByRole('link', { name: /^Traces of/ })
    .map(link => [link.textContent, link.getAttribute('href')]);

beforeEach(() => {
  jest.resetAllMocks();
  api.getRun.mockResolvedValue(overDetails);
});
afterEach(() => setTimeoutTo(realTimeout));

describe('the page of a run leads to the traces', () => {
  // From five minutes before its start, at 13:00:00, to five after its end.
  const range =
    'from=2026-03-10T12%3A55%3A00.000Z&to=2026-03-10T13%3A05%3A21.000Z';

  it('of each service that was measured, in the time around it', async () => {
    renderRun();
    await screen.findByRole('link', { name: /payments-service at this time/ });
    expect(tracesLinks()).toEqual([
      [
        'Traces of payments-service at this time',
        `/traces?service=payments-service&${range}`,
      ],
      [
        'Traces of core-service at this time',
        `/traces?service=core-service&${range}`,
      ],
    ]);
  });

  it('of all services while nothing is judged', async () => {
    api.getRun.mockResolvedValue({ ...overDetails, verdict: undefined });
    renderRun();
    await screen.findByRole('link', { name: 'Traces of this time' });
    expect(tracesLinks()).toEqual([
      ['Traces of this time', `/traces?${range}`],
    ]);
  });

  it('nowhere in a portal that has none', async () => {
    renderRun({ features: [chaosPlugin] });
    await screen.findByRole('table', { name: 'Pods' });
    expect(
      screen.queryByRole('link', { name: /^Traces of/ }),
    ).not.toBeInTheDocument();
  });
});

it('shows on the page of a run what is signalled, without waiting for a poll', async () => {
  withoutLaterTimers();
  const on = { ...overDetails, verdict: undefined };
  api.getRun.mockResolvedValue({ ...on, run: run() });
  const signals = renderRun();
  const timeline = await screen.findByRole('region', { name: 'Timeline' });
  expect(within(timeline).queryByText('Over, now')).not.toBeInTheDocument();
  expect(api.getRun).toHaveBeenCalledTimes(1);

  api.getRun.mockResolvedValue({
    ...on,
    run: over,
    events: [{ at: at(21), type: 'recovered' }],
  });
  signals.send('elsewhere');
  signals.send(CHAOS_CHANNEL);
  expect(await within(timeline).findByText('Over, now')).toBeVisible();
  expect(api.getRun).toHaveBeenCalledTimes(2);
});
