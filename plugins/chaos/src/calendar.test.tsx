import { NotAllowedError } from '@backstage/errors';
import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { calendar, RUN_ID } from './__testUtils__/chaos';
import { mockChaosApi } from './__testUtils__/mockChaosApi';
import { chaosApiRef } from './api';
import chaosPlugin from './index';
import { dayOf, hoursOf, keyOf, periodOf } from './model/calendar';

jest.setTimeout(90_000);

const patience = { timeout: 20_000 };
const api = mockChaosApi();

function renderPage(search = '?date=2026-11-18') {
  return renderTestApp({
    features: [chaosPlugin],
    apis: [
      [chaosApiRef, api],
      [catalogApiRef, catalogApiMock()],
      mockApis.permission({ authorize: AuthorizeResult.ALLOW }),
    ],
    initialRouteEntries: [`/chaos/calendar${search}`],
  });
}

const empty = {
  ...calendar,
  planned: [],
  runs: [],
  workflows: [],
  closed: [],
  freezes: [],
};

beforeEach(() => {
  jest.resetAllMocks();
  api.getCalendar.mockResolvedValue(calendar);
});

it('shows a month with what ran, what comes and what does not, linked to each', async () => {
  renderPage();
  // Behind it is the table, for narrow pages.
  const [month] = await screen.findAllByRole(
    'table',
    { name: 'November 2026' },
    patience,
  );
  const [[query]] = api.getCalendar.mock.calls;
  // Whole weeks, by the clocks of the viewer.
  expect(keyOf(new Date(query.from))).toBe('2026-10-26');
  expect(keyOf(new Date(query.to))).toBe('2026-12-07');
  const cellOf = (text: string | RegExp) => {
    const cell = within(month).getAllByText(text)[0].closest('td');
    if (!cell) {
      throw new Error('It is in no day');
    }
    return cell;
  };
  const ran = cellOf('payments-delay');
  expect(ran).toHaveTextContent(/18.*2 runs.*Passed.*payments-delay.*Failed/);
  expect(
    within(ran).getByRole('link', { name: 'payments-delay' }),
  ).toHaveAttribute('href', `/chaos/runs/${RUN_ID}`);
  expect(within(ran).getByRole('link', { name: '2 runs' })).toHaveAttribute(
    'href',
    expect.stringContaining('view=week&date=2026-11-18'),
  );
  expect(cellOf('resilience')).toHaveTextContent('Running');
  expect(
    within(cellOf('weekly-delay')).getByRole('link', { name: 'weekly-delay' }),
  ).toHaveAttribute(
    'href',
    '/chaos/schedules/shop-west1/Schedule/shop/weekly-delay',
  );
  const frozen = cellOf('Freeze: Black Friday');
  expect(frozen).toHaveTextContent(/pod-kill × 2 Does not run: freeze/);
});

it('shows a week by hours and the same as a list, and goes on to the next', async () => {
  renderPage('?view=week&date=2026-11-18');
  const [week] = await screen.findAllByRole(
    'table',
    { name: /November 16.*22, 2026/ },
    patience,
  );
  expect(within(week).getAllByRole('row')).toHaveLength(25);
  const day = new Date('2026-11-18T12:10:00Z');
  const row = within(week).getAllByRole('row')[day.getHours() + 1];
  expect(within(week).getByRole('rowheader', { name: '13:00' })).toBeVisible();
  expect(
    within(row).getByRole('link', { name: 'payments-delay' }),
  ).toBeInTheDocument();
  expect(
    within(week).getAllByText('Nothing may run in shop-west1').length,
  ).toBeGreaterThan(20);

  fireEvent.click(screen.getByRole('button', { name: 'Next' }));
  await screen.findByText(/November 23.*29, 2026/, {}, patience);
  fireEvent.click(screen.getByRole('radio', { name: 'List' }));
  const list = await screen.findByRole(
    'table',
    { name: 'November 2026' },
    patience,
  );
  const rows = within(list).getAllByRole('row');
  expect(rows).toHaveLength(8);
  expect(rows[1]).toHaveTextContent(/resilience.*Workflow.*Running/);
  expect(rows[7]).toHaveTextContent(/pod-kill.*Does not run.*Black Friday/);
  expect(screen.getByText('When nothing may run')).toBeInTheDocument();
});

