import { NotAllowedError, NotFoundError } from '@backstage/errors';
import {
  createExtensionTester,
  mockApis,
  renderTestApp,
} from '@backstage/frontend-test-utils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { EntityCardBlueprint } from '@backstage/plugin-catalog-react/alpha';
import {
  catalogApiMock,
  createTestEntityPage,
} from '@backstage/plugin-catalog-react/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  gatewayRefusal,
  languageConfig,
} from '@shop-platform/ui-kit/testUtils';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  at,
  belgium,
  mayNotStart,
  mayStart,
  netherlands,
  networkDelay,
  over,
  overDetails,
  PAYMENTS,
  policy,
  presets,
  run,
  RUN_ID,
  score,
  stuck,
} from './__testUtils__/chaos';
import { mockChaosApi } from './__testUtils__/mockChaosApi';
import { chaosApiRef } from './api';
import { chaosEntityCard } from './extensions/entityCards';
import chaosPlugin from './index';
import { rootRouteRef } from './routes';

const api = mockChaosApi();
const payments = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    namespace: 'default',
    name: 'payments',
    annotations: { 'backstage.io/kubernetes-id': 'payments' },
  },
  spec: { type: 'service' },
};
const apis = [
  [chaosApiRef, api],
  [catalogApiRef, catalogApiMock({ entities: [payments] })],
  mockApis.permission({ authorize: AuthorizeResult.ALLOW }),
] as const;

function renderPage(path = '/chaos', config = {}) {
  return renderTestApp({
    features: [chaosPlugin],
    apis,
    initialRouteEntries: [path],
    config,
  });
}

const silent = [
  { name: 'shop-west4', reason: 'no answer within 3000 ms', since: at(0) },
];
const texts = (elements: HTMLElement[]) =>
  elements.map(({ textContent }) =>
    textContent?.replace(/\u00a0|\u202f/g, ' '),
  );
const cells = (row: HTMLElement) => texts(within(row).getAllByRole('cell'));
/** Those of the verdict, in the order of the page. */
const numbers = () => texts(screen.getAllByRole('definition'));

/** Presses a button once it may be: who may is asked first. */
async function press(name: string) {
  const button = await screen.findByRole('button', { name });
  await waitFor(() => expect(button).toBeEnabled());
  await userEvent.click(button);
}

beforeEach(() => {
  jest.resetAllMocks();
  api.getClusters.mockResolvedValue({
    clusters: [belgium, netherlands],
    policy,
  });
  api.getRuns.mockImplementation(async ({ state } = {}) => ({
    runs: state === 'over' ? [over] : [run(), stuck],
    silent,
  }));
  api.getPresets.mockResolvedValue({ presets });
  api.getRun.mockResolvedValue(overDetails);
  api.getScore.mockResolvedValue(score);
  api.dryRun.mockResolvedValue(mayStart);
  api.getStanding.mockResolvedValue({ items: [], requests: [], silent: [] });
});

