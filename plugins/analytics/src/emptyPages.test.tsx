import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import { screen, within } from '@testing-library/react';
import { mockAnalyticsApi } from './__testUtils__/analytics';
import { analyticsApiRef } from './api';
import analyticsPlugin from './index';

const api = mockAnalyticsApi();

function renderPage(path: string) {
  return renderTestApp({
    features: [analyticsPlugin],
    apis: [[analyticsApiRef, api], mockApis.permission()],
    initialRouteEntries: [path],
  });
}

describe('pages with nothing on them', () => {
  it('leads to how a pipeline reports where none has', async () => {
    api.getPipelines.mockResolvedValue({ pipelines: [], unavailable: [] });
    renderPage('/analytics/pipelines');

    const empty = await screen.findByRole('group', {
      name: 'No pipeline has reported yet',
    });
    expect(
      within(empty).getByRole('link', { name: /How a pipeline reports/ }),
    ).toHaveAttribute('href', expect.stringMatching(/analytics\.md$/));
  });

  it('says whom to ask where no table may be read', async () => {
    api.getExplorer.mockResolvedValue({
      enabled: true,
      guard: 'parser',
      rowPolicies: 'not-configured',
      limits: {},
    });
    api.getExplorerSchema.mockResolvedValue({ tables: [], functions: [] });
    renderPage('/analytics/explorer');

    expect(
      await screen.findByText(/An administrator names them under/),
    ).toHaveTextContent('analytics.tables');
    expect(screen.getByRole('textbox', { name: 'SQL' })).toBeVisible();
  });
});
