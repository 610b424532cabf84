import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  type ChaosImpliedCheck,
  type ChaosRunDetails,
} from '@shop-platform/backstage-plugin-chaos-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  at,
  belgium,
  mayStart,
  overDetails,
  PAYMENTS,
  policy,
  presets,
  run,
  RUN_ID,
} from './__testUtils__/chaos';
import { mockChaosApi } from './__testUtils__/mockChaosApi';
import { chaosApiRef } from './api';
import chaosPlugin from './index';
import { readChecks, writeChecks } from './model/checks';
import { runAsMarkdown } from './model/exportRun';
import { fileNameOf, proposalUrl } from './model/saving';
import { formatMeasured } from './model/steadyChecks';

const api = mockChaosApi();

function renderPage(path: string) {
  return renderTestApp({
    features: [chaosPlugin],
    apis: [
      [chaosApiRef, api],
      [catalogApiRef, catalogApiMock({ entities: [] })],
      mockApis.permission({ authorize: AuthorizeResult.ALLOW }),
    ],
    initialRouteEntries: [path],
  });
}

const steady = {
  id: 0,
  type: 'promql' as const,
  title: 'Failures',
  unit: 'number' as const,
  limit: 0.05,
  comparator: 'below' as const,
  samples: [
    { at: at(0), value: 0.01, ok: true },
    { at: at(5), value: 0.4, ok: false, message: 'far too many' },
  ],
};

beforeEach(() => {
  jest.resetAllMocks();
  api.getClusters.mockResolvedValue({
    clusters: [belgium],
    policy: {
      ...policy,
      hours: [{ zone: 'Europe/Kyiv', days: [1], from: '09:00', to: '17:00' }],
      approval: [{ namespaces: ['shop'] }],
      checks: {
        origins: ['https://shop.example.com'],
        queries: [{ name: 'orders', title: 'Orders per minute' }],
        prometheus: true,
      },
    },
  });
  api.getPresets.mockResolvedValue({
    presets,
    saveUrl: 'https://github.com/shop/payments/new/main/chaos',
  });
  api.dryRun.mockResolvedValue(mayStart);
});

it('adds a check to the experiment, changes it and takes it out, as form and as YAML', async () => {
  renderPage(`/chaos/new?entity=${PAYMENTS}&preset=network-delay`);
  const yaml = await screen.findByLabelText('Experiment as YAML');
  await userEvent.click(
    await screen.findByRole('button', { name: 'Add a check' }),
  );
  const check = await screen.findByRole('group', { name: 'Check 1' });
  const written = () => readChecks((yaml as HTMLTextAreaElement).value);
  expect(written()).toEqual([
    { type: 'latency', percentile: 99, below: '500ms' },
  ]);
  const limit = within(check).getByLabelText('Below');
  await userEvent.clear(limit);
  await userEvent.type(limit, '2s');
  expect(written()).toEqual([{ type: 'latency', percentile: 99, below: '2s' }]);
  await waitFor(() =>
    expect(api.dryRun).toHaveBeenLastCalledWith(
      {
        cluster: 'shop-west1',
        manifest: expect.stringContaining('shop-platform.io/chaos-checks'),
      },
      expect.anything(),
    ),
  );
  expect(
    screen.getByText(/Mon from 09:00 to 17:00, Europe\/Kyiv/),
  ).toBeInTheDocument();
  expect(screen.getByText(/Orders per minute/)).toBeInTheDocument();

  const link = screen.getByRole('link', { name: /Propose in Git/ });
  const proposal = new URL(link.getAttribute('href') ?? '');
  expect(proposal.pathname).toBe('/shop/payments/new/main/chaos');
  expect(proposal.searchParams.get('filename')).toBe('payments-delay.yaml');
  expect(proposal.searchParams.get('value')).toBe(
    (yaml as HTMLTextAreaElement).value,
  );

  await userEvent.click(
    within(check).getByRole('button', { name: 'Remove check 1' }),
  );
  expect(written()).toEqual([]);
  // Comments and the rest stay.
  expect((yaml as HTMLTextAreaElement).value).toContain('# of two');
});

it('asks for a rate, of all requests or of those of one caller', async () => {
  renderPage(`/chaos/new?entity=${PAYMENTS}&preset=network-delay`);
  const yaml = await screen.findByLabelText('Experiment as YAML');
  await userEvent.click(
    await screen.findByRole('button', { name: 'Add a check' }),
  );
  const check = within(await screen.findByRole('group', { name: 'Check 1' }));
  await userEvent.click(check.getByRole('button', { name: /Check 1/ }));
  await userEvent.click(
    await screen.findByRole('option', { name: 'Request rate in the traces' }),
  );
  const written = () => readChecks((yaml as HTMLTextAreaElement).value);
  expect(written()).toEqual([{ type: 'rate', above: 1 }]);
  expect(check.getByText('Requests a second, such as 5')).toBeInTheDocument();
  const least = check.getByLabelText('Above');
  await userEvent.clear(least);
  await userEvent.type(least, '2.5');
  await userEvent.type(check.getByLabelText('Caller'), 'web');
  expect(written()).toEqual([{ type: 'rate', above: 2.5, caller: 'web' }]);
});

