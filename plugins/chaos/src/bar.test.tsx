import { NotAllowedError } from '@backstage/errors';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { type SignalApi, signalApiRef } from '@backstage/plugin-signals-react';
import {
  type ChaosRunDetails,
  type ChaosSample,
} from '@shop-platform/backstage-plugin-chaos-common';
import {
  gatewayRefusal,
  languageConfig,
} from '@shop-platform/ui-kit/testUtils';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  at,
  belgium,
  netherlands,
  overDetails,
  policy,
  run,
  RUN_ID,
  stuck,
} from './__testUtils__/chaos';
import { mockChaosApi } from './__testUtils__/mockChaosApi';
import { chaosApiRef } from './api';
import { ChaosBar } from './components/ChaosBar';
import { worstReading } from './model/danger';
import { rootRouteRef } from './routes';

jest.setTimeout(90_000);

const patience = { timeout: 20_000 };
const api = mockChaosApi();
const halt = { at: at(0), by: 'user:default/olena', reason: 'Sale' };
const samples = (value?: number): ChaosSample[] => [
  { at: at(1), value: 1 },
  { at: at(2), ...(value === undefined ? {} : { value }) },
];
const details: ChaosRunDetails = {
  ...overDetails,
  run: run(),
  checks: [
    {
      id: 0,
      type: 'latency',
      title: 'p99 of payments',
      unit: 'ms',
      limit: 800,
      comparator: 'below',
      samples: samples(1_800),
    },
  ],
};

/** Renders the bar; `signal` tells of a change as the back end does. */
function renderBar(
  options: { config?: ReturnType<typeof languageConfig> } = {},
) {
  const { config } = options;
  const listeners = new Set<() => void>();
  const subscribe: SignalApi['subscribe'] = (_, onMessage) => {
    const listener = () => onMessage(JSON.parse('{"type":"changed"}'));
    listeners.add(listener);
    return { unsubscribe: () => listeners.delete(listener) };
  };
  const page = renderInTestApp(<ChaosBar />, {
    apis: [
      [chaosApiRef, api],
      [signalApiRef, { subscribe }],
      mockApis.permission({ authorize: AuthorizeResult.ALLOW }),
    ],
    mountedRoutes: { '/chaos': rootRouteRef },
    ...(config && { config }),
  });
  const signal = () => act(() => listeners.forEach(listener => listener()));
  return { page, signal, listeners };
}

const findBar = () =>
  screen.findByRole('region', { name: 'What is being broken' }, patience);
const queryBar = () =>
  screen.queryByRole('region', { name: 'What is being broken' });

beforeEach(() => {
  jest.resetAllMocks();
  api.getClusters.mockResolvedValue({
    clusters: [belgium, netherlands],
    policy,
  });
  api.getRuns.mockResolvedValue({ runs: [run(), stuck], silent: [] });
  api.getRun.mockResolvedValue(details);
});

it('says what is on and where, what did not recover, and the worst number', async () => {
  renderBar();
  const bar = await findBar();
  expect(within(bar).getByRole('status')).toHaveTextContent(
    /^2 chaos runs in Belgium1 did not recover/,
  );
  expect(
    within(bar).getByText(
      /payments-delay: p99 of payments 1\.8\ss \(limit 800\sms\)/,
    ),
  ).toBeVisible();
  // It changes every few seconds, which nobody wants to have read out.
  expect(within(bar).getByRole('status')).not.toHaveTextContent('p99');
  expect(within(bar).getByRole('link', { name: 'Watch' })).toHaveAttribute(
    'href',
    '/chaos',
  );
  expect(api.getRuns).toHaveBeenCalledWith(
    { state: 'active', limit: 200 },
    expect.anything(),
  );
});

it('is not there while nothing is on, and comes with the signal of a run', async () => {
  api.getClusters.mockResolvedValue({
    clusters: [{ ...belgium, active: 0 }],
    policy,
  });
  // What awaits approval breaks nothing.
  const waiting = run({ state: 'awaiting-approval' });
  api.getRuns.mockResolvedValue({ runs: [waiting], silent: [] });
  const { signal } = renderBar();
  await waitFor(() => expect(api.getRuns).toHaveBeenCalledTimes(1), patience);
  expect(queryBar()).not.toBeInTheDocument();
  expect(api.getRun).not.toHaveBeenCalled();

  api.getRuns.mockResolvedValue({ runs: [run()], silent: [] });
  // The number is good to have, and nothing waits for it.
  api.getRun.mockRejectedValue(new Error('It is gone'));
  signal();
  const bar = await findBar();
  expect(bar).toHaveTextContent(/1 chaos run in Belgium/);
  expect(within(bar).getByRole('link', { name: 'Watch' })).toHaveAttribute(
    'href',
    `/chaos/runs/${RUN_ID}`,
  );
});

