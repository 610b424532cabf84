import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { mockAnalyticsApi, refusal } from './__testUtils__/analytics';
import { analyticsApiRef } from './api';
import analyticsPlugin from './index';

// In a file of its own: the front end remembers an answer about a permission
// for some seconds, also from one test to the next.
it('says why one may not start a pipeline, and that its service is silent', async () => {
  const api = mockAnalyticsApi();
  api.getPipelines.mockResolvedValue({
    pipelines: [{ name: 'etl', runs: { tables: ['orders'] }, tables: [] }],
    unavailable: [],
  });
  api.getPipelineRuns.mockRejectedValue(
    await refusal(503, 'ServiceUnavailableError', 'Nobody answered'),
  );
  renderTestApp({
    features: [analyticsPlugin],
    apis: [
      [analyticsApiRef, api],
      mockApis.permission({ authorize: AuthorizeResult.DENY }),
    ],
    mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    initialRouteEntries: ['/analytics/pipelines'],
  });

  await screen.findByRole('button', { name: 'Run now' });
  // While it is not known, another button stands there.
  const button = () => screen.getByRole('button', { name: 'Run now' });
  await waitFor(() =>
    expect(button()).toHaveAccessibleDescription(/start pipelines/),
  );
  expect(await screen.findByText('Nobody answered')).toBeVisible();
  await userEvent.click(button());
  expect(api.startPipeline).not.toHaveBeenCalled();
});
