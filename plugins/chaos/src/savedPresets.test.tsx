import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { type ChaosSaved } from '@shop-platform/backstage-plugin-chaos-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  belgium,
  mayStart,
  networkDelay,
  PAYMENTS,
  policy,
  presets,
} from './__testUtils__/chaos';
import { mockChaosApi } from './__testUtils__/mockChaosApi';
import { chaosApiRef } from './api';
import chaosPlugin from './index';

const api = mockChaosApi();
/** A busy machine takes its time for a page. */
const patience = { timeout: 20_000 };
const url = 'https://github.com/shop/payments/tree/main/chaos';
const kept = networkDelay.replace('latency: 200ms', 'latency: 777ms');
const saved: ChaosSaved = {
  presets: [
    {
      id: 'saved:chaos/late.yaml',
      name: 'late-on-fridays',
      kind: 'NetworkChaos',
      manifest: kept,
      file: 'chaos/late.yaml',
      url: `${url}/late.yaml`,
    },
  ],
  problems: [],
};

function renderPage(found: ChaosSaved, path = '') {
  api.getClusters.mockResolvedValue({ clusters: [belgium], policy });
  api.getPresets.mockResolvedValue({ presets, saved: found });
  api.dryRun.mockResolvedValue(mayStart);
  renderTestApp({
    features: [chaosPlugin],
    apis: [
      [chaosApiRef, api],
      [catalogApiRef, catalogApiMock({ entities: [] })],
      mockApis.permission({ authorize: AuthorizeResult.ALLOW }),
    ],
    initialRouteEntries: [`/chaos/new?entity=${PAYMENTS}${path}`],
  });
}

const card = () =>
  screen.findByRole('radio', { name: /late-on-fridays/ }, patience);

beforeEach(() => {
  jest.resetAllMocks();
});

it('begins with an experiment that is kept in Git', async () => {
  renderPage(saved);
  expect(await card()).toHaveTextContent('Kept in Git: chaos/late.yaml');
  await userEvent.click(await card());
  expect(await card()).toBeChecked();
  expect(await screen.findByDisplayValue('777ms', {}, patience)).toBeVisible();
});

it('is there again by its link', async () => {
  renderPage(saved, '&preset=saved:chaos/late.yaml');
  expect(await card()).toBeChecked();
  expect(await screen.findByDisplayValue('777ms', {}, patience)).toBeVisible();
});

it('names the files that can never be started, and that Git is away', async () => {
  renderPage({
    ...saved,
    problems: [
      {
        file: 'chaos/endless.yaml',
        url: `${url}/endless.yaml`,
        message: 'spec.duration: it has no end',
      },
    ],
    failure: { reason: 'no route', since: new Date().toISOString() },
  });
  await card();
  const [away, problems] = screen.getAllByRole('status');
  expect(away).toHaveTextContent(/cannot be read now.*no route/);
  expect(problems).toHaveTextContent(
    /1 file in Git.*spec\.duration: it has no end/,
  );
  expect(
    within(problems).getByRole('link', { name: /chaos\/endless\.yaml/ }),
  ).toHaveAttribute('href', `${url}/endless.yaml`);
});
