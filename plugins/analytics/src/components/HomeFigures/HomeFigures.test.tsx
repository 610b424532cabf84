import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { screen, waitFor, within } from '@testing-library/react';
import {
  dashboard,
  data,
  details,
  ENTITY,
  mockAnalyticsApi,
  PATH,
  refusal,
  revenuePanel,
  topPanel,
} from '../../__testUtils__/analytics';
import { analyticsApiRef } from '../../api';
import { todaySource } from '../../model/todaySource';
import { rootRouteRef } from '../../routes';
import { HomeFigures } from './HomeFigures';

const api = mockAnalyticsApi();
const locator = {
  kind: 'component',
  namespace: 'default',
  entityName: 'core-service',
  dashboard: 'sales',
};

function renderFigures(panels = ['top', 'revenue', 'gone']) {
  return renderInTestApp(
    <HomeFigures entityRef={ENTITY} dashboard="sales" panels={panels} />,
    {
      apis: [[analyticsApiRef, api], mockApis.permission()],
      mountedRoutes: { '/analytics': rootRouteRef },
    },
  );
}

const revenue = (amount: string) =>
  data({ revenue: 'Decimal(38, 2)', currency: 'String' }, [[amount, 'UAH']]);

beforeEach(() => {
  jest.resetAllMocks();
  api.getDashboard.mockResolvedValue(
    details(dashboard([topPanel, revenuePanel])),
  );
  api.getPanelData.mockResolvedValue(revenue('12.50'));
});

it('shows the numbers that are asked for, with their age, and leads to all', async () => {
  renderFigures();
  const card = await screen.findByRole('region', { name: 'Sales' });
  expect(await within(card).findByText('₴12.50')).toBeVisible();
  expect(within(card).getByText(/same time yesterday/)).toBeVisible();
  expect(within(card).getByText(/lag 4/)).toBeVisible();
  expect(within(card).queryByText('Top products')).not.toBeInTheDocument();
  expect(
    within(card).getByRole('link', { name: 'All numbers' }),
  ).toHaveAttribute('href', PATH);
});

it('compares today with yesterday until the same time', async () => {
  const at = new Date(2026, 2, 10, 14, 5);
  api.getPanelData
    .mockResolvedValueOnce(revenue('12.50'))
    .mockResolvedValueOnce(revenue('10.00'));
  const answer = await todaySource(api, locator).getData(
    'revenue',
    { from: at.toISOString(), to: at.toISOString() },
    {},
  );
  expect(
    api.getPanelData.mock.calls.map(([, { from, to }]) => [from, to]),
  ).toEqual([
    [new Date(2026, 2, 10).toISOString(), at.toISOString()],
    [
      new Date(2026, 2, 9).toISOString(),
      new Date(2026, 2, 9, 14, 5).toISOString(),
    ],
  ]);
  expect(answer.previous?.rows).toEqual([['10.00', 'UAH']]);
});

it('is not there for who may not see the dashboard, and says when it cannot know', async () => {
  api.getDashboard.mockRejectedValue(
    await refusal(403, 'NotAllowedError', 'You may not'),
  );
  const { unmount } = renderFigures();
  await waitFor(() => {
    expect(api.getDashboard).toHaveBeenCalled();
    expect(
      screen.queryByRole('heading', { name: 'Key figures' }),
    ).not.toBeInTheDocument();
  });
  unmount();

  api.getDashboard.mockRejectedValue(await refusal(500, 'Error', 'Nobody'));
  renderFigures();
  expect(
    await screen.findByText('Could not load the key figures'),
  ).toBeVisible();
});

it('says what would be there where the dashboard has no such numbers', async () => {
  renderFigures(['gone']);
  expect(await screen.findByText('No single numbers')).toBeVisible();
});
