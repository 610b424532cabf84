import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { overDetails, run, RUN_ID } from './__testUtils__/chaos';
import { mockChaosApi } from './__testUtils__/mockChaosApi';
import { chaosApiRef } from './api';
import chaosPlugin from './index';

jest.setTimeout(90_000);

const patience = { timeout: 20_000 };
const api = mockChaosApi();
const waiting = run({ state: 'awaiting-approval', injectedAt: undefined });

function renderRun(person: string) {
  return renderTestApp({
    features: [chaosPlugin],
    apis: [
      [chaosApiRef, api],
      mockApis.permission({ authorize: AuthorizeResult.ALLOW }),
      mockApis.identity({ userEntityRef: person }),
    ],
    initialRouteEntries: [`/chaos/runs/${RUN_ID}`],
  });
}

beforeEach(() => {
  jest.resetAllMocks();
  api.getRun.mockResolvedValue({
    ...overDetails,
    run: waiting,
    targets: [],
    events: [],
    verdict: undefined,
  });
});

describe('a run that waits for approval', () => {
  it('is approved by another person, who reads why it was refused', async () => {
    api.approveRun
      .mockRejectedValueOnce(new Error('Another run hits payments'))
      .mockResolvedValue(run());
    renderRun('user:default/petro');

    const approve = await screen.findByRole(
      'button',
      { name: 'Approve and start' },
      patience,
    );
    await waitFor(() => expect(approve).toBeEnabled(), patience);
    await userEvent.click(approve);
    expect(
      await screen.findByText('Another run hits payments', {}, patience),
    ).toBeVisible();

    fireEvent.change(screen.getByRole('textbox', { name: 'Why not' }), {
      target: { value: 'Sale today' },
    });
    await userEvent.click(screen.getByRole('button', { name: 'Reject' }));
    await waitFor(
      () => expect(api.rejectRun).toHaveBeenCalledWith(RUN_ID, 'Sale today'),
      patience,
    );
  });

  it('is not approved by the one who asked', async () => {
    renderRun('user:default/olena');
    expect(
      await screen.findByText(/somebody else has to approve it/, {}, patience),
    ).toBeVisible();
    expect(
      screen.getByRole('button', { name: 'Approve and start' }),
    ).toBeDisabled();
  });
});
