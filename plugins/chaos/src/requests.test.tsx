import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import { NotFoundError } from '@backstage/errors';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  belgium,
  mayStart,
  policy,
  presets,
  resilienceDetails,
  waitingDetails,
  waitingRequest,
  weekly,
} from './__testUtils__/chaos';
import { mockChaosApi } from './__testUtils__/mockChaosApi';
import { chaosApiRef } from './api';
import chaosPlugin from './index';

jest.setTimeout(90_000);

const patience = { timeout: 20_000 };
const api = mockChaosApi();
const OLENA = 'user:default/olena';
const PETRO = 'user:default/petro';
const PAGE = `/chaos/requests/${waitingRequest.id}`;

function renderChaos(path: string, person = PETRO) {
  return renderTestApp({
    features: [chaosPlugin],
    apis: [
      [chaosApiRef, api],
      [catalogApiRef, catalogApiMock()],
      mockApis.permission({ authorize: AuthorizeResult.ALLOW }),
      mockApis.identity({ userEntityRef: person }),
    ],
    initialRouteEntries: [path],
  });
}

beforeEach(() => {
  jest.resetAllMocks();
  api.getClusters.mockResolvedValue({ clusters: [belgium], policy });
  api.getRuns.mockResolvedValue({ runs: [], silent: [] });
  api.getPresets.mockResolvedValue({ presets: [] });
  api.getStanding.mockResolvedValue({
    items: [],
    requests: [waitingRequest],
    silent: [],
  });
  api.getStandingDetails.mockResolvedValue(resilienceDetails);
  api.getStandingRequest.mockResolvedValue(waitingDetails);
});

it.each(['/chaos', '/chaos/schedules'])(
  'leads from %s to what awaits approval',
  async path => {
    renderChaos(path);
    const waiting = await screen.findByRole(
      'list',
      { name: 'Awaits approval' },
      patience,
    );
    expect(
      within(waiting).getByRole('link', { name: 'Begin Workflow resilience' }),
    ).toHaveAttribute('href', PAGE);
    expect(waiting).toHaveTextContent(/olena asked for it/);
  },
);

it('shows another person what a Workflow would do and hit, and begins it for them', async () => {
  api.getStandingRequest.mockResolvedValue({
    ...waitingDetails,
    nextRuns: weekly.nextRuns,
  });
  api.approveStanding
    .mockRejectedValueOnce(new Error('Another run hits payments'))
    .mockImplementation(async () => {
      const request = {
        ...waitingRequest,
        state: 'approved' as const,
        decidedBy: PETRO,
        decidedAt: waitingRequest.askedAt,
      };
      api.getStandingRequest.mockResolvedValue({ ...waitingDetails, request });
      return request;
    });
  renderChaos(PAGE);
  const approve = await screen.findByRole(
    'button',
    { name: 'Approve and begin' },
    patience,
  );
  const next = screen.getByRole('region', { name: 'Next runs' });
  expect(within(next).getAllByRole('listitem')).toHaveLength(2);
  const steps = screen.getByRole('region', { name: 'Steps' });
  expect(within(steps).getByText('kill')).toBeVisible();
  expect(screen.getByText('shop/payments-1')).toBeVisible();
  await waitFor(() => expect(approve).toBeEnabled(), patience);
  expect(screen.queryByRole('button', { name: 'Withdraw' })).toBeNull();

  await userEvent.click(approve);
  expect(
    await screen.findByText('Another run hits payments', {}, patience),
  ).toBeVisible();
  await userEvent.click(approve);
  expect(
    await screen.findByRole('link', { name: 'Open resilience' }, patience),
  ).toHaveAttribute(
    'href',
    '/chaos/schedules/shop-west1/Workflow/shop/resilience',
  );
  expect(screen.getByText('Approved')).toBeVisible();
  expect(
    screen.queryByRole('button', { name: 'Approve and begin' }),
  ).toBeNull();
  expect(api.approveStanding).toHaveBeenCalledWith(waitingRequest.id);
});

