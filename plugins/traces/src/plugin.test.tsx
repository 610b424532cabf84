import { NotAllowedError } from '@backstage/errors';
import {
  createExtensionTester,
  renderTestApp,
} from '@backstage/frontend-test-utils';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import { SERVICE_NAME_ANNOTATION } from '@shop-platform/backstage-plugin-traces-common';
import { screen, within } from '@testing-library/react';
import { tracesApiRef } from './api';
import { tracesEntityCard } from './extensions/entityCards';
import { tracesEntityContent } from './extensions/entityContents';
import tracesPlugin from './index';
import { rootRouteRef } from './routes';
import {
  answered,
  failed,
  found,
  idOf,
  mockTracesApi,
  redSeries,
  summary,
} from './__testUtils__/searchAnswers';

const api = mockTracesApi();

function entity(annotations: Record<string, string>) {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { namespace: 'default', name: 'payments', annotations },
    spec: { type: 'service' },
  };
}
const payments = entity({ [SERVICE_NAME_ANNOTATION]: 'payments-service' });

function renderEntity(shown: 'tab' | 'card', subject = payments) {
  return renderTestApp({
    extensions: [
      createTestEntityPage({ entity: subject }),
      shown === 'tab' ? tracesEntityContent : tracesEntityCard,
    ],
    apis: [[tracesApiRef, api]],
    mountedRoutes: { '/traces': rootRouteRef },
  });
}

describe('tracesPlugin', () => {
  beforeEach(() => {
    jest.resetAllMocks();
    api.getServices.mockResolvedValue({ services: [], sources: [] });
    api.getOperations.mockResolvedValue({ operations: [], sources: [] });
    api.searchTraces.mockResolvedValue(found([summary(1)]));
    api.getRuntime.mockResolvedValue({
      stepSeconds: 120,
      series: [],
      sources: [answered],
    });
    api.getRed.mockImplementation(async ({ from, stepSeconds = 0 }) => ({
      stepSeconds,
      series: [
        redSeries('one', { requests: 60, errors: 6, p95Ms: 120 }, from),
        redSeries('other', { requests: 60, errors: 0, p95Ms: 1350 }, from),
      ],
      sources: [answered, { ...answered, id: 'other', title: 'Other' }],
    }));
  });

  it('has a page with the search, and below it one for each trace', async () => {
    const { unmount } = renderTestApp({
      features: [tracesPlugin],
      apis: [[tracesApiRef, api]],
      initialRouteEntries: ['/traces'],
    });
    const link = await screen.findByRole('link', { name: 'GET /orders/1' });
    const href = link.getAttribute('href') ?? '';
    expect(href).toContain(idOf(1));
    unmount();

    api.getTrace.mockReturnValue(new Promise(() => {}));
    renderTestApp({
      features: [tracesPlugin],
      apis: [[tracesApiRef, api]],
      initialRouteEntries: [href],
    });
    await screen.findByRole('main');
    expect(api.getTrace.mock.calls[0]?.[0]).toBe(idOf(1));
  });

  it('shows on the tab how the service does, and its traces alone', async () => {
    renderEntity('tab');

    const health = await screen.findByRole('region', {
      name: 'Requests of payments-service',
    });
    expect(await within(health).findByText('2/s')).toBeVisible();
    expect(within(health).getByText('5%')).toBeVisible();
    expect(within(health).getByText('1.35 s')).toBeVisible();
    expect(within(health).getAllByRole('img')).toHaveLength(3);
    expect(within(health).getByText(/p95 is the highest/)).toBeVisible();
    expect(
      within(
        screen.getByRole('region', { name: 'Runtime of payments-service' }),
      ).getByText('payments-service sends no runtime metrics'),
    ).toBeVisible();
    expect(
      await screen.findByRole('link', { name: 'GET /orders/1' }),
    ).toBeVisible();
    expect(screen.queryByRole('combobox', { name: 'Service' })).toBeNull();
    expect(screen.getByRole('button', { name: /^Time range/ })).toBeVisible();
    expect(api.searchTraces.mock.calls[0][0].service).toBe('payments-service');

    const [{ from, to, service, stepSeconds }] = api.getRed.mock.calls[0];
    expect({ service, stepSeconds }).toEqual({
      service: 'payments-service',
      stepSeconds: 60,
    });
    expect(new Date(to).getTime() - new Date(from).getTime()).toBe(3_600_000);
    expect(new Date(to).getTime() % 60_000).toBe(0);
  });

  it('shows on the card the three numbers and their courses', async () => {
    renderEntity('card');

    const card = await screen.findByRole('group', { name: 'Requests' });
    expect(
      await within(card).findByRole('img', {
        name: 'Requests in the last hour: 2/s',
      }),
    ).toBeVisible();
    expect(within(card).getByText('5%')).toBeVisible();
    expect(within(card).getByText(/^Data up to/)).toBeVisible();
  });

  it('tells no requests from no answer, and both from no permission', async () => {
    api.getRed.mockResolvedValueOnce({
      stepSeconds: 60,
      series: [],
      sources: [answered, failed],
    });
    const { unmount } = renderEntity('card');
    expect(
      await screen.findByRole('group', {
        name: 'No requests in the last hour',
      }),
    ).toBeVisible();
    expect(screen.getByText('No answer from Jaeger')).toBeVisible();
    unmount();

    api.getRed.mockRejectedValueOnce(new Error('No source answered'));
    const second = renderEntity('card');
    expect(
      await screen.findByRole('alert', {
        name: 'Could not load the numbers of the service',
      }),
    ).toHaveTextContent('No source answered');
    second.unmount();

    api.getRed.mockRejectedValueOnce(new NotAllowedError());
    const third = renderEntity('card');
    expect(
      await screen.findByRole('group', {
        name: 'You may not see the numbers of the service',
      }),
    ).toBeVisible();
    third.unmount();

    api.getRed.mockReturnValueOnce(new Promise(() => {}));
    renderEntity('card');
    expect(
      await screen.findByText('Loading the numbers of the service'),
    ).toBeInTheDocument();
  });

  it('leaves entities without a service alone', () => {
    const { filterFunction } = EntityCardBlueprint.dataRefs;
    const isForCard =
      createExtensionTester(tracesEntityCard).get(filterFunction);
    const isForTab = createExtensionTester(tracesEntityContent).get(
      EntityContentBlueprint.dataRefs.filterFunction,
    );

    expect([isForCard?.(payments), isForTab?.(payments)]).toEqual([true, true]);
    const other = entity({ other: 'x' });
    expect([isForCard?.(other), isForTab?.(other)]).toEqual([false, false]);
  });
});