it('names what it does not list, and who does not answer', async () => {
  api.getCalendar.mockResolvedValue({
    ...empty,
    hasMoreRuns: true,
    hasMoreGameDays: true,
    often: [
      {
        cluster: 'shop-west1',
        namespace: 'shop',
        name: 'minutely',
        until: '2026-11-18T15:00:00Z',
      },
    ],
    silent: [{ name: 'Netherlands', reason: 'no answer within 3 s' }],
  });
  renderPage();
  expect(
    await screen.findByText('No answer from Netherlands', {}, patience),
  ).toBeVisible();
  expect(
    screen.getByText(/minutely in shop-west1 runs more often/),
  ).toBeVisible();
  expect(screen.getByText(/the newest are shown/)).toBeVisible();
  expect(
    screen.getByText(/More game days.*the earliest are shown/),
  ).toBeVisible();
});

it('shows what the others have where a cluster does not answer', async () => {
  api.getCalendar.mockResolvedValue({
    ...calendar,
    silent: [{ name: 'Netherlands', reason: 'no answer within 3 s' }],
  });
  renderPage('?view=list&date=2026-11-18');
  expect(
    await screen.findByText('No answer from Netherlands', {}, patience),
  ).toBeVisible();
  expect(screen.getByText(/no answer within 3 s/)).toBeVisible();
  const list = screen.getByRole('table', { name: 'November 2026' });
  expect(within(list).getByText('weekly-delay')).toBeVisible();
});

it('keeps what it has while the back end is away, and says so', async () => {
  api.getCalendar.mockReset();
  api.getCalendar
    .mockResolvedValueOnce(calendar)
    .mockRejectedValue(new Error('The back end is away'));
  renderPage('?view=list&date=2026-11-18');
  const notice = await screen.findByText(
    'Could not be renewed: the calendar',
    {},
    patience,
  );
  expect(notice).toBeVisible();
  expect(screen.getByText(/The back end is away/)).toBeVisible();
  const list = screen.getByRole('table', { name: 'November 2026' });
  expect(within(list).getByText('weekly-delay')).toBeVisible();
});

it('has its other states', async () => {
  api.getCalendar.mockResolvedValue(empty);
  const none = renderPage();
  expect(
    await screen.findByRole(
      'group',
      { name: 'Nothing ran and nothing is planned in this time' },
      patience,
    ),
  ).toBeVisible();
  none.unmount();

  api.getCalendar.mockReturnValue(new Promise(() => {}));
  const loading = renderPage();
  expect(
    await screen.findByText('Loading the calendar', {}, patience),
  ).toBeInTheDocument();
  loading.unmount();

  api.getCalendar.mockRejectedValue(new Error('The back end is away'));
  const down = renderPage();
  await waitFor(
    () =>
      expect(
        screen.getByRole('alert', { name: 'Could not load the calendar' }),
      ).toHaveTextContent('The back end is away'),
    patience,
  );
  down.unmount();

  api.getCalendar.mockRejectedValue(new NotAllowedError());
  renderPage();
  expect(
    await screen.findByText('You may not see the calendar', {}, patience),
  ).toBeVisible();
});

it('has weeks from Monday on, whole months, and days of 24 hours on the clock', () => {
  const today = new Date(2026, 10, 29);
  for (const link of [
    null,
    'soon',
    '2026-02-31',
    '2026-13-01',
    '2026-13-01T10:00:00Z',
  ]) {
    expect(keyOf(dayOf(link, today))).toBe('2026-11-29');
  }
  // A notification names the moment: its day is that of the viewer.
  const late = new Date(2026, 10, 30, 23, 59);
  expect(keyOf(dayOf(late.toISOString(), today))).toBe('2026-11-30');
  const sunday = periodOf('week', today);
  expect(sunday.days.map(({ key }) => key)).toEqual([
    '2026-11-23',
    '2026-11-24',
    '2026-11-25',
    '2026-11-26',
    '2026-11-27',
    '2026-11-28',
    '2026-11-29',
  ]);
  const february = periodOf('month', new Date(2027, 1, 10));
  // It begins on a Monday and has four weeks.
  expect(february.days).toHaveLength(28);
  expect(february).toMatchObject({
    previous: '2027-01-31',
    next: '2027-03-01',
  });
  expect(periodOf('month', new Date(2026, 7, 1)).days).toHaveLength(42);
  expect(periodOf('list', new Date(2026, 7, 9)).days).toHaveLength(31);
  expect(hoursOf(sunday.days[0])).toHaveLength(24);
});
