import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { screen } from '@testing-library/react';
import { belgium, policy, presets } from './__testUtils__/chaos';
import { mockChaosApi } from './__testUtils__/mockChaosApi';
import { chaosApiRef } from './api';
import chaosPlugin from './index';

jest.setTimeout(90_000);

const api = mockChaosApi();

/** What the page for a new run says of the rules, by their names. */
async function rulesOf(given: typeof policy): Promise<[string, string][]> {
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
  });
  await screen.findByText('What the rules allow', {}, { timeout: 20_000 });
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
        namespaces: ['shop-test'],
        kinds: [],
        maxPercentage: 30,
      },
    ],
  });
  expect(rules).toEqual(
    expect.arrayContaining([
      ['Environment', 'live (shop-west1): PodChaos and 2 min'],
      ['Environment', 'test (shop-test): nothing may start and 30%'],
      ['Starts, for each person', 'at most 10 within 1 h'],
      ['Starts on each component', 'as many as there are'],
    ]),
  );
});
