import { NotFoundError } from '@backstage/errors';
import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  belgium,
  mayStart,
  networkDelay,
  policy,
  presets,
  resilience,
  resilienceDetails,
  resilienceManifest,
  RUN_ID,
  run,
  weekly,
} from './__testUtils__/chaos';
import { mockChaosApi } from './__testUtils__/mockChaosApi';
import { chaosApiRef } from './api';
import chaosPlugin from './index';
import { asSchedule, outlineOf } from './model/standing';

jest.setTimeout(90_000);

const api = mockChaosApi();
const patience = { timeout: 20_000 };

function renderPage(path: string) {
  return renderTestApp({
    features: [chaosPlugin],
    apis: [
      [chaosApiRef, api],
      [catalogApiRef, catalogApiMock()],
      mockApis.permission({ authorize: AuthorizeResult.ALLOW }),
    ],
    initialRouteEntries: [path],
  });
}

async function press(name: string) {
  const button = await screen.findByRole('button', { name }, patience);
  await waitFor(() => expect(button).toBeEnabled(), patience);
  await userEvent.click(button);
}

beforeEach(() => {
  jest.resetAllMocks();
  api.getClusters.mockResolvedValue({ clusters: [belgium], policy });
  api.getPresets.mockResolvedValue({ presets });
  api.dryRun.mockResolvedValue(mayStart);
  api.getRun.mockRejectedValue(new NotFoundError('none'));
  api.getStanding.mockResolvedValue({
    items: [resilience, weekly],
    requests: [],
    silent: [{ name: 'Netherlands', reason: 'no answer' }],
  });
  api.getStandingDetails.mockResolvedValue(resilienceDetails);
});

describe('the page of schedules', () => {
  it('says what starts what when, and where that is not known', async () => {
    renderPage('/chaos/schedules');
    const table = await screen.findByRole(
      'table',
      { name: 'Schedules and workflows' },
      patience,
    );
    const [, first, second] = within(table).getAllByRole('row');
    // What starts something next stands first.
    expect(first).toHaveTextContent(
      /weekly-delaySchedule.*NetworkChaos delay.*Waits.*0 3 \* \* 1/,
    );
    expect(
      first.querySelector('time[datetime="2026-11-30T03:00:00.000Z"]'),
    ).toBeInTheDocument();
    expect(
      within(first).getByRole('link', { name: 'weekly-delay' }),
    ).toHaveAttribute(
      'href',
      '/chaos/schedules/shop-west1/Schedule/shop/weekly-delay',
    );
    expect(second).toHaveTextContent(/resilienceWorkflow.*Running/);
    expect(second).toHaveTextContent('outside the portal');
    expect(screen.getByText('No answer from Netherlands')).toBeVisible();
  });

  it('pauses, runs once what is planned, and deletes once its name is typed', async () => {
    api.pauseStanding.mockResolvedValue({ ...weekly, paused: true });
    api.deleteStanding.mockRejectedValue(new Error('The cluster is away'));
    api.runStanding.mockResolvedValue({ run: run() });
    renderPage('/chaos/schedules');

    await press('Pause weekly-delay');
    const ref = {
      cluster: 'shop-west1',
      kind: 'Schedule',
      namespace: 'shop',
      name: 'weekly-delay',
    };
    await waitFor(
      () => expect(api.pauseStanding).toHaveBeenCalledWith(ref),
      patience,
    );

    await press('Delete weekly-delay');
    const dialog = await screen.findByRole(
      'dialog',
      { name: 'Delete weekly-delay?' },
      patience,
    );
    const confirm = within(dialog).getByRole('button', { name: 'Delete…' });
    expect(confirm).toBeDisabled();
    fireEvent.change(within(dialog).getByRole('textbox'), {
      target: { value: 'weekly-delay' },
    });
    await userEvent.click(confirm);
    expect(
      await screen.findByText('The cluster is away', {}, patience),
    ).toBeInTheDocument();
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Cancel' }),
    );

    await press('Run now: weekly-delay');
    const ask = await screen.findByRole(
      'dialog',
      { name: 'Run weekly-delay now?' },
      patience,
    );
    fireEvent.change(within(ask).getByRole('textbox'), {
      target: { value: 'shop' },
    });
    await userEvent.click(
      within(ask).getByRole('button', { name: 'Run now…' }),
    );
    await waitFor(
      () => expect(api.getRun).toHaveBeenCalledWith(RUN_ID, expect.anything()),
      patience,
    );
    expect(api.runStanding).toHaveBeenCalledWith(ref, 'shop');
  });

  it('shows each step of a Workflow, and that one is not there', async () => {
    const page = renderPage(
      '/chaos/schedules/shop-west1/Workflow/shop/resilience',
    );
    const steps = within(
      await screen.findByRole('region', { name: 'Steps' }, patience),
    ).getAllByRole('listitem');
    expect(steps[0]).toHaveTextContent(/^RunningallSerial/);
    expect(steps[0]).toHaveAttribute('aria-current', 'step');
    expect(steps[1]).toHaveTextContent(
      /^DonekillPodChaos.*NodeDeadlineExceed$/,
    );
    page.unmount();

    api.getStandingDetails.mockRejectedValue(new NotFoundError('none'));
    renderPage('/chaos/schedules/shop-west1/Workflow/shop/gone');
    expect(
      await screen.findByRole(
        'group',
        { name: 'It is not in the cluster' },
        patience,
      ),
    ).toBeVisible();
  });

  it('says what a task came to, and which branches follow from it', async () => {
    api.getStandingDetails.mockResolvedValue({
      ...resilienceDetails,
      nodes: [
        {
          name: 'look-1',
          template: 'look',
          type: 'Task',
          phase: 'running',
          task: {
            exitCode: 3,
            branches: [
              { target: 'slow', taken: true },
              { target: 'good', taken: false },
              { target: 'late' },
            ],
          },
        },
      ],
    });
    renderPage('/chaos/schedules/shop-west1/Workflow/shop/resilience');
    const branches = await screen.findByRole(
      'list',
      { name: 'Branches of look' },
      patience,
    );
    expect(
      within(branches)
        .getAllByRole('listitem')
        .map(({ textContent }) => textContent),
    ).toEqual(['slow: taken', 'good: not taken', 'late: not decided']);
    expect(screen.getByText('exit code 3')).toBeInTheDocument();
  });

  it('repeats an experiment, with the next runs before it is made', async () => {
    api.dryRun.mockResolvedValue({
      ...mayStart,
      standing: 'Schedule',
      nextRuns: weekly.nextRuns,
    });
    api.createStanding.mockResolvedValue({ standing: weekly });
    renderPage(
      '/chaos/new?entity=component:default/payments&preset=network-delay&repeat=0+3+*+*+1',
    );
    const next = await screen.findByRole(
      'list',
      { name: 'Next runs' },
      patience,
    );
    expect(within(next).getAllByRole('listitem')).toHaveLength(2);
    expect(api.dryRun).toHaveBeenLastCalledWith(
      {
        cluster: 'shop-west1',
        manifest: expect.stringContaining('kind: Schedule'),
      },
      expect.anything(),
    );
    await press('Start…');
    const dialog = await screen.findByRole(
      'dialog',
      { name: 'Start it in Belgium?' },
      patience,
    );
    expect(dialog).toHaveTextContent('It stays in the cluster');
    fireEvent.change(within(dialog).getByRole('textbox'), {
      target: { value: 'shop' },
    });
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Start in Belgium' }),
    );
    await waitFor(
      () =>
        expect(api.getStandingDetails).toHaveBeenCalledWith(
          expect.objectContaining({ name: 'weekly-delay' }),
          expect.anything(),
        ),
      patience,
    );
    expect(api.startRun).not.toHaveBeenCalled();
  });
});