it('lets another person say why not, and the one who asked take it back', async () => {
  const { unmount } = renderChaos(PAGE);
  fireEvent.change(
    await screen.findByRole('textbox', { name: 'Why not' }, patience),
    { target: { value: ' Sale today ' } },
  );
  await userEvent.click(screen.getByRole('button', { name: 'Reject' }));
  await waitFor(
    () =>
      expect(api.rejectStanding).toHaveBeenCalledWith(
        waitingRequest.id,
        'Sale today',
      ),
    patience,
  );
  unmount();

  renderChaos(PAGE, OLENA);
  const withdraw = await screen.findByRole(
    'button',
    { name: 'Withdraw' },
    patience,
  );
  expect(
    screen.getByRole('button', { name: 'Approve and begin' }),
  ).toBeDisabled();
  await userEvent.click(withdraw);
  await waitFor(
    () => expect(api.withdrawStanding).toHaveBeenCalledWith(waitingRequest.id),
    patience,
  );
});

it('says what was decided, by whom and why, and that there is no such request', async () => {
  api.getStandingRequest.mockResolvedValue({
    ...waitingDetails,
    request: {
      ...waitingRequest,
      action: 'resume',
      kind: 'Schedule',
      state: 'rejected',
      decidedBy: PETRO,
      decidedAt: waitingRequest.askedAt,
      reason: 'Sale today',
    },
    nextRuns: weekly.nextRuns,
  });
  // What was refused starts nothing.
  const { unmount } = renderChaos(PAGE);
  expect(
    await screen.findByText('Reason: Sale today', {}, patience),
  ).toBeVisible();
  expect(
    screen.getByRole('heading', { name: 'Resume Schedule resilience' }),
  ).toBeVisible();
  expect(screen.queryByRole('region', { name: 'Next runs' })).toBeNull();
  expect(screen.getByText(/Decided by/)).toHaveTextContent('petro');
  expect(screen.queryByRole('button', { name: 'Reject' })).toBeNull();
  unmount();

  api.getStandingRequest.mockRejectedValue(new NotFoundError('none'));
  renderChaos(PAGE);
  expect(
    await screen.findByText('There is no such request', {}, patience),
  ).toBeVisible();
});

it('asks for a Schedule, a run of it and a resumption, and shows the request', async () => {
  const shown = () =>
    screen.findByRole(
      'heading',
      { name: 'Begin Workflow resilience' },
      patience,
    );
  const confirm = async (button: string) => {
    const dialog = await screen.findByRole('dialog', {}, patience);
    fireEvent.change(within(dialog).getByRole('textbox'), {
      target: { value: 'shop' },
    });
    await userEvent.click(within(dialog).getByRole('button', { name: button }));
  };
  const press = async (name: string) =>
    userEvent.click(await screen.findByRole('button', { name }, patience));
  api.getPresets.mockResolvedValue({ presets });
  api.dryRun.mockResolvedValue({
    ...mayStart,
    standing: 'Schedule',
    needsApproval: true,
  });
  api.createStanding.mockResolvedValue({ request: waitingRequest });
  api.runStanding.mockResolvedValue({ request: waitingRequest });
  api.resumeStanding.mockResolvedValue({ request: waitingRequest });
  const first = renderChaos(
    '/chaos/new?entity=component:default/payments&preset=network-delay&repeat=0+3+*+*+1',
    OLENA,
  );
  await press('Start…');
  await confirm('Ask for approval');
  expect(await shown()).toBeVisible();
  first.unmount();

  api.getStanding.mockResolvedValue({
    items: [{ ...weekly, paused: true, nextRuns: [] }],
    requests: [],
    silent: [],
  });
  const second = renderChaos('/chaos/schedules', OLENA);
  await press('Resume weekly-delay');
  expect(await shown()).toBeVisible();
  second.unmount();

  renderChaos('/chaos/schedules', OLENA);
  await press('Run now: weekly-delay');
  await confirm('Run now…');
  expect(await shown()).toBeVisible();
});
