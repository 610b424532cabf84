import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { createTranslationRef } from '@backstage/frontend-plugin-api';
import {
  expectTranslated,
  languageConfig,
} from '@shop-platform/ui-kit/testUtils';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { tracePageMessages } from '../../messages/tracePage';
import { TRACE_ID, traceOf } from '../../model/trace/__testUtils__/traces';
import {
  findGrid,
  getTrace,
  giveElementsSize,
  orderSpans,
  renderTrace,
  shownSpans,
  toast,
} from './__testUtils__/renderTrace';

describe('TracePage', () => {
  beforeEach(() => giveElementsSize());
  afterEach(() => {
    jest.restoreAllMocks();
    getTrace.mockReset();
    toast.post.mockClear();
  });

  it('says in one sentence what happened, with the numbers below', async () => {
    renderTrace();

    expect(
      await screen.findByRole('heading', {
        level: 1,
        name: /^POST \/orders failed in payments-service after 3.02.s: liqpay: timed out$/,
      }),
    ).toBeVisible();
    const facts = screen
      .getAllByRole('definition')
      .map(({ textContent }) => textContent?.replace(/\u00a0/g, ' '));
    expect(facts.slice(1)).toEqual([
      '3.02 s',
      '4',
      '3',
      '3',
      '3',
      'ClickHouse',
      TRACE_ID,
    ]);
    const services = within(
      screen.getByRole('list', { name: 'Services of the trace' }),
    ).getAllByRole('button');
    expect(services.map(({ textContent }) => textContent)).toEqual([
      'payments-service 99% 2 errors',
      'gateway 1 error',
      'core-service ',
    ]);
  });

  it('shows the spans as a tree', async () => {
    renderTrace();
    const grid = await findGrid();

    expect(grid).toHaveAttribute('aria-rowcount', '5');
    const rows = within(grid).getAllByRole('row').slice(1);
    expect(shownSpans()).toEqual([
      'gateway POST /orders',
      'core-service SELECT carts',
      'payments-service POST /charges',
      'payments-service liqpay charge',
    ]);
    expect(
      rows.map(row =>
        ['aria-rowindex', 'aria-level', 'aria-expanded', 'aria-selected'].map(
          name => row.getAttribute(name),
        ),
      ),
    ).toEqual([
      ['2', '1', 'true', 'false'],
      ['3', '2', null, 'false'],
      ['4', '2', 'true', 'false'],
      ['5', '3', null, 'false'],
    ]);
    expect(rows[3]).toHaveTextContent(
      /failed.*starts at 30.ms, takes 2.97.s, on the critical path/,
    );
    expect(rows[1]).not.toHaveTextContent('failed');
  });

  it('draws each of many services in a colour of its own', async () => {
    const services = Array.from({ length: 9 }, (_, at) => `service-${at}`);
    renderTrace({
      trace: traceOf(
        services.map((service, at) => ({
          id: `a${at}`,
          parent: at === 0 ? undefined : 'a0',
          takes: 10_000,
          service,
        })),
      ),
    });
    const grid = await findGrid();
    const colorOf = (element: Element) => {
      const colored = [...element.querySelectorAll<HTMLElement>('span')];
      return [...new Set(colored.map(({ style }) => style.color))].filter(
        color => color !== '',
      );
    };

    // The swatch and the bar of a row are of one colour.
    const rows = within(grid).getAllByRole('row').slice(1).map(colorOf);
    expect(rows.map(({ length }) => length)).toEqual(services.map(() => 1));
    expect(new Set(rows.flat()).size).toBe(services.length);
    const legend = screen.getByRole('list', { name: 'Services of the trace' });
    const told = within(legend).getAllByRole('button').flatMap(colorOf);
    expect(told).toHaveLength(8);
    expect(rows.flat()).toEqual(expect.arrayContaining(told));
  });

  it('asks where the link says that the trace is', async () => {
    renderTrace({
      search: '?from=2026-03-10T14:00:00Z&to=2026-03-10T14:05:00Z',
    });
    await findGrid();
    expect(getTrace).toHaveBeenCalledWith(
      TRACE_ID,
      { from: '2026-03-10T14:00:00.000Z', to: '2026-03-10T14:05:00.000Z' },
      { signal: expect.any(AbortSignal) },
    );
  });

  it('outlines itself while it loads', async () => {
    renderTrace({ trace: new Promise(() => {}) });
    expect(await screen.findByRole('status')).toHaveTextContent(
      'Loading the trace',
    );
    expect(screen.queryByRole('treegrid')).not.toBeInTheDocument();
  });

  it('says why a trace may not be found, and looks again', async () => {
    renderTrace({ trace: Promise.reject(new NotFoundError('no such trace')) });
    const notice = await screen.findByRole('group', {
      name: 'No trace with this ID',
    });
    expect(notice).toHaveTextContent(`No source knows ${TRACE_ID}.`);
    expect(
      within(notice).getByRole('link', { name: 'Search traces' }),
    ).toHaveAttribute('href', '/traces');

    getTrace.mockImplementation(async () => traceOf(orderSpans));
    await userEvent.click(
      within(notice).getByRole('button', { name: 'Look again' }),
    );
    expect(await findGrid()).toBeVisible();
  });

  it('asks nobody for what is no id of a trace', async () => {
    renderTrace({ traceId: `${'0'.repeat(31)}g` });
    expect(
      await screen.findByRole('group', {
        name: 'This is not the ID of a trace',
      }),
    ).toBeVisible();
    expect(getTrace).not.toHaveBeenCalled();
  });

  it('names the group that may read it', async () => {
    renderTrace({
      trace: Promise.reject(new NotAllowedError('no')),
      config: {
        permission: {
          roles: {
            engineers: {
              title: 'Platform engineers',
              groups: ['group:default/platform-engineers'],
              allow: ['traces.*'],
            },
          },
        },
      },
    });
    expect(
      await screen.findByRole('group', { name: 'You may not see the trace' }),
    ).toHaveTextContent('ask group platform-engineers');
  });

  it('says what went wrong', async () => {
    renderTrace({ trace: Promise.reject(new Error('ClickHouse is away')) });
    const alert = await screen.findByRole('alert', {
      name: 'Could not load the trace',
    });
    expect(alert).toHaveTextContent('ClickHouse is away');
  });

  it('says what would be there when no span is', async () => {
    renderTrace({ trace: Promise.resolve(traceOf([])) });
    expect(
      await screen.findByRole('group', { name: 'The trace has no spans yet' }),
    ).toBeVisible();
  });

  it('says what is missing, cut off, hidden or odd', async () => {
    renderTrace({
      trace: traceOf([...orderSpans, { id: 'aa05', parent: 'gone', at: 5 }], {
        restricted: ['payments-service'],
        truncated: true,
        spanCount: 23_456,
        sources: [
          { id: 'a', title: 'Europe', state: 'answered', elapsedMs: 1 },
          {
            id: 'b',
            title: 'Jaeger',
            state: 'failed',
            message: 'connection refused',
            elapsedMs: 1,
          },
          { id: 'c', title: 'Old', state: 'unsupported', elapsedMs: 1 },
        ],
      }),
    });
    await findGrid();
    const notice = screen.getByText(
      'Spans may be missing: Jaeger did not answer',
    );
    const alert = notice.closest('[role="status"]');
    expect(alert).toHaveTextContent('connection refused');
    expect(alert).toHaveTextContent('Only 5 of 23,456 spans are shown');
    expect(
      screen.getByText(/^2 spans are of services that you may not read/),
    ).toHaveTextContent('1 span has data that does not fit');
  });

  it('shows what was sent as text, never as HTML', async () => {
    const html = '<img src=x onerror=alert(1)>';
    const { container } = renderTrace({
      search: '?span=aa01',
      trace: traceOf([
        {
          id: 'aa01',
          operation: html,
          service: html,
          error: html,
          attributes: { [html]: html },
          events: [{ name: html, timeUnixNano: html, attributes: {} }],
        },
      ]),
    });
    await findGrid();
    expect(screen.getAllByText(html, { exact: false }).length).toBeGreaterThan(
      5,
    );
    expect(container.querySelector('img')).not.toBeInTheDocument();
  });

  it('speaks Ukrainian', async () => {
    await expectTranslated(
      createTranslationRef({
        id: 'trace-page',
        messages: tracePageMessages,
        translations: {
          uk: async () => {
            const uk = await import('../../messages/tracePage.uk');
            return { default: uk.tracePageMessages };
          },
        },
      }),
      { locale: 'uk', allowEqual: ['JSON'] },
    );

    renderTrace({ config: languageConfig('uk') });
    expect(
      await screen.findByRole('heading', {
        name: /^POST \/orders: збій у payments-service через 3,02.с: liqpay: timed out$/,
      }),
    ).toBeVisible();
    await waitFor(() =>
      expect(
        screen.getByRole('treegrid', { name: 'Спани трейсу' }),
      ).toHaveTextContent('на критичному шляху'),
    );
  });
});