describe('the page of chaos', () => {
  it('says what is being broken, where nobody knows, and what was', async () => {
    renderPage();

    const running = await screen.findByRole('table', {
      name: 'Experiments that are on',
    });
    const [, first, second] = within(running).getAllByRole('row');
    // What did not recover is the first, although it began before.
    expect(first).toHaveTextContent('payments-lossNetworkChaos loss');
    expect(cells(first).slice(0, 5)).toEqual([
      'Not recoveredpayments-7d9f8-abcde still loses packets',
      'paymentsshop-west1',
      '2 of 2',
      'due',
      'olena',
    ]);
    expect(cells(second).slice(0, 4)).toEqual([
      'Running',
      'paymentsshop-west1',
      '1 of 2',
      'until it is halted',
    ]);

    const belgian = await screen.findByRole('group', { name: 'Belgium' });
    expect(belgian).toHaveTextContent('Ready2 runs are on');
    const dutch = screen.getByRole('group', { name: 'Netherlands' });
    expect(dutch).toHaveTextContent(/Silentsince .*no answer within 3000 ms/);
    // What is not known is never a number.
    expect(dutch).toHaveTextContent('Not known what runs');
    expect(
      screen.getByText('No answer from shop-west4').closest('[role=status]'),
    ).toBeVisible();

    const history = await screen.findByRole('table', {
      name: 'Experiments that are over',
    });
    const [, ended] = within(history).getAllByRole('row');
    expect(cells(ended)[0]).toBe('Failed');
    expect(cells(ended)[4]).toBe('21 s');
    expect(within(ended).getByRole('link')).toHaveAttribute(
      'href',
      `/chaos/runs/${RUN_ID}`,
    );
  });

  it('halts everything at one click, with a reason or without, and arms it again', async () => {
    const halt = {
      at: at(0),
      by: 'user:default/olena',
      reason: 'Black Friday',
    };
    api.haltAll.mockImplementation(async () => {
      api.getClusters.mockResolvedValue({
        clusters: [
          { ...belgium, active: 0, halt },
          { ...netherlands, halt },
        ],
        policy,
      });
      return { clusters: [] };
    });
    renderPage();

    // In a hurry, nothing has to be written.
    api.haltAll.mockRejectedValueOnce(await gatewayRefusal(503));
    await press('Halt everything');
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
    expect(api.haltAll).toHaveBeenCalledWith({ reason: 'No reason was given' });
    expect(
      await screen.findByText('Could not halt everything'),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/^The back end of the portal does not answer\. It may/),
    ).toBeInTheDocument();
    fireEvent.change(screen.getByRole('textbox', { name: /^Why/ }), {
      target: { value: 'Black Friday' },
    });
    await press('Halt all in Belgium');
    expect(api.haltAll).toHaveBeenLastCalledWith({
      cluster: 'shop-west1',
      reason: 'Black Friday',
    });

    const banner = (
      await screen.findByText('Everything is halted: no experiment starts')
    ).closest<HTMLElement>('[role=status]');
    expect(banner).toHaveTextContent(/olena, .*: Black Friday/);
    expect(
      screen.queryByRole('button', { name: 'Halt everything' }),
    ).not.toBeInTheDocument();

    api.arm.mockRejectedValueOnce(new Error('Ask a second person'));
    await press('Arm all again…');
    const arm = await screen.findByRole('button', { name: 'Arm all clusters' });
    await userEvent.click(arm);
    // A refusal stays in the dialog, where one can try again.
    expect(await screen.findByText('Ask a second person')).toBeInTheDocument();
    api.arm.mockResolvedValue({ clusters: [] });
    await userEvent.click(arm);
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    expect(api.arm).toHaveBeenLastCalledWith({});
  });

  it('halts a region of several clusters at one click, and arms it again', async () => {
    const spare = { ...belgium, name: 'shop-west1-b', title: 'Belgium B' };
    const halt = { at: at(0), by: 'user:default/olena', reason: 'fire' };
    const clusters = [belgium, spare, netherlands];
    api.getClusters.mockResolvedValue({ clusters, policy });
    api.haltAll.mockImplementation(async () => {
      api.getClusters.mockResolvedValue({
        clusters: [{ ...belgium, halt }, { ...spare, halt }, netherlands],
        policy,
      });
      return { clusters: [] };
    });
    renderPage();

    const [region, ...others] = within(
      await screen.findByRole('list', { name: 'Regions of several clusters' }),
    ).getAllByRole('listitem');
    // That of the other one is the lever of its only cluster.
    expect(others).toEqual([]);
    expect(region).toHaveTextContent(/^europe-west1 Belgium and Belgium B/);
    await press('Halt all of region europe-west1');
    expect(api.haltAll).toHaveBeenLastCalledWith({
      region: 'europe-west1',
      reason: 'No reason was given',
    });

    const banner = (
      await screen.findByText(
        'Halted: no experiment starts in Belgium and Belgium B',
      )
    ).closest<HTMLElement>('[role=status]');
    expect(
      within(region).queryByRole('button', { name: /^Halt/ }),
    ).not.toBeInTheDocument();
    const arm = within(banner!).getByRole('button', { name: /^Arm/ });
    expect(arm).toHaveAccessibleName('Arm region europe-west1 again…');
    await waitFor(() => expect(arm).toBeEnabled());
    await userEvent.click(arm);
    api.arm.mockResolvedValue({ clusters: [] });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Arm region europe-west1' }),
    );
    expect(api.arm).toHaveBeenLastCalledWith({ region: 'europe-west1' });
  });

  it('tells a region of several clusters from the one that is titled as it', async () => {
    const first = { ...belgium, title: belgium.region };
    const spare = { ...belgium, name: 'shop-west1-b', title: 'Belgium B' };
    const alone = { ...netherlands, title: netherlands.region };
    api.getClusters.mockResolvedValue({
      clusters: [first, spare, alone],
      policy,
    });
    api.haltAll.mockResolvedValue({ clusters: [] });
    renderPage();

    const card = await screen.findByRole('group', { name: 'europe-west1' });
    expect(card).toHaveTextContent(/^europe-west1europe-west1/);
    expect(
      screen.getByRole('group', { name: 'europe-west4' }),
    ).not.toHaveTextContent(/^europe-west4europe-west4/);
    await press('Halt all in europe-west1');
    expect(api.haltAll).toHaveBeenLastCalledWith({
      cluster: 'shop-west1',
      reason: 'No reason was given',
    });
    await press('Halt all of region europe-west1');
    expect(api.haltAll).toHaveBeenLastCalledWith({
      region: 'europe-west1',
      reason: 'No reason was given',
    });
  });

  it('says who halted a cluster at its own lever, and where kubectl is not held', async () => {
    const object = 'chaos-mesh/chaos-halt-lever';
    api.getClusters.mockResolvedValue({
      clusters: [
        {
          ...belgium,
          halt: {
            at: at(0),
            by: 'Olena: on call',
            reason: 'fire',
            from: 'cluster',
          },
          lever: { state: 'same', object },
        },
        {
          ...netherlands,
          halt: { at: at(1), by: 'user:default/taras', reason: 'smoke' },
          lever: { state: 'behind', object, reason: 'no answer in time' },
        },
        {
          ...belgium,
          name: 'pl',
          title: 'Poland',
          lever: { state: 'absent', object },
        },
        {
          ...belgium,
          name: 'es',
          title: 'Spain',
          lever: { state: 'behind', object, reason: 'not allowed' },
        },
      ],
      policy,
    });
    renderPage();

    const banner = (
      await screen.findByText('Halted: no experiment starts in Belgium')
    ).closest<HTMLElement>('[role=status]');
    // It is what the lever says, and no name of the catalog.
    expect(banner).toHaveTextContent(
      /Olena: on call in the cluster itself, .*: fire/,
    );
    const note = (name: string) => screen.getByRole('group', { name });
    expect(note('Belgium')).not.toHaveTextContent(/kubectl/);
    expect(note('Netherlands')).toHaveTextContent(
      /kubectl differs.*chaos-mesh\/chaos-halt-lever.*can still start.*no answer in time/,
    );
    expect(note('Poland')).toHaveTextContent(/does not hold kubectl here/);
    expect(
      within(note('Poland')).getByRole('link', { name: /How to get one/ }),
    ).toHaveAttribute('href', expect.stringContaining('#one-lever'));
    expect(note('Spain')).toHaveTextContent(/still refuses.*not allowed/);
  });

  it('pauses and halts a run, and says when that fails', async () => {
    api.pauseRun.mockResolvedValue(run({ state: 'paused' }));
    api.haltRun.mockRejectedValue(new Error('It is over already'));
    renderPage();

    await press('Pause payments-delay');
    await waitFor(() => expect(api.pauseRun).toHaveBeenCalledWith(RUN_ID));
    expect(
      screen.getByRole('button', { name: 'Pause payments-loss' }),
    ).toBeDisabled();
    await press('Halt payments-delay');
    expect(
      await screen.findByText('That did not work: It is over already'),
    ).toBeInTheDocument();
  });

  it('goes through the history page by page', async () => {
    api.getRuns.mockImplementation(async ({ state, cursor } = {}) => {
      if (state === 'active') {
        return { runs: [], silent: [] };
      }
      return cursor === undefined
        ? { runs: [over], silent: [], nextCursor: 'next' }
        : {
            runs: [run({ ...over, id: 'a', name: 'older', outcome: 'passed' })],
            silent: [],
          };
    });
    renderPage('/chaos?component=component:default/payments');

    await press('Older');
    expect(await screen.findByRole('link', { name: 'older' })).toBeVisible();
    expect(screen.getByRole('button', { name: 'Older' })).toBeDisabled();
    expect(api.getRuns).toHaveBeenCalledWith(
      { state: 'over', limit: 25, entity: PAYMENTS, cursor: 'next' },
      expect.anything(),
    );
    await press('Newest');
    expect(
      await screen.findByRole('link', { name: 'payments-delay' }),
    ).toBeVisible();
  });

  it('has its other states', async () => {
    api.getClusters.mockResolvedValue({ clusters: [], policy });
    api.getRuns.mockResolvedValue({ runs: [], silent: [] });
    const empty = renderPage();
    expect(
      await screen.findByRole('group', { name: 'No cluster is configured' }),
    ).toHaveTextContent('kubernetes.clusterLocatorMethods');
    expect(
      await screen.findByRole('group', { name: 'Nothing is being broken' }),
    ).toBeVisible();
    expect(
      await screen.findByRole('link', { name: 'Start the first one' }),
    ).toHaveAttribute('href', '/chaos/new?preset=pod-kill');
    empty.unmount();

    api.getClusters.mockRejectedValue(new NotAllowedError());
    api.getRuns.mockRejectedValue(new Error('The back end is away'));
    renderPage();
    expect(
      await screen.findByRole('group', {
        name: 'You may not see the clusters',
      }),
    ).toBeVisible();
    expect(
      await screen.findByRole('alert', { name: 'Could not load what runs' }),
    ).toHaveTextContent('The back end is away');
  });

  it('speaks Ukrainian', async () => {
    renderPage('/chaos', languageConfig('uk'));
    expect(await screen.findByText('Не відновилося')).toBeVisible();
    expect(
      await screen.findByText('Немає відповіді від shop-west4'),
    ).toBeVisible();
  });
});

