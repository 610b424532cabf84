import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { overDetails, RUN_ID } from './__testUtils__/chaos';
import { mockChaosApi } from './__testUtils__/mockChaosApi';
import { chaosApiRef } from './api';
import chaosPlugin from './index';

const api = mockChaosApi();
const saved: Blob[] = [];

beforeEach(() => {
  saved.length = 0;
  // jsdom makes no addresses of blobs, and follows no links.
  URL.createObjectURL = (blob: Blob) => {
    saved.push(blob);
    return 'blob:saved';
  };
  URL.revokeObjectURL = () => undefined;
  jest
    .spyOn(HTMLAnchorElement.prototype, 'click')
    .mockImplementation(() => undefined);
});

it('saves a run with the numbers of its verdict, as Markdown and as JSON', async () => {
  api.getRun.mockResolvedValue(overDetails);
  renderTestApp({
    features: [chaosPlugin],
    apis: [
      [chaosApiRef, api],
      [catalogApiRef, catalogApiMock({ entities: [] })],
      mockApis.permission({ authorize: AuthorizeResult.ALLOW }),
    ],
    initialRouteEntries: [`/chaos/runs/${RUN_ID}`],
  });

  await userEvent.click(
    await screen.findByRole('button', { name: 'Markdown file' }),
  );
  await userEvent.click(screen.getByRole('button', { name: 'JSON file' }));
  const [markdown, json] = await Promise.all(
    saved.map(async blob => blob.text()),
  );
  expect(markdown).toContain('- Requests lost: 1234\n');
  expect(JSON.parse(json).verdict).toMatchObject({
    timeToDetectMs: 12_500,
    timeToRecoverMs: 64_000,
    requestsLost: 1_234,
  });
});
