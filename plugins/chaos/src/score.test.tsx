import { NotAllowedError } from '@backstage/errors';
import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { screen, waitFor, within } from '@testing-library/react';
import { noScore, over, PAYMENTS, score } from './__testUtils__/chaos';
import { mockChaosApi } from './__testUtils__/mockChaosApi';
import { chaosApiRef } from './api';
import { chaosEntityCard } from './extensions/entityCards';
import { rootRouteRef } from './routes';

jest.setTimeout(90_000);

const patience = { timeout: 20_000 };
const api = mockChaosApi();
const entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    namespace: 'default',
    name: 'payments',
    annotations: { 'backstage.io/kubernetes-id': 'payments' },
  },
  spec: { type: 'service' },
};

function renderCard() {
  return renderTestApp({
    extensions: [createTestEntityPage({ entity }), chaosEntityCard],
    apis: [
      [chaosApiRef, api],
      mockApis.permission({ authorize: AuthorizeResult.ALLOW }),
    ],
    mountedRoutes: { '/chaos': rootRouteRef },
  });
}

const findRegion = () =>
  screen.findByRole('region', { name: 'Resilience' }, patience);
const textOf = (element: HTMLElement) =>
  element.textContent?.replace(/\u00a0|\u202f/g, ' ');

beforeEach(() => {
  jest.resetAllMocks();
  api.getRuns.mockResolvedValue({ runs: [over], silent: [] });
  api.getScore.mockResolvedValue(score);
});

describe('the resilience of an entity', () => {
  it('says the score, how it went, what it comes from, and where the runs are', async () => {
    renderCard();

    const region = await findRegion();
    expect(await within(region).findByText('75%', {}, patience)).toBeVisible();
    expect(
      within(region).getByRole('img', {
        name: 'The score in the last 2 weeks: 50% at first, 75% now',
      }),
    ).toBeInTheDocument();
    expect(textOf(region)).toContain(
      'Passed, of those that passed or failed in the last 90 d.',
    );
    const counts = within(
      within(region).getByRole('list', { name: 'Runs by verdict' }),
    ).getAllByRole('listitem');
    expect(counts.map(textOf)).toEqual([
      'Passed 3',
      'Failed 1',
      'Inconclusive 2',
      'No verdict 0',
    ]);
    const component = encodeURIComponent(PAYMENTS);
    expect(within(counts[1]).getByRole('link').getAttribute('href')).toBe(
      `/chaos?component=${component}&outcome=failed`,
    );
    expect(
      screen.getByRole('link', { name: 'All runs of it' }),
    ).toHaveAttribute('href', `/chaos?component=${component}`);
    expect(api.getScore).toHaveBeenCalledWith(PAYMENTS, expect.anything());
  });

  it('is none where nothing passed or failed, and 0% where all failed', async () => {
    api.getScore.mockResolvedValue(noScore);
    const unknown = renderCard();
    const region = await findRegion();
    expect(
      await within(region).findByText('No score', {}, patience),
    ).toBeVisible();
    expect(textOf(region)).toContain(
      'No run of the last 90 d passed or failed.',
    );
    expect(textOf(region)).not.toContain('%');
    expect(within(region).queryByRole('img')).not.toBeInTheDocument();
    unknown.unmount();

    api.getScore.mockResolvedValue({ ...score, score: 0, passed: 0 });
    renderCard();
    expect(await screen.findByText('0%', {}, patience)).toBeVisible();
  });

  it('has its other states beside the runs, which stay', async () => {
    api.getScore.mockReturnValue(new Promise(() => {}));
    const loading = renderCard();
    expect(
      await screen.findByText('Loading the resilience score', {}, patience),
    ).toBeInTheDocument();
    expect(screen.getByRole('list', { name: 'Last runs' })).toBeVisible();
    loading.unmount();

    api.getScore.mockRejectedValue(new Error('The back end is away'));
    const failing = renderCard();
    expect(
      await screen.findByRole(
        'alert',
        { name: 'Could not load the resilience score' },
        patience,
      ),
    ).toHaveTextContent('The back end is away');
    expect(screen.getByRole('list', { name: 'Last runs' })).toBeVisible();
    failing.unmount();

    api.getScore.mockRejectedValue(new NotAllowedError());
    const forbidden = renderCard();
    expect(
      await screen.findByRole(
        'group',
        { name: 'You may not see the resilience score' },
        patience,
      ),
    ).toBeVisible();
    forbidden.unmount();

    // Where nothing was ever broken, the card says that alone.
    api.getRuns.mockResolvedValue({ runs: [], silent: [] });
    renderCard();
    await screen.findByRole(
      'group',
      { name: 'Never broken on purpose' },
      patience,
    );
    await waitFor(() =>
      expect(
        screen.queryByRole('region', { name: 'Resilience' }),
      ).not.toBeInTheDocument(),
    );
  });
});
