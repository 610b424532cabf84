import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { belgium, overDetails, policy, run } from './__testUtils__/chaos';
import { mockChaosApi } from './__testUtils__/mockChaosApi';
import { chaosApiRef } from './api';
import { ChaosBar } from './components/ChaosBar';
import { rootRouteRef } from './routes';

jest.setTimeout(90_000);

// What is allowed is remembered over the tests of a file: this one has its own.
it('tells who may not halt, and halts nothing', async () => {
  const api = mockChaosApi();
  api.getClusters.mockResolvedValue({ clusters: [belgium], policy });
  api.getRuns.mockResolvedValue({ runs: [run()], silent: [] });
  api.getRun.mockResolvedValue({ ...overDetails, run: run() });
  renderInTestApp(<ChaosBar />, {
    apis: [
      [chaosApiRef, api],
      mockApis.permission({ authorize: AuthorizeResult.DENY }),
    ],
    mountedRoutes: { '/chaos': rootRouteRef },
  });
  expect(
    await screen.findByText('1 chaos run in Belgium', {}, { timeout: 20_000 }),
  ).toBeVisible();
  const button = () =>
    screen.getByRole('button', { name: 'Halt all in Belgium' });
  await waitFor(() =>
    expect(button()).toHaveAccessibleDescription(/may not halt everything/),
  );
  await userEvent.click(button());
  expect(api.haltAll).not.toHaveBeenCalled();
});
