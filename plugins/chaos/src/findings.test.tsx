import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { type ChaosFinding } from '@shop-platform/backstage-plugin-chaos-common';
import { languageConfig } from '@shop-platform/ui-kit/testUtils';
import { screen, within } from '@testing-library/react';
import {
  belgium,
  mayNotStart,
  PAYMENTS,
  policy,
  presets,
} from './__testUtils__/chaos';
import { mockChaosApi } from './__testUtils__/mockChaosApi';
import { chaosApiRef } from './api';
import chaosPlugin from './index';

const api = mockChaosApi();

const findings: ChaosFinding[] = [
  {
    rule: 'duration',
    ok: false,
    path: 'spec.duration',
    message: '1h is longer than 600 s (chaos.policy.maxDuration)',
    says: { code: 'durationLong', values: { duration: '1h', limit: '600' } },
  },
  {
    rule: 'hours',
    ok: false,
    message: 'It would run outside the hours',
    says: {
      code: 'hoursRefused',
      values: {
        from: '2026-11-26T02:00:00Z',
        to: '2026-11-26T02:05:00Z',
        hours: '09:00–17:00 Europe/Kyiv (Mon, Tue)',
      },
    },
  },
  {
    rule: 'targets',
    ok: true,
    message: 'The selector means 3 pods',
    says: { code: 'targets', values: { count: 3 } },
  },
  {
    rule: 'task',
    ok: false,
    message: 'What a newer back end says',
    says: { code: 'newer', values: {} },
  },
  { rule: 'check', ok: false, message: 'What has no code' },
];

/** What the page for a new run says of the rules, each in one line. */
async function linesIn(language: 'en' | 'uk'): Promise<(string | null)[]> {
  renderTestApp({
    features: [chaosPlugin],
    apis: [
      [chaosApiRef, api],
      [catalogApiRef, catalogApiMock()],
      mockApis.permission({ authorize: AuthorizeResult.ALLOW }),
    ],
    initialRouteEntries: [`/chaos/new?entity=${PAYMENTS}&preset=network-delay`],
    config: languageConfig(language),
  });
  const list = await screen.findByRole(
    'list',
    { name: /^(Rules|Правила)$/ },
    { timeout: 60_000 },
  );
  return within(list)
    .getAllByRole('listitem')
    .map(({ textContent }) => textContent);
}

beforeEach(() => {
  jest.resetAllMocks();
  api.getClusters.mockResolvedValue({ clusters: [belgium], policy });
  api.getPresets.mockResolvedValue({ presets });
  api.dryRun.mockResolvedValue({ ...mayNotStart, findings });
});

it('says in Ukrainian what the rules say, and in English what has no text', async () => {
  expect(await linesIn('uk')).toEqual([
    'Треба змінити: 1h — довше ніж 600 с (chaos.policy.maxDuration) spec.duration',
    expect.stringMatching(
      /^Треба змінити: Тривало б з 26 лист.* до .*: 09:00–17:00 Europe\/Kyiv \(пн, вт\) \(chaos\.policy\.hours\) hours$/,
    ),
    'Треба змінити: What a newer back end says task',
    'Треба змінити: What has no code check',
    'Виконано: Під селектор підпадають 3 поди targets',
  ]);
});

it('says the same in English', async () => {
  const lines = await linesIn('en');
  expect(lines).toContainEqual(
    expect.stringMatching(
      /1h is longer than 600 s \(chaos\.policy\.maxDuration\) spec\.duration$/,
    ),
  );
  expect(lines).toContainEqual(
    expect.stringMatching(
      /It would run from .* to .*, outside these hours: 09:00–17:00 Europe\/Kyiv \(Mon, Tue\) \(chaos/,
    ),
  );
  expect(lines).toContainEqual(
    expect.stringMatching(/The selector means 3 pods targets$/),
  );
});