describe('the page where an experiment is made', () => {
  const path = `/chaos/new?entity=${PAYMENTS}&preset=network-delay`;

  it('says what to change before it may start', async () => {
    api.dryRun.mockResolvedValue(mayNotStart);
    renderPage(path);

    const rules = await screen.findByRole('list', { name: 'Rules' });
    // What has to be changed comes first.
    expect(texts(within(rules).getAllByRole('listitem'))).toEqual([
      'To change: It lasts 1 h; shorten it to 10 min or less spec.duration',
      'Holds: It is an experiment manifest',
    ]);
    expect(screen.getByText('No pod fits.')).toBeVisible();
    const start = screen.getByRole('button', { name: 'Start…' });
    await waitFor(() =>
      expect(start).toHaveAccessibleDescription(
        'The rules above say what to change first.',
      ),
    );
    expect(start).toBeDisabled();
    expect(api.dryRun).toHaveBeenCalledWith(
      { cluster: 'shop-west1', manifest: networkDelay },
      expect.anything(),
    );
    expect(screen.getByRole('radio', { name: /^Slow network/ })).toBeChecked();
  });

  it('writes the fields into the YAML, checks it, and starts it once its namespace is typed', async () => {
    api.startRun
      .mockRejectedValueOnce(new Error('Another run hits payments'))
      .mockResolvedValue(run());
    renderPage(path);

    fireEvent.change(await screen.findByRole('textbox', { name: 'Delay' }), {
      target: { value: '1s' },
    });
    const yaml = screen.getByRole('textbox', { name: 'Experiment as YAML' });
    expect(yaml).toHaveDisplayValue(
      /# Payments answers late\.[^]*one # of two[^]*latency: 1s/,
    );
    await press('Check');
    const pods = await screen.findByRole('table', {
      name: 'Pods that may be hit',
    });
    const [, pod] = within(pods).getAllByRole('row');
    expect(cells(pod)).toEqual(['Deployment/payments', 'node-1', 'payments']);
    expect(
      screen.getByRole('list', { name: 'Depends on it' }),
    ).toHaveTextContent('Core as the catalog says, and seen in the traces');

    const start = screen.getByRole('button', { name: 'Start…' });
    await waitFor(() => expect(start).toBeEnabled());
    await userEvent.click(start);
    const dialog = await screen.findByRole('dialog', {
      name: 'Start it in Belgium?',
    });
    expect(dialog).toHaveTextContent(
      '2 pods of shop may be hit. It goes on for 60s, and can be halted before.Depends on it: Core.',
    );
    const confirm = within(dialog).getByRole('button', {
      name: 'Start in Belgium',
    });
    const confirmation = within(dialog).getByRole('textbox', {
      name: 'Type shop to start',
    });
    fireEvent.change(confirmation, { target: { value: 'Shop' } });
    expect(confirm).toBeDisabled();
    fireEvent.change(confirmation, { target: { value: 'shop' } });
    await userEvent.click(confirm);
    expect(
      await screen.findByText('Another run hits payments'),
    ).toBeInTheDocument();

    await userEvent.click(confirm);
    expect(
      await screen.findByText('The platform did not hold'),
    ).toBeInTheDocument();
    expect(api.startRun).toHaveBeenLastCalledWith({
      cluster: 'shop-west1',
      manifest: expect.stringContaining('latency: 1s'),
      confirmation: 'shop',
    });
  });

  it('takes YAML of one’s own, and says when it is none', async () => {
    renderPage('/chaos/new');

    expect(
      await screen.findByRole('group', { name: 'Choose a component' }),
    ).toBeVisible();
    expect(api.getPresets).not.toHaveBeenCalled();
    fireEvent.change(
      screen.getByRole('textbox', { name: 'Experiment as YAML' }),
      { target: { value: 'spec: [1, 2' } },
    );
    expect(
      await screen.findByText(/^This is not YAML: Flow sequence/),
    ).toBeVisible();
    expect(
      await screen.findByRole('radio', { name: /^YAML of my own/ }),
    ).toBeChecked();
  });
});

