import { NotAllowedError, ServiceUnavailableError } from '@backstage/errors';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { languageConfig } from '@shop-platform/ui-kit/testUtils';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { tracesApiRef } from '../../api';
import { rootRouteRef } from '../../routes';
import {
  answered,
  failed,
  found,
  mockTracesApi,
  summary,
} from '../../__testUtils__/searchAnswers';
import { TracesPage } from './TracesPage';

const api = mockTracesApi();

function renderPage(
  link = '/traces',
  config?: ReturnType<typeof languageConfig>,
) {
  return renderInTestApp(<TracesPage />, {
    mountedRoutes: { '/traces': rootRouteRef },
    apis: [[tracesApiRef, api]],
    initialRouteEntries: [link],
    config,
  });
}

describe('the states of TracesPage', () => {
  beforeEach(() => {
    jest.resetAllMocks();
    api.getServices.mockResolvedValue({ services: [], sources: [answered] });
    api.getOperations.mockResolvedValue({ operations: [], sources: [] });
  });

  it('outlines what is coming, with the filters at hand', async () => {
    api.searchTraces.mockReturnValue(new Promise(() => {}));
    const { container } = renderPage();

    expect(await screen.findByText('Loading the traces')).toBeInTheDocument();
    expect(
      container.querySelectorAll('[aria-busy="true"] .bui-Skeleton'),
    ).toHaveLength(9);
    expect(screen.getByRole('combobox', { name: 'Service' })).toBeVisible();
  });

  it('offers to clear the filters when nothing matches', async () => {
    api.searchTraces.mockResolvedValueOnce(found([]));
    api.searchTraces.mockResolvedValue(found([summary(1)]));
    renderPage('/traces?errors=true&from=15m');

    const empty = await screen.findByRole('group', {
      name: 'No trace matches',
    });
    expect(empty).toHaveTextContent('Last 15 minutes');
    await userEvent.click(
      screen.getAllByRole('button', { name: 'Clear filters' })[0],
    );
    expect(await screen.findByText('1 trace, 0 with errors')).toBeVisible();
  });

  it('offers a longer look back when there are no traces at all', async () => {
    api.searchTraces.mockResolvedValue(found([]));
    renderPage('/traces?from=5m');

    expect(
      await screen.findByRole('group', { name: 'No traces there' }),
    ).toHaveTextContent('Last 5 minutes: no service has sent spans.');
    await userEvent.click(
      screen.getByRole('button', { name: 'Look at the last 24 hours' }),
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Look at the last 7 days' }),
    );
    expect(await screen.findByText(/^Last 7 days: no service/)).toBeVisible();
  });

  it('says when no source is configured', async () => {
    api.searchTraces.mockResolvedValue(found([], { sources: [] }));
    renderPage();

    expect(
      await screen.findByRole('group', {
        name: 'No source of traces is configured',
      }),
    ).toHaveTextContent('traces.sources');
  });

  it('names the sources that are missing, over what the others know', async () => {
    const unsupported = {
      ...answered,
      id: 'old',
      title: 'Old Jaeger',
      state: 'unsupported',
      message: 'needs a service',
    } as const;
    api.searchTraces.mockResolvedValue(
      found([summary(1)], { sources: [answered, failed, unsupported] }),
    );
    renderPage();

    expect(await screen.findByText('No answer from Jaeger')).toBeVisible();
    expect(screen.getByText('Jaeger: no answer within 10 s')).toBeVisible();
    expect(screen.getByText('Not asked: Old Jaeger')).toBeVisible();
    expect(screen.getByText('Old Jaeger: needs a service')).toBeVisible();
    expect(screen.getByText('1 trace, 0 with errors')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Ask again' }));
    await waitFor(() => expect(api.searchTraces).toHaveBeenCalledTimes(2));
  });

  it('says what failed, and works again', async () => {
    api.searchTraces.mockRejectedValueOnce(
      new ServiceUnavailableError('No source of traces answered'),
    );
    api.searchTraces.mockResolvedValue(found([summary(1)]));
    renderPage();

    const alert = await screen.findByRole('alert', {
      name: 'Could not load the traces',
    });
    expect(alert).toHaveTextContent('No source of traces answered');
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('1 trace, 0 with errors')).toBeVisible();
  });

  it('names the group that may see traces', async () => {
    api.searchTraces.mockRejectedValue(new NotAllowedError());
    renderPage('/traces', {
      permission: {
        roles: {
          engineers: {
            title: 'Platform engineers',
            groups: ['group:default/platform-engineers'],
            allow: ['traces.*'],
          },
        },
      },
    });

    expect(
      await screen.findByRole('group', { name: 'You may not see the traces' }),
    ).toHaveTextContent('ask group platform-engineers');
  });

  it('speaks Ukrainian', async () => {
    api.searchTraces.mockResolvedValue(
      found([summary(1), summary(2, { errorCount: 1 })]),
    );
    renderPage('/traces', languageConfig('uk'));

    expect(
      await screen.findByText('2 трейси, з помилками — 1'),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('columnheader', { name: 'Тривалість' }),
    ).toBeVisible();
    expect(screen.getByText('Тривалість у часі')).toBeVisible();
  });
});
