import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { languageConfig } from '@shop-platform/ui-kit/testUtils';
import { cleanup, screen } from '@testing-library/react';
import { belgium, policy, presets } from './__testUtils__/chaos';
import { mockChaosApi } from './__testUtils__/mockChaosApi';
import { chaosApiRef } from './api';
import chaosPlugin from './index';

jest.setTimeout(90_000);

const api = mockChaosApi();

/** What the page for a new run says of the rules, by their names. */
async function rulesOf(
  given: typeof policy,
  language: 'en' | 'uk' = 'en',
): Promise<[string, string][]> {
  api.getClusters.mockResolvedValue({ clusters: [belgium], policy: given });
  api.getPresets.mockResolvedValue({ presets });
  renderTestApp({
    features: [chaosPlugin],
    apis: [
      [chaosApiRef, api],
      [catalogApiRef, catalogApiMock()],
      mockApis.permission({ authorize: AuthorizeResult.ALLOW }),
    ],
    initialRouteEntries: ['/chaos/new'],
    config: languageConfig(language),
  });
  await screen.findByText(
    /What the rules allow|Що дозволяють правила/,
    {},
    { timeout: 20_000 },
  );
  // Numbers keep to their units.
  const textOf = (element: Element | null) =>
    (element?.textContent ?? '').replace(/\s/g, ' ');
  return screen
    .getAllByRole('term', { hidden: true })
    .map(term => [textOf(term), textOf(term.nextElementSibling)]);
}

it('says what is narrower in an environment, and how many may start', async () => {
  const rules = await rulesOf({
    ...policy,
    environments: [
      ...policy.environments,
      {
        name: 'test',
        namespaces: ['shop-test', 'cart-test'],
        clusters: ['shop-west4'],
        maxPercentage: 30,
      },
      { name: 'closed', namespaces: ['bank'], kinds: [], maxPercentage: 30 },
      { name: 'all', kinds: ['PodChaos', 'NetworkChaos'] },
    ],
  });
  expect(rules).toEqual(
    expect.arrayContaining([
      [
        'Environment',
        'live (in any namespace of the cluster shop-west1): PodChaos; no longer than 2 min',
      ],
      [
        'Environment',
        'test (in the namespaces shop-test and cart-test of the cluster shop-west4): the same kinds; no more than 30% of a workload',
      ],
      // Where nothing may start, it is nothing of no workload.
      [
        'Environment',
        'closed (in the namespace bank of any cluster): nothing may start',
      ],
      ['Environment', 'all (everywhere): PodChaos and NetworkChaos'],
      ['Starts, for each person', 'at most 10 within 1 h'],
      ['Starts on each component', 'as many as there are'],
    ]),
  );
});

it('says where hours and approval hold, and what StatusChecks may ask', async () => {
  const given = {
    ...policy,
    hours: [
      {
        zone: 'Europe/Kyiv',
        from: '09:00',
        to: '17:00',
        clusters: ['shop-west1', 'shop-west4'],
        namespaces: ['shop'],
      },
    ],
    approval: [{ clusters: ['shop-west1'] }, { namespaces: ['shop'] }],
  };
  const [gateway] = policy.statusUrls;
  expect(await rulesOf(given)).toEqual(
    expect.arrayContaining([
      [
        'Hours',
        'every day from 09:00 to 17:00, Europe/Kyiv (in the namespace shop of the clusters shop-west1 and shop-west4)',
      ],
      [
        'A second person approves',
        'in any namespace of the cluster shop-west1; in the namespace shop of any cluster',
      ],
      ['StatusChecks may ask', `Services of these namespaces and ${gateway}`],
    ]),
  );
  cleanup();
  expect(await rulesOf(given, 'uk')).toEqual(
    expect.arrayContaining([
      [
        'Години',
        'щодня з 09:00 до 17:00, Europe/Kyiv (у просторі імен shop кластерів shop-west1 і shop-west4)',
      ],
      [
        'Друга людина схвалює',
        'у будь-якому просторі імен кластера shop-west1; у просторі імен shop будь-якого кластера',
      ],
      [
        'Середовище',
        'live (у будь-якому просторі імен кластера shop-west1): PodChaos; не довше ніж 2 хв',
      ],
      ['StatusCheck можуть питати', `сервіси цих просторів імен і ${gateway}`],
    ]),
  );
});