describe('asSchedule', () => {
  it('holds the experiment as it is', () => {
    const text = asSchedule(networkDelay, ' 0 3 * * 1 ');
    expect(text).toContain('schedule: 0 3 * * 1\n');
    expect(text).toMatch(
      /type: NetworkChaos\n {2}networkChaos:\n {4}action: delay/,
    );
    expect(asSchedule(resilienceManifest, '@daily')).toMatch(
      /type: Workflow\n {2}workflow:\n {4}entry: all/,
    );
    expect(asSchedule('kind: Deployment', '@daily')).toBe('kind: Deployment');
  });
});

describe('outlineOf', () => {
  it('shows what is in what, and what is missing', () => {
    const lines = outlineOf(`kind: Workflow
spec:
  entry: all
  templates:
    - { name: all, templateType: Serial, children: [wait, all, gone] }
    - { name: wait, templateType: Suspend, deadline: 10s }
`);
    expect(lines.slice(0, 2)).toEqual([
      { name: 'all', type: 'Serial', depth: 0 },
      { name: 'wait', type: 'Suspend', depth: 1, deadline: '10s' },
    ]);
    expect(lines).toContainEqual({ name: 'gone', type: '', depth: 1 });
    expect(outlineOf('spec: [1')).toEqual([]);
  });

  it('shows where a task may lead', () => {
    const lines = outlineOf(`kind: Workflow
spec:
  entry: look
  templates:
    - name: look
      templateType: Task
      deadline: 1m
      conditionalBranches:
        - { target: wait, expression: exitCode == 0 }
    - { name: wait, templateType: Suspend, deadline: 10s }
`);
    expect(lines).toEqual([
      { name: 'look', type: 'Task', depth: 0, deadline: '1m' },
      { name: 'wait', type: 'Suspend', depth: 1, deadline: '10s' },
    ]);
  });
});
