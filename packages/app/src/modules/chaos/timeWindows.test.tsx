import { fetchApiRef } from '@backstage/frontend-plugin-api';
import { renderTestApp } from '@backstage/frontend-test-utils';
import chaosPlugin from '@shop-platform/backstage-plugin-chaos';
import regionsPlugin from '@shop-platform/backstage-plugin-regions';
import { screen, within } from '@testing-library/react';

// Two plugins are loaded, which a busy machine takes its time for.
jest.setTimeout(120_000);

const RUN_ID = '4be0643f-1d98-573b-97cd-ca98a65347dd';
const absent = { state: 'absent', reason: 'not configured' };
const minutesAgo = (minutes: number) =>
  new Date(Date.now() - minutes * 60_000).toISOString();

const region = {
  name: 'europe-west1',
  title: 'Belgium',
  verdict: {
    level: 'healthy',
    since: minutesAgo(90),
    findings: [{ rule: 'all-well', level: 'healthy', text: 'All is well' }],
  },
  clusters: [],
  gateway: absent,
  traffic: absent,
  database: absent,
};
const run = {
  id: RUN_ID,
  cluster: 'shop-west1',
  region: 'europe-west1',
  kind: 'NetworkChaos',
  namespace: 'shop',
  name: 'payments-delay',
  state: 'running',
  startedAt: minutesAgo(11),
  injectedAt: minutesAgo(10),
  entities: [],
  targets: 1,
  injected: 1,
};

/** What the back ends of both plugins answer. */
const fetch: typeof globalThis.fetch = async input => {
  const url = input instanceof Request ? input.url : `${input}`;
  if (url.startsWith('plugin://chaos/runs?')) {
    return Response.json({ runs: [run], silent: [] });
  }
  return url === 'plugin://regions/'
    ? Response.json({ regions: [region] })
    : new Response(null, { status: 404 });
};

it('tells the pages of other plugins what chaos ran meanwhile, with a link to each run', async () => {
  renderTestApp({
    features: [chaosPlugin, regionsPlugin],
    apis: [[fetchApiRef, { fetch }]],
    initialRouteEntries: ['/regions'],
  });
  const meanwhile = await screen.findByRole(
    'region',
    { name: 'Done on purpose meanwhile:' },
    { timeout: 60_000 },
  );
  expect(
    within(meanwhile).getByRole('link', { name: 'payments-delay' }),
  ).toHaveAttribute('href', `/chaos/runs/${RUN_ID}`);
});