describe('the page of a run', () => {
  it('says whether the platform held, with the numbers, and what happened', async () => {
    renderPage(`/chaos/runs/${RUN_ID}`);

    const table = await screen.findByRole('table', {
      name: 'Measures before, during and after',
    });
    const [, target, caller] = within(table).getAllByRole('row');
    expect(target).toHaveTextContent(/^payments-servicehit/);
    expect(cells(target)).toEqual([
      'p95',
      '800 ms',
      '41.2 ms',
      '1.23 s',
      '43 ms',
      '1.2K · 340 · 900',
      'Broken',
    ]);
    expect(cells(caller)).toEqual([
      'Errors',
      '5%',
      '0.1%',
      '1.23%',
      '–',
      '–',
      'Held',
    ]);
    expect(
      screen.getByText('as the catalog says, and seen in the traces'),
    ).toBeVisible();
    expect(
      screen.getByText('Callers of payments waited longer than they may'),
    ).toBeVisible();
    expect(numbers()).toEqual(['12.5 s', '1 min 4 s', '1.23K']);
    const lost = screen.getByRole('definition', { name: 'Requests lost' });
    expect(within(lost).getByTitle('1234')).toBeVisible();
    expect(
      screen.getByRole('button', {
        name: /^About Requests lost: .* beyond those that would have failed/,
      }),
    ).toBeVisible();
    expect(
      within(screen.getByRole('region', { name: 'Timeline' })).getByText(
        'Over, now',
      ),
    ).toBeVisible();
    expect(screen.getByRole('table', { name: 'Pods' })).toHaveTextContent(
      /put on .*could not be taken back .*tc: no such qdisc/,
    );
    const events = within(
      screen.getByRole('region', { name: 'Who did what' }),
    ).getAllByRole('listitem');
    expect(events[0]).toHaveTextContent(/^Started, olena, /);
    expect(events.at(-1)).toHaveTextContent(/^Verdict, the portal, .*failed$/);
    // It is over: there is nothing to halt.
    expect(
      screen.queryByRole('button', { name: 'Halt payments-delay' }),
    ).not.toBeInTheDocument();
  });

  it('says in words which numbers of the verdict nobody knows', async () => {
    const { checks = [] } = overDetails.verdict ?? {};
    const verdict = { outcome: 'failed' as const, reason: 'x', at: at(40) };
    api.getRun.mockResolvedValue({
      ...overDetails,
      verdict: { ...verdict, checks },
    });
    const page = renderPage(`/chaos/runs/${RUN_ID}`);
    await screen.findByRole('definition', { name: 'Time to detect' });
    expect(numbers()).toEqual(['Not known', 'Not known', 'Not known']);
    page.unmount();

    api.getRun.mockResolvedValue({
      ...overDetails,
      verdict: {
        ...verdict,
        outcome: 'passed',
        requestsLost: 0,
        checks: checks.filter(({ ok }) => ok),
      },
    });
    renderPage(`/chaos/runs/${RUN_ID}`);
    await screen.findByRole('definition', { name: 'Time to detect' });
    expect(numbers()).toEqual(['Nothing to detect', 'Not known', '0']);
  });

  it('says loudly what did not recover, and that there is no such run', async () => {
    api.getRun.mockResolvedValue({
      ...overDetails,
      run: stuck,
      verdict: undefined,
    });
    const page = renderPage(`/chaos/runs/${stuck.id}`);
    expect(
      await screen.findByText(
        'Faults may still be on. Somebody has to look now.',
      ),
    ).toBeVisible();
    const halt = screen.getByRole('button', { name: 'Halt payments-loss' });
    await waitFor(() => expect(halt).toBeEnabled());
    page.unmount();

    api.getRun.mockRejectedValue(new NotFoundError('none'));
    renderPage(`/chaos/runs/${RUN_ID}`);
    const message = await screen.findByRole('group', {
      name: 'There is no such run',
    });
    expect(within(message).getByRole('link')).toHaveAttribute('href', '/chaos');
  });
});

