import { ServiceUnavailableError } from '@backstage/errors';
import { gatewayRefusal } from '@shop-platform/ui-kit/testUtils';
import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  answered,
  failed,
  found,
  idOf,
  mockTracesApi,
  summary,
} from '../../__testUtils__/searchAnswers';
import { renderSearch, where } from './__testUtils__/renderSearch';

const api = mockTracesApi();
const renderPage = (link?: string) => renderSearch(api, link);
const lastQuery = () => api.searchTraces.mock.calls.at(-1)?.[0];
const operations = () =>
  screen
    .getAllByRole('rowheader')
    .map(cell => within(cell).getByRole('link').textContent);

describe('the list of traces', () => {
  beforeEach(() => {
    jest.resetAllMocks();
    api.getServices.mockResolvedValue({ services: [], sources: [answered] });
    api.getOperations.mockResolvedValue({ operations: [], sources: [] });
    api.searchTraces.mockResolvedValue(found([summary(1), summary(2)]));
  });

  it('sorts what is loaded, and says that it is no more than that', async () => {
    api.searchTraces.mockResolvedValue(
      found(
        [
          summary(1, { durationMs: 10 }),
          summary(2, { durationMs: 900 }),
          summary(3, { durationMs: 50 }),
        ],
        { moreExist: true, nextCursor: 'next' },
      ),
    );
    renderPage();
    await screen.findAllByRole('rowheader');

    await userEvent.click(screen.getByRole('button', { name: 'Duration' }));
    expect(operations()).toEqual([2, 3, 1].map(at => `GET /orders/${at}`));
    expect(where()).toBe('/traces?sort=-duration');
    expect(screen.getByText(/Sorted among what is loaded/)).toBeVisible();
    expect(
      screen.getByRole('columnheader', { name: 'Duration' }),
    ).toHaveAttribute('aria-sort', 'descending');
    await userEvent.click(screen.getByRole('button', { name: 'Duration' }));
    expect(operations()).toEqual([1, 3, 2].map(at => `GET /orders/${at}`));
    expect(api.searchTraces).toHaveBeenCalledTimes(1);
  });

  it('gives the services of the list colours that differ', async () => {
    const services = Array.from({ length: 9 }, (_, at) => `service-${at}`);
    api.searchTraces.mockResolvedValue(
      found([
        summary(1, {
          services: services.map(service => ({
            service,
            spanCount: 1,
            errorCount: 0,
          })),
        }),
      ]),
    );
    renderPage();
    await screen.findAllByRole('rowheader');
    const colorOf = (item: HTMLElement) =>
      item.querySelector<HTMLElement>('span')?.style.background ?? '';

    const legend = services.map(service => {
      const [item] = screen.getAllByText(service, { selector: 'li' });
      return colorOf(item);
    });
    expect(new Set(legend).size).toBe(services.length);
    expect(legend).not.toContain('');
    expect(colorOf(screen.getByTitle(/^service-4/))).toBe(legend[4]);
  });

  it('shows what was sent as text, never as HTML', async () => {
    const html = '<img src=x onerror=alert(1)>';
    api.getServices.mockResolvedValue({
      services: [{ name: html, entityRefs: [] }],
      sources: [answered],
    });
    api.searchTraces.mockResolvedValue(
      found([
        summary(1, {
          root: { service: html, operation: html },
          services: [{ service: html, spanCount: 1, errorCount: 1 }],
        }),
      ]),
    );
    const { container } = renderPage();
    await screen.findAllByRole('rowheader');

    expect(screen.getAllByText(html, { exact: false }).length).toBeGreaterThan(
      2,
    );
    expect(container.querySelector('img')).not.toBeInTheDocument();
  });

  it('loads more of the same question, or says that one has to narrow it', async () => {
    api.searchTraces
      .mockResolvedValueOnce(
        found([summary(1), summary(2)], { moreExist: true, nextCursor: 'two' }),
      )
      .mockRejectedValueOnce(new ServiceUnavailableError('The store restarts'))
      .mockRejectedValueOnce(await gatewayRefusal(502))
      .mockResolvedValueOnce(
        found([summary(2), summary(3)], {
          moreExist: true,
          sources: [answered, failed],
        }),
      );
    renderPage('/traces?service=storefront');
    const more = await screen.findByRole('button', { name: 'Load more' });
    const [first] = api.searchTraces.mock.calls[0];

    await userEvent.click(more);
    expect(
      await screen.findByText('Could not load more: The store restarts'),
    ).toBeVisible();
    await userEvent.click(more);
    expect(
      await screen.findByText(
        /^Could not load more: The back end of the portal does not answer\. It/,
      ),
    ).toBeVisible();
    await userEvent.click(more);
    expect(await screen.findByText('3 traces, 0 with errors')).toBeVisible();
    expect(lastQuery()).toEqual({ ...first, cursor: 'two' });
    expect(screen.getByText(/narrow the search/)).toBeVisible();
    expect(screen.getByText('No answer from Jaeger')).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Load more' })).toBeNull();
  });

  it('walks with j and k, but not while somebody types', async () => {
    renderPage();
    await screen.findAllByRole('rowheader');
    const [first, second] = screen
      .getAllByRole('rowheader')
      .map(cell => within(cell).getByRole('link'));

    await userEvent.keyboard('j');
    expect(first).toHaveFocus();
    await userEvent.keyboard('jj');
    expect(second).toHaveFocus();
    await userEvent.keyboard('k');
    expect(first).toHaveFocus();
    await userEvent.type(screen.getByLabelText('Attribute'), 'j');
    expect(screen.getByLabelText('Attribute')).toHaveFocus();
    act(() => second.focus());
    await userEvent.keyboard('{Enter}');
    expect(where()).toContain(`/traces/trace/${idOf(2)}`);
  });

  it('asks again by itself while the range is live, and keeps its pages', async () => {
    jest.useFakeTimers({ advanceTimers: true });
    api.searchTraces
      .mockResolvedValueOnce(
        found([summary(2)], { moreExist: true, nextCursor: 'two' }),
      )
      .mockResolvedValueOnce(found([summary(3)]))
      .mockResolvedValueOnce(
        found([summary(1)], { moreExist: true, nextCursor: 'two again' }),
      )
      .mockResolvedValueOnce(found([summary(2), summary(3)]));
    const user = userEvent.setup({ advanceTimers: jest.advanceTimersByTime });
    renderPage('/traces?from=15m&live=true');
    await user.click(await screen.findByRole('button', { name: 'Load more' }));
    await screen.findByText('2 traces, 0 with errors');

    await act(() => jest.advanceTimersByTimeAsync(11_000));
    expect(await screen.findByText('3 traces, 0 with errors')).toBeVisible();
    expect(lastQuery()?.cursor).toBe('two again');
    jest.useRealTimers();
  });
});
