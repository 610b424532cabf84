import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  belgium,
  calendar,
  gameDay,
  netherlands,
  PAYMENTS,
  policy,
  presets,
  resilience,
  weekly,
} from './__testUtils__/chaos';
import { mockChaosApi } from './__testUtils__/mockChaosApi';
import { chaosApiRef } from './api';
import chaosPlugin from './index';
import {
  beginWith,
  draftOf,
  hasCome,
  planOf,
  startLink,
  usualTime,
} from './model/gameDay';

jest.setTimeout(90_000);

const patience = { timeout: 20_000 };
const api = mockChaosApi();

function renderPage(search: string) {
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

async function press(name: string | RegExp) {
  const button = await screen.findByRole('button', { name }, patience);
  await waitFor(() => expect(button).toBeEnabled());
  await userEvent.click(button);
}

beforeEach(() => {
  jest.resetAllMocks();
  api.getCalendar.mockResolvedValue({ ...calendar, gameDays: [gameDay] });
  api.getClusters.mockResolvedValue({
    clusters: [belgium, netherlands],
    policy,
  });
  api.getPresets.mockResolvedValue({ presets });
  api.getStanding.mockResolvedValue({
    items: [weekly, resilience],
    requests: [],
    silent: [],
  });
});

it('plans a game day, and says why it was refused', async () => {
  const planned = {
    ...gameDay,
    id: 'a1',
    title: 'Autumn drill',
    at: '2030-10-14T07:30:00.000Z',
  };
  api.planGameDay
    .mockRejectedValueOnce(new Error('It is over'))
    .mockImplementation(async () => {
      api.getCalendar.mockResolvedValue({ ...calendar, gameDays: [planned] });
      return planned;
    });
  renderPage('?view=list&date=2030-10-14');
  await press('Plan a game day…');
  const dialog = await screen.findByRole(
    'dialog',
    { name: 'Plan a game day' },
    patience,
  );
  const title = await within(dialog).findByRole('textbox', { name: 'Title' });
  const confirm = within(dialog).getByRole('button', { name: 'Plan it' });
  expect(confirm).toBeDisabled();
  const when = within(dialog).getByLabelText(/^Begins/);
  expect(when).toHaveValue('2030-10-14T10:00');
  fireEvent.change(title, { target: { value: 'Autumn drill' } });
  fireEvent.change(when, { target: { value: '2030-10-14T10:30' } });
  fireEvent.change(
    within(dialog).getByRole('textbox', { name: /^Who takes part/ }),
    { target: { value: 'taras, group:default/team-orders' } },
  );
  await userEvent.click(confirm);
  expect(await within(dialog).findByText('It is over')).toBeInTheDocument();
  await userEvent.click(confirm);
  expect(api.planGameDay).toHaveBeenLastCalledWith({
    title: 'Autumn drill',
    at: new Date(2030, 9, 14, 10, 30).toISOString(),
    cluster: 'shop-west1',
    namespace: 'shop',
    people: ['taras', 'group:default/team-orders'],
  });
  // What was planned is opened, from the calendar that has it now.
  expect(
    await screen.findByRole('dialog', { name: 'Autumn drill' }, patience),
  ).toHaveTextContent(/on the day, a button here leads to the form/);
});

it('shows what is planned, leads to the form once its day has come, and calls it off', async () => {
  // Whenever the test runs, its day has come.
  const past = { ...gameDay, at: '2026-03-19T12:00:00.000Z' };
  api.getCalendar.mockResolvedValue({ ...calendar, gameDays: [past] });
  api.cancelGameDay.mockImplementation(async () => {
    const cancelled = { by: 'user:default/olena', at: past.at };
    api.getCalendar.mockResolvedValue({
      ...calendar,
      gameDays: [{ ...past, cancelled }],
    });
    return { ...past, cancelled };
  });
  renderPage('?view=list&date=2026-03-01');
  const list = await screen.findByRole('table', {}, patience);
  const row = within(list).getByText('Black Friday drill').closest('tr');
  expect(row).toHaveTextContent(/shop, taras, team-orders.*Game day/);
  await userEvent.click(
    within(list).getByRole('link', { name: 'Black Friday drill' }),
  );
  const dialog = await screen.findByRole('dialog', {
    name: 'Black Friday drill',
  });
  expect(dialog).toHaveTextContent(
    /shop, shop-west1, europe-west1.*payments.*Slow network.*taras, team-orders.*Bring the run book.*olena/,
  );
  expect(
    within(dialog).getByRole('link', { name: 'Open the form…' }),
  ).toHaveAttribute(
    'href',
    `/chaos/new?cluster=shop-west1&namespace=shop&entity=${encodeURIComponent(
      PAYMENTS,
    )}&preset=network-delay`,
  );

  await press('Call it off…');
  expect(api.cancelGameDay).not.toHaveBeenCalled();
  await press('Call off “Black Friday drill”');
  expect(api.cancelGameDay).toHaveBeenCalledWith(gameDay.id);
  await waitFor(() =>
    expect(
      screen.getByRole('dialog', { name: 'Black Friday drill' }),
    ).toHaveTextContent(/Called off.*By olena/),
  );
  expect(
    screen.queryByRole('link', { name: 'Open the form…' }),
  ).not.toBeInTheDocument();
});

it('changes what was planned, with what it had', async () => {
  api.changeGameDay.mockImplementation(async (_, plan) => ({
    ...gameDay,
    ...plan,
  }));
  renderPage(`?view=list&date=2026-11-19&gameDay=${gameDay.id}`);
  await press('Change…');
  const dialog = await screen.findByRole(
    'dialog',
    { name: 'Change “Black Friday drill”' },
    patience,
  );
  const notes = await within(dialog).findByRole('textbox', { name: 'Notes' });
  expect(notes).toHaveValue('Bring the run book');
  fireEvent.change(notes, { target: { value: '' } });
  await userEvent.click(within(dialog).getByRole('button', { name: 'Save' }));
  const { id, region, plannedBy, plannedAt, notes: _, ...plan } = gameDay;
  await waitFor(() => expect(api.changeGameDay).toHaveBeenCalledWith(id, plan));
});

it('is written as it was read, and begins with one thing', () => {
  const { id, region, plannedBy, plannedAt, ...plan } = gameDay;
  expect(planOf(draftOf(gameDay))).toEqual(plan);
  const draft = { ...draftOf(gameDay), begin: beginWith.workflow('all') };
  expect(planOf(draft)).toMatchObject({ workflow: 'all' });
  expect(planOf(draft)).not.toHaveProperty('preset');
  expect(planOf({ ...draft, title: ' ' })).toBeUndefined();
  expect(planOf({ ...draft, at: '' })).toBeUndefined();

  const pages = { newRun: '/new', newWorkflow: '/workflows/new' };
  const { preset, ...others } = gameDay;
  expect(startLink({ ...others, workflow: 'all' }, pages)).toBe(
    `/workflows/new?cluster=shop-west1&copy=${encodeURIComponent(
      'shop-west1/Workflow/shop/all',
    )}`,
  );
});

it('comes with its day, by the clocks of the viewer', () => {
  const at = new Date(2026, 10, 19, 14).toISOString();
  expect(hasCome({ at }, new Date(2026, 10, 18, 23, 59))).toBe(false);
  expect(hasCome({ at }, new Date(2026, 10, 19, 0, 0))).toBe(true);
  const now = new Date(2026, 10, 19, 14);
  expect(usualTime(new Date(2026, 10, 25), now)).toBe('2026-11-25T10:00');
  expect(usualTime(new Date(2026, 10, 19), now)).toBe('2026-11-20T10:00');
});
