import { renderInTestApp } from '@backstage/frontend-test-utils';
import {
  type ChaosImpliedCheck,
  type ChaosScope,
} from '@shop-platform/backstage-plugin-chaos-common';
import { screen, within } from '@testing-library/react';
import { overDetails } from './__testUtils__/chaos';
import { ImpliedChecks } from './components/RunPage/ImpliedChecks';
import { VerdictSection } from './components/RunPage/VerdictSection';
import { runAsMarkdown } from './model/exportRun';

/** Where requests were counted, and what is said of it. */
const SCOPES: [ChaosScope, string][] = [
  ['region', 'in europe-west1'],
  ['spans-without-region', 'all regions: its spans name none'],
  ['region-without-spans', 'all regions: no span names europe-west1'],
  ['calls-without-region', 'all regions: calls are not counted by region'],
];

const [check] = overDetails.verdict?.checks ?? [];
const judged = (scope?: ChaosScope) => ({
  ...overDetails,
  verdict: {
    outcome: 'failed' as const,
    reason: 'It broke',
    at: overDetails.run.startedAt,
    checks: [{ ...check, ...(scope ? { scope } : {}) }],
  },
});

it.each(SCOPES)('says where requests were counted: %s', async (scope, text) => {
  renderInTestApp(<VerdictSection details={judged(scope)} />);
  const row = await screen.findByRole('row', { name: /payments-service/ });
  expect(within(row).getByText(text)).toBeVisible();
  expect(runAsMarkdown(judged(scope))).toContain(
    `payments-service (target, ${text})`,
  );
});

it('says it of what is followed while a run is on', async () => {
  const { startedAt, injectedAt = startedAt } = overDetails.run;
  const implied: ChaosImpliedCheck = {
    ...{ service: 'payments-service', role: 'target' },
    ...{ measure: 'errorRate', unit: 'ratio', limit: 0.05 },
    samples: [
      { at: startedAt, value: 0.01, ok: true },
      { at: injectedAt, value: 0.02, ok: true, scope: 'region' },
    ],
  };
  renderInTestApp(
    <ImpliedChecks details={{ ...overDetails, implied: [implied] }} />,
  );
  expect(await screen.findByText('in europe-west1')).toBeVisible();
});

it('says nothing of a verdict from before it was told apart', async () => {
  renderInTestApp(<VerdictSection details={judged()} />);
  const row = await screen.findByRole('row', { name: /payments-service/ });
  expect(row).not.toHaveTextContent(/region|in europe-west1/);
  expect(runAsMarkdown(judged())).toContain('payments-service (target)');
});
