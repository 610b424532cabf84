import { fetchApiRef } from '@backstage/frontend-plugin-api';
import { renderTestApp } from '@backstage/frontend-test-utils';
import chaosPlugin from '@shop-platform/backstage-plugin-chaos';
import regionsPlugin from '@shop-platform/backstage-plugin-regions';
import tracesPlugin from '@shop-platform/backstage-plugin-traces';
import { disableCanvas } from '@shop-platform/ui-kit/testUtils';
import { screen, within } from '@testing-library/react';

// Several plugins are loaded, which a busy machine takes its time for.
jest.setTimeout(120_000);
disableCanvas();

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

const answered = {
  id: 'clickhouse',
  title: 'ClickHouse',
  state: 'answered',
  elapsedMs: 5,
};
const trace = {
  traceId: '1'.padStart(32, '0'),
  source: answered.id,
  root: { service: 'payments', operation: 'POST /charge' },
  startTimeUnixNano: `${Date.parse(minutesAgo(5))}000000`,
  durationNano: '300000000',
  spanCount: 1,
  errorCount: 0,
  services: [{ service: 'payments', spanCount: 1, errorCount: 0 }],
  restrictedSpanCount: 0,
};

/** What the back ends of the plugins answer. */
const fetch: typeof globalThis.fetch = async input => {
  const url = input instanceof Request ? input.url : `${input}`;
  if (url.startsWith('plugin://chaos/runs?')) {
    return Response.json({ runs: [run], silent: [] });
  }
  if (url.startsWith('plugin://traces/search?')) {
    return Response.json({
      traces: [trace],
      moreExist: false,
      sources: [answered],
    });
  }
  return url === 'plugin://regions/'
    ? Response.json({ regions: [region] })
    : new Response(null, { status: 404 });
};

it.each([['/regions'], ['/traces']])(
  'tells %s of another plugin what chaos ran meanwhile, with a link to each run',
  async route => {
    renderTestApp({
      features: [chaosPlugin, regionsPlugin, tracesPlugin],
      apis: [[fetchApiRef, { fetch }]],
      initialRouteEntries: [route],
    });
    const meanwhile = await screen.findByRole(
      'region',
      { name: 'Done on purpose meanwhile:' },
      { timeout: 60_000 },
    );
    expect(
      within(meanwhile).getByRole('link', { name: 'payments-delay' }),
    ).toHaveAttribute('href', `/chaos/runs/${RUN_ID}`);
  },
);

it('draws it behind the traces of that time', async () => {
  renderTestApp({
    features: [chaosPlugin, tracesPlugin],
    apis: [[fetchApiRef, { fetch }]],
    initialRouteEntries: ['/traces'],
  });
  const chart = await screen.findByRole(
    'img',
    { name: /payments-delay: / },
    { timeout: 60_000 },
  );
  expect(chart).toHaveAccessibleName(/1 point/);
});