describe('the card on an entity', () => {
  it('says what is broken of it, whether it held, and where to break it', async () => {
    api.getRuns.mockResolvedValue({
      runs: [over, run({ id: 'a', name: 'now', startedAt: at(-9) })],
      silent: [],
    });
    renderTestApp({
      extensions: [createTestEntityPage({ entity: payments }), chaosEntityCard],
      apis,
      mountedRoutes: { '/chaos': rootRouteRef },
    });

    const card = await screen.findByRole('group', { name: 'Chaos' });
    const runs = await within(card).findByRole('list', { name: 'Last runs' });
    const [first, second] = texts(within(runs).getAllByRole('listitem'));
    expect(first).toMatch(/^nowNetworkChaos delayRunning/);
    expect(second).toMatch(/^payments-delayNetworkChaos delayFailed/);
    const breakIt = within(card).getByRole('button', { name: 'Break it…' });
    await waitFor(() => expect(breakIt).toBeEnabled());
    expect(api.getRuns).toHaveBeenCalledWith(
      { entity: PAYMENTS, limit: 5 },
      expect.anything(),
    );
  });

  it('leaves entities without workloads alone', () => {
    const isFor = createExtensionTester(chaosEntityCard).get(
      EntityCardBlueprint.dataRefs.filterFunction,
    );
    expect(isFor?.(payments)).toBe(true);
    expect(isFor?.({ ...payments, metadata: { name: 'payments' } })).toBe(
      false,
    );
  });
});