it('halts with one click where something runs, says so, and leads to the levers', async () => {
  api.haltAll
    .mockRejectedValueOnce(new Error('The database is away'))
    .mockRejectedValueOnce(await gatewayRefusal(503))
    .mockImplementation(async () => {
      api.getClusters.mockResolvedValue({
        clusters: [{ ...belgium, halt }, netherlands],
        policy,
      });
      api.getRuns.mockResolvedValue({ runs: [], silent: [] });
      return { clusters: [] };
    });
  renderBar();
  const bar = await findBar();
  const button = await within(bar).findByRole('button', {
    name: 'Halt all in Belgium',
  });
  await waitFor(() => expect(button).toBeEnabled());
  await userEvent.click(button);
  expect(await within(bar).findByRole('alert')).toHaveTextContent(
    'Could not halt it: The database is away',
  );
  await userEvent.click(button);
  await waitFor(() =>
    expect(within(bar).getByRole('alert')).toHaveTextContent(
      /^Could not halt it: The back end of the portal does not answer\. It may/,
    ),
  );
  await userEvent.click(button);
  expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
  expect(api.haltAll).toHaveBeenLastCalledWith({
    cluster: 'shop-west1',
    reason: 'No reason was given',
  });
  await waitFor(() =>
    expect(within(bar).getByRole('status')).toHaveTextContent(
      /^Everything is halted in Belgium\. No experiment starts there/,
    ),
  );
  expect(
    within(bar).queryByRole('button', { name: /Halt/ }),
  ).not.toBeInTheDocument();
  expect(within(bar).getByRole('link', { name: 'Arm again…' })).toHaveAttribute(
    'href',
    '/chaos',
  );
  // The button is gone, and the keyboard is not lost with it.
  expect(bar).toHaveFocus();
});

it('halts everything where something runs in several places', async () => {
  api.getRuns.mockResolvedValue({
    runs: [run(), run({ id: 'b', cluster: 'shop-west4' })],
    silent: [],
  });
  api.haltAll.mockResolvedValue({ clusters: [] });
  renderBar();
  const bar = await findBar();
  const button = within(bar).getByRole('button', { name: 'Halt everything' });
  await waitFor(() => expect(button).toBeEnabled());
  await userEvent.click(button);
  expect(api.haltAll).toHaveBeenCalledWith({ reason: 'No reason was given' });
});

it('halts the region where something runs in several of its clusters', async () => {
  api.getClusters.mockResolvedValue({
    clusters: [belgium, { ...belgium, name: 'shop-west1-b' }, netherlands],
    policy,
  });
  api.getRuns.mockResolvedValue({
    runs: [run(), run({ id: 'b', cluster: 'shop-west1-b' })],
    silent: [],
  });
  api.haltAll.mockResolvedValue({ clusters: [] });
  renderBar();
  const bar = await findBar();
  const button = within(bar).getByRole('button', {
    name: 'Halt all of region europe-west1',
  });
  await waitFor(() => expect(button).toBeEnabled());
  await userEvent.click(button);
  expect(api.haltAll).toHaveBeenCalledWith({
    region: 'europe-west1',
    reason: 'No reason was given',
  });
});

it('says that all is halted, in Ukrainian, too', async () => {
  api.getClusters.mockResolvedValue({
    clusters: [
      { ...belgium, halt },
      { ...netherlands, halt },
    ],
    policy,
  });
  api.getRuns.mockResolvedValue({
    runs: [run({ state: 'recovering' })],
    silent: [],
  });
  renderBar({ config: languageConfig('uk') });
  const bar = await screen.findByRole(
    'region',
    { name: 'Що зараз ламають' },
    patience,
  );
  expect(bar).toHaveTextContent(/1 запуск хаосу в Belgium.*Усе спинено/);
  expect(within(bar).queryByRole('button')).not.toBeInTheDocument();
});

it('is not there for who may not see it, and asks for it once', async () => {
  api.getClusters.mockRejectedValue(new NotAllowedError());
  const { listeners } = renderBar();
  await waitFor(
    () => expect(api.getClusters).toHaveBeenCalledTimes(1),
    patience,
  );
  // Nobody listens any more, so no signal makes it ask again.
  await waitFor(() => expect(listeners.size).toBe(0));
  expect(queryBar()).not.toBeInTheDocument();
});

it('keeps saying what was on while the back end is away', async () => {
  const { signal } = renderBar();
  await findBar();
  api.getClusters.mockRejectedValue(new Error('The back end is away'));
  signal();
  expect(
    await screen.findByText(/the portal cannot renew it/, {}, patience),
  ).toBeVisible();
  expect(await findBar()).toHaveTextContent('2 chaos runs in Belgium');
});

it('is silent while the back end was never heard', async () => {
  api.getClusters.mockRejectedValue(new Error('The back end is away'));
  renderBar();
  await waitFor(() => expect(api.getClusters).toHaveBeenCalled(), patience);
  expect(queryBar()).not.toBeInTheDocument();
});

it('takes the check that is the nearest to its limit, on its own side', () => {
  const [check] = details.checks ?? [];
  const of = (...checks: Partial<typeof check>[]) =>
    worstReading([
      {
        ...details,
        checks: checks.map((each, id) => ({ ...check, id, ...each })),
        implied: [],
      },
    ]);
  expect(of()).toBeUndefined();
  expect(of({ samples: samples(undefined) })).toBeUndefined();
  expect(
    of(
      { title: 'low', samples: samples(100) },
      // It has to be above: half of what it has to be is far beyond.
      { title: 'rate', comparator: 'above', limit: 10, samples: samples(5) },
      { title: 'high', samples: samples(900) },
    ),
  ).toMatchObject({ of: { title: 'rate' }, value: 5, limit: 10 });
  expect(
    of(
      { title: 'none', limit: 0, samples: samples(0) },
      { title: 'low', samples: samples(100) },
    ),
  ).toMatchObject({ of: { title: 'low' } });
  expect(
    worstReading([
      {
        ...details,
        implied: [
          {
            service: 'core',
            role: 'caller',
            measure: 'errorRate',
            unit: 'ratio',
            limit: 0.01,
            samples: samples(0.5),
          },
        ],
      },
    ]),
  ).toMatchObject({ of: { service: 'core', measure: 'errorRate' } });
});
