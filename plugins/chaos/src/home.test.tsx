import { NotAllowedError } from '@backstage/errors';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { languageConfig } from '@shop-platform/ui-kit/testUtils';
import { screen, waitFor, within } from '@testing-library/react';
import {
  at,
  belgium,
  netherlands,
  over,
  policy,
  run,
  RUN_ID,
  stuck,
} from './__testUtils__/chaos';
import { mockChaosApi } from './__testUtils__/mockChaosApi';
import { chaosApiRef } from './api';
import { HomeChaos } from './components/HomeChaos';
import { rootRouteRef } from './routes';

jest.setTimeout(90_000);

const patience = { timeout: 20_000 };
const api = mockChaosApi();

function renderCard(config = {}) {
  return renderInTestApp(<HomeChaos />, {
    apis: [
      [chaosApiRef, api],
      mockApis.permission({ authorize: AuthorizeResult.ALLOW }),
    ],
    mountedRoutes: { '/chaos': rootRouteRef },
    ...config,
  });
}

const halted = run({
  id: '9f4c7d62-64c5-4a4c-9c2a-6a4d1a3b7d10',
  name: 'payments-halted',
  state: 'recovered',
  outcome: 'inconclusive',
  haltedBy: 'system',
  haltReason: 'Failures: is 0.4',
});

beforeEach(() => {
  jest.resetAllMocks();
  api.getClusters.mockResolvedValue({
    clusters: [
      {
        ...belgium,
        halt: { by: 'user:default/olena', at: at(0), reason: 'Sale' },
      },
      netherlands,
    ],
    policy,
  });
  api.getRuns.mockImplementation(async ({ state } = {}) =>
    state === 'active'
      ? {
          runs: [run(), stuck],
          nextCursor: 'more',
          silent: [{ name: 'Netherlands', reason: 'no answer' }],
        }
      : { runs: [over, halted], silent: [] },
  );
});

it('says what is on, what is halted, what came of the last runs, and who is silent', async () => {
  renderCard();
  const card = await screen.findByRole('region', { name: 'Chaos' }, patience);
  const on = within(
    await within(card).findByRole('list', { name: 'Running now' }, patience),
  ).getAllByRole('listitem');
  // What somebody has to look at comes first.
  expect(on[0]).toHaveTextContent(/payments-loss.*Not recovered/);
  expect(on[0]).toHaveTextContent('still loses packets');
  expect(on[1]).toHaveTextContent(/payments-delay.*Running/);
  expect(within(card).getByText('More are on.')).toBeVisible();
  const last = within(
    within(card).getByRole('list', { name: 'Last runs' }),
  ).getAllByRole('listitem');
  expect(last[0]).toHaveTextContent('Failed');
  expect(within(last[0]).getByRole('link')).toHaveAttribute(
    'href',
    `/chaos/runs/${RUN_ID}`,
  );
  expect(last[1]).toHaveTextContent('Halted by the portal: Failures: is 0.4');
  expect(
    within(card).getByText('Halted: no experiment starts in Belgium'),
  ).toBeVisible();
  expect(within(card).getByText('No answer from Netherlands')).toBeVisible();
  expect(within(card).getByRole('link', { name: 'All runs' })).toHaveAttribute(
    'href',
    '/chaos',
  );
});

it('is there where nothing runs and nothing ran, in Ukrainian, too', async () => {
  api.getClusters.mockResolvedValue({ clusters: [belgium], policy });
  api.getRuns.mockResolvedValue({ runs: [], silent: [] });
  renderCard({ config: languageConfig('uk') });
  expect(
    await screen.findByText('Ще нічого не ламали', {}, patience),
  ).toBeVisible();
  expect(screen.getByText('Нічого не ламають')).toBeVisible();
  expect(screen.getByRole('button', { name: /Зламати щось/ })).toBeVisible();
});

it('says what to configure, what is loading, and what went wrong', async () => {
  api.getClusters.mockResolvedValue({ clusters: [], policy });
  const empty = renderCard();
  expect(
    await screen.findByRole(
      'group',
      { name: 'No cluster is configured' },
      patience,
    ),
  ).toBeVisible();
  empty.unmount();

  api.getClusters.mockReturnValue(new Promise(() => {}));
  const loading = renderCard();
  expect(
    await screen.findByText('Loading what is being broken', {}, patience),
  ).toBeInTheDocument();
  loading.unmount();

  api.getClusters.mockRejectedValue(new Error('The back end is away'));
  renderCard();
  expect(
    await screen.findByRole(
      'alert',
      { name: 'Could not load what is being broken' },
      patience,
    ),
  ).toHaveTextContent('The back end is away');
});

it('keeps what it has while the back end is away, and says so', async () => {
  api.getClusters.mockReset();
  api.getClusters
    .mockResolvedValueOnce({ clusters: [belgium], policy })
    .mockRejectedValue(new Error('The back end is away'));
  renderCard();
  const card = await screen.findByRole('region', { name: 'Chaos' }, patience);
  expect(
    await within(card).findByText(
      'Could not be renewed: what is being broken',
      {},
      patience,
    ),
  ).toBeVisible();
  expect(within(card).getByText(/The back end is away/)).toBeVisible();
  expect(
    within(card).getByRole('list', { name: 'Running now' }),
  ).toHaveTextContent('payments-delay');
});

it('is not there for those who may not see it', async () => {
  api.getClusters.mockRejectedValue(new NotAllowedError());
  renderCard();
  await waitFor(() => expect(api.getClusters).toHaveBeenCalled(), patience);
  await waitFor(
    () =>
      expect(
        screen.queryByRole('region', { name: 'Chaos' }),
      ).not.toBeInTheDocument(),
    patience,
  );
});