it('shows a rate with its unit, on the page, in files and in both languages', async () => {
  const details: ChaosRunDetails = {
    ...overDetails,
    checks: [
      {
        id: 0,
        type: 'rate',
        title: 'Request rate of payments',
        unit: 'perSecond',
        limit: 2.5,
        comparator: 'above',
        samples: [
          {
            at: at(0),
            value: 0,
            ok: false,
            message: 'no request came to payments',
          },
        ],
      },
    ],
  };
  api.getRun.mockResolvedValue(details);
  renderPage(`/chaos/runs/${RUN_ID}`);
  expect(await screen.findByText('has to be above 2.5/s')).toBeInTheDocument();
  expect(screen.getByText('no request came to payments')).toBeInTheDocument();
  expect(runAsMarkdown(details)).toContain(
    '| Request rate of payments | above 2.5/s | 1 | 1 | no request came to payments |',
  );
  expect(formatMeasured('perSecond', 2.5, { locale: 'uk' })).toBe('2,5/с');
});

it('leaves checks alone that it cannot read', () => {
  const text = (list: string) =>
    `metadata:\n  annotations:\n    shop-platform.io/chaos-checks: "${list}"\n`;
  expect(readChecks(text('[{type: other}]'))).toBeUndefined();
  expect(readChecks(text(': {'))).toBeUndefined();
  expect(readChecks('a: [')).toBeUndefined();
  expect(writeChecks('a: [', [])).toBe('a: [');
});

it('proposes what is too long for an address without its text', () => {
  const url = proposalUrl(
    'https://github.com/a/b/new/main',
    'x.yaml',
    'ї'.repeat(2_000),
  );
  expect(url).toBe('https://github.com/a/b/new/main?filename=x.yaml');
  expect(fileNameOf('metadata: { name: ../../etc }')).toBe('experiment.yaml');
  expect(fileNameOf('a: [')).toBe('experiment.yaml');
});

it('draws what the verdict will look at while the run is on', async () => {
  const details = (implied: ChaosImpliedCheck[]): ChaosRunDetails => ({
    ...overDetails,
    run: run(),
    implied,
  });
  api.getRun.mockResolvedValue(details([]));
  const page = renderPage(`/chaos/runs/${RUN_ID}`);
  expect(
    await screen.findByText(/Fewer than 10 requests came in a minute/),
  ).toBeInTheDocument();
  page.unmount();

  api.getRun.mockResolvedValue(
    details([
      {
        service: 'payments-service',
        entity: PAYMENTS,
        role: 'target',
        measure: 'errorRate',
        unit: 'ratio',
        limit: 0.05,
        samples: [{ at: at(0), value: 0.2, ok: false }],
      },
      {
        // The catalog has no component of it.
        service: 'core-service',
        role: 'caller',
        measure: 'p95',
        unit: 'ms',
        limit: 1_000,
        samples: [{ at: at(0), value: 120, ok: true }],
      },
    ]),
  );
  renderPage(`/chaos/runs/${RUN_ID}`);
  const section = within(
    await screen.findByRole('region', { name: 'What the verdict looks at' }),
  );
  expect(
    section.getByRole('img', { name: /payments-service: Errors/ }),
  ).toBeInTheDocument();
  expect(
    section.getByRole('img', { name: /core-service: p95/ }),
  ).toBeInTheDocument();
  expect(section.getByText('may be at most 5%')).toBeInTheDocument();
  expect(section.getByText('Does not hold')).toBeInTheDocument();
  expect(section.getByText('Holds')).toBeInTheDocument();
  expect(section.getByText('caller')).toBeInTheDocument();
});

it('draws each check against its limit, and says of each whether it holds', async () => {
  const details = { ...overDetails, checks: [steady] };
  api.getRun.mockResolvedValue(details);
  renderPage(`/chaos/runs/${RUN_ID}`);
  expect(await screen.findByText('Does not hold')).toBeInTheDocument();
  expect(screen.getByText('has to be below 0.05')).toBeInTheDocument();
  expect(screen.getByText('far too many')).toBeInTheDocument();
  expect(screen.getByRole('img', { name: /Failures/ })).toBeInTheDocument();
  expect(runAsMarkdown(details)).toContain(
    '| Failures | below 0.05 | 2 | 1 | far too many |',
  );
});
