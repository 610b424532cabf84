import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { standingSet } from '@shop-platform/backstage-plugin-chaos-common';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { parse } from 'yaml';
import {
  belgium,
  mayStart,
  policy,
  presets,
  resilience,
  resilienceDetails,
} from './__testUtils__/chaos';
import { mockChaosApi } from './__testUtils__/mockChaosApi';
import { chaosApiRef } from './api';
import chaosPlugin from './index';
import { standingTests } from './model/standingPresets';

jest.setTimeout(90_000);

const api = mockChaosApi();
const patience = { timeout: 20_000 };
const KINDS = ['pod', 'network', 'http'] as const;

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

/** What the dry run was asked last. */
const asked = () => parse(api.dryRun.mock.lastCall?.[0].manifest ?? '');

/** Presses a button once it may be: who may is asked first. */
async function press(name: string) {
  const button = await screen.findByRole('button', { name }, patience);
  await waitFor(() => expect(button).toBeEnabled(), patience);
  await userEvent.click(button);
}

async function begin(test: string) {
  await press('Begin with…');
  await userEvent.click(
    await screen.findByRole('menuitem', { name: test }, patience),
  );
}

beforeEach(() => {
  jest.resetAllMocks();
  sessionStorage.clear();
  api.getClusters.mockResolvedValue({ clusters: [belgium], policy });
  api.getPresets.mockResolvedValue({ presets: [] });
  api.dryRun.mockResolvedValue(mayStart);
  api.getStanding.mockResolvedValue({ items: [], requests: [], silent: [] });
});

it('begins with the weekly test, as the Schedule that it is, and with the comprehensive one', async () => {
  const [weekly, comprehensive] = standingSet({
    namespace: 'shop',
    statusUrl: policy.statusUrls[0],
    kinds: KINDS,
  }).map(({ manifest }) => manifest);
  renderPage('/chaos/workflows/new');
  await begin('Weekly resilience test');
  await waitFor(
    () =>
      expect(asked()).toMatchObject({
        kind: 'Schedule',
        metadata: weekly.metadata,
        spec: {
          schedule: '0 8 * * 3',
          concurrencyPolicy: 'Forbid',
          type: 'Workflow',
          workflow: weekly.spec.workflow,
        },
      }),
    patience,
  );

  await begin('Comprehensive test, phase after phase');
  // It is no Schedule, whatever the one before was.
  await waitFor(() => expect(asked()).toEqual(comprehensive), patience);
});

const repeat = () =>
  screen.getByRole<HTMLInputElement>('textbox', { name: 'Repeat' });

it('begins once with all else, and goes back to how often it began', async () => {
  api.getPresets.mockResolvedValue({ presets });
  api.getStanding.mockResolvedValue({
    items: [resilience],
    requests: [],
    silent: [],
  });
  api.getStandingDetails.mockResolvedValue(resilienceDetails);
  renderPage('/chaos/workflows/new?entity=component:default/payments');
  await screen.findByText(/Experiments that fit this component/, {}, patience);
  await begin('Weekly resilience test');
  expect(repeat()).toHaveValue('0 8 * * 3');
  for (const item of [
    'An empty workflow',
    'One after another, with rests',
    'Phase after phase, by kind',
    'resilience · shop-west1',
  ]) {
    await begin(item);
    await waitFor(() => expect(repeat()).toHaveValue(''), patience);
    await press('Undo');
    expect(repeat()).toHaveValue('0 8 * * 3');
  }
  await press('Redo');
  await waitFor(
    () =>
      expect(asked()).toMatchObject({
        kind: 'Workflow',
        metadata: { name: 'resilience-copy' },
      }),
    patience,
  );
});

it('is after loading the page again what it was, and as often', async () => {
  const page = renderPage('/chaos/workflows/new');
  await begin('Weekly resilience test');
  await userEvent.clear(repeat());
  await userEvent.type(repeat(), '0 9 * * 1');
  page.unmount();

  const again = renderPage('/chaos/workflows/new');
  await waitFor(
    () =>
      expect(asked()).toMatchObject({
        kind: 'Schedule',
        metadata: { name: 'weekly-resilience' },
        spec: { schedule: '0 9 * * 1' },
      }),
    patience,
  );
  again.unmount();

  // What was undone does not come back.
  sessionStorage.clear();
  const undone = renderPage('/chaos/workflows/new');
  await begin('Weekly resilience test');
  await press('Undo');
  undone.unmount();
  renderPage('/chaos/workflows/new');
  await screen.findByRole('button', { name: 'Begin with…' }, patience);
  expect(repeat()).toHaveValue('');
  expect(
    screen.getByRole('textbox', { name: 'Workflow as YAML' }),
  ).not.toHaveTextContent('kill-a-pod');
});

it('goes from the schedules to the pod kill, which can be made as it is', async () => {
  renderPage('/chaos/schedules');
  await press('Pod kill every 4 hours…');
  const kill = standingSet({ namespace: 'shop', statusUrl: '' })[2].manifest;
  await waitFor(() => expect(asked()).toEqual(kill), patience);
});

it('offers only tests that the rules let start', () => {
  const textsOf = (changes: Partial<typeof policy>) =>
    standingTests({ ...policy, ...changes }, 'shop').map(({ text }) => text);
  const [weekly] = textsOf({ kinds: ['PodChaos'], maxDurationSeconds: 60 });
  expect(weekly).toContain('kill-a-pod');
  expect(weekly).not.toMatch(/late-answers|slow-service|busy-processor/);
  expect(textsOf({ kinds: ['IOChaos'] })).toEqual([]);
  // Where no other address is allowed, a Service of the namespace is asked.
  expect(textsOf({ statusUrls: [] })[1]).toContain(
    'url: http://storefront.shop.svc/readyz',
  );
});
