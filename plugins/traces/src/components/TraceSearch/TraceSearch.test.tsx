import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  answered,
  found,
  idOf,
  mockTracesApi,
  summary,
} from '../../__testUtils__/searchAnswers';
import { renderSearch, where } from './__testUtils__/renderSearch';

const api = mockTracesApi();
const renderPage = (link?: string) => renderSearch(api, link);
const lastQuery = () => api.searchTraces.mock.calls.at(-1)?.[0];
describe('TraceSearch', () => {
  beforeEach(() => {
    jest.resetAllMocks();
    api.getServices.mockResolvedValue({
      services: [
        { name: 'payments-service', entityRefs: ['component:default/pay'] },
        { name: 'storefront', entityRefs: [] },
      ],
      sources: [answered],
    });
    api.getOperations.mockResolvedValue({
      operations: [{ name: 'POST /charge', kinds: ['server'] }],
      sources: [answered],
    });
    api.searchTraces.mockResolvedValue(found([summary(1), summary(2)]));
  });

  it('shows what was found: who, where, how long, how bad, when', async () => {
    const markup = '<img src=x onerror=alert(1)>';
    api.searchTraces.mockResolvedValue(
      found([
        summary(1, {
          root: { service: markup, operation: markup },
          durationMs: 1350,
          spanCount: 12,
          errorCount: 2,
          restrictedSpanCount: 4,
          services: [
            { service: markup, spanCount: 5, errorCount: 0 },
            { service: 'payments-service', spanCount: 3, errorCount: 2 },
          ],
        }),
        summary(2, { root: undefined, durationMs: 0 }),
      ]),
    );
    const { container } = renderPage();

    const [bad, rootless] = (await screen.findAllByRole('row')).slice(1);
    expect(bad).toHaveTextContent('1.35 s');
    expect(bad).toHaveTextContent('4 hidden');
    expect(bad).toHaveTextContent('1 minute ago');
    expect(bad).toHaveTextContent('payments-service: 3 spans, 2 with errors');
    const link = within(bad).getByRole('link', { name: markup });
    expect(link.getAttribute('href')).toMatch(
      new RegExp(`^/traces/trace/${idOf(1)}\\?from=.+&to=`),
    );
    expect(container.querySelector('img')).toBeNull();
    expect(rootless).toHaveTextContent('First span not there');
    expect(screen.getByText('2 traces, 1 with errors')).toBeVisible();
    expect(screen.getByText(/^Data up to/)).toBeVisible();
    expect(screen.getByRole('img')).toHaveAccessibleName(
      'Duration over time: 2 points, 1 With errors',
    );
  });

  it('shades and links what was done to the platform meanwhile', async () => {
    const to = new Date();
    const from = new Date(to.getTime() - 60_000);
    renderSearch(api, '/traces', {
      list: async () => ({
        windows: [
          {
            id: 'run',
            title: 'payments-slow',
            from,
            to,
            entityRefs: [],
            href: '/chaos/runs/run',
          },
        ],
        moreExist: false,
      }),
    });

    expect(
      await screen.findByRole('link', { name: 'payments-slow' }),
    ).toHaveAttribute('href', '/chaos/runs/run');
    expect(screen.getByRole('img')).toHaveAccessibleName(/payments-slow: /);
  });

  it('asks what the link says, and says so in the filters', async () => {
    renderPage(
      '/traces?service=storefront&operation=GET&errors=true&minDuration=250ms&maxDuration=1.5s&attribute=http.route%3D/orders&from=15m',
    );
    await screen.findByText('2 traces, 0 with errors');

    const query = lastQuery();
    expect(query).toMatchObject({
      service: 'storefront',
      operation: 'GET',
      errors: true,
      minDurationMs: 250,
      maxDurationMs: 1500,
      attribute: ['http.route=/orders'],
    });
    expect(
      new Date(query?.to ?? '').getTime() -
        new Date(query?.from ?? '').getTime(),
    ).toBe(15 * 60_000);
    expect(screen.getByRole('combobox', { name: 'Service' })).toHaveValue(
      'storefront',
    );
    expect(screen.getByLabelText('At least')).toHaveValue('250ms');
    expect(screen.getByRole('checkbox', { name: 'Only errors' })).toBeChecked();
    expect(
      screen.getByRole('row', { name: 'http.route=/orders' }),
    ).toBeVisible();

    await userEvent.click(
      screen.getByRole('button', { name: 'Clear filters' }),
    );
    expect(where()).toBe('/traces?from=15m');
    await waitFor(() => expect(lastQuery()?.service).toBeUndefined());
    await userEvent.click(screen.getByRole('button', { name: 'Browser back' }));
    await waitFor(() => expect(lastQuery()?.service).toBe('storefront'));
    expect(screen.getByLabelText('At least')).toHaveValue('250ms');
  });

  it('writes each filter into the link', async () => {
    const user = userEvent.setup();
    renderPage();
    await screen.findByText('2 traces, 0 with errors');

    const service = screen.getByRole('combobox', { name: 'Service' });
    await user.click(service);
    const option = await screen.findByRole('option', {
      name: /payments-service/,
    });
    expect(option).toHaveTextContent('pay');
    await user.click(option);
    await waitFor(() =>
      expect(where()).toBe('/traces?service=payments-service'),
    );
    // What is typed narrows the suggestions; Enter takes the one in front.
    await user.clear(service);
    await user.type(service, 'store{ArrowDown}{Enter}');
    await waitFor(() => expect(where()).toBe('/traces?service=storefront'));
    await user.clear(service);
    await user.type(service, 'not-seen-yet{Enter}');
    await waitFor(() => expect(where()).toBe('/traces?service=not-seen-yet'));

    await user.type(screen.getByLabelText('At least'), '1.5s{Enter}');
    await user.type(
      screen.getByLabelText('Attribute'),
      'payment.method=card{Enter}',
    );
    await user.click(screen.getByRole('checkbox', { name: 'Only errors' }));
    await waitFor(() =>
      expect(where()).toBe(
        '/traces?service=not-seen-yet&minDuration=1.5s&attribute=payment.method=card&errors=true',
      ),
    );
    await waitFor(() =>
      expect(lastQuery()).toMatchObject({
        service: 'not-seen-yet',
        minDurationMs: 1500,
        attribute: ['payment.method=card'],
        errors: true,
      }),
    );
  });

  it('names what of a link makes no sense, and searches with the rest', async () => {
    renderPage(
      '/traces?from=rubbish&minDuration=abc&attribute=x&service=storefront',
    );
    await screen.findByText('2 traces, 0 with errors');

    expect(
      screen.getByText('The link asks for 3 things that make no sense'),
    ).toBeVisible();
    expect(screen.getByText(/minDuration=abc is not a duration/)).toBeVisible();
    expect(screen.getByText(/from=rubbish is not a time range/)).toBeVisible();
    expect(screen.getByLabelText('At least')).toBeInvalid();
    expect(lastQuery()).toMatchObject({ service: 'storefront' });
    expect(lastQuery()?.attribute).toBeUndefined();

    for (const name of ['minDuration=abc', 'attribute=x', 'from=rubbish']) {
      await userEvent.click(
        screen.getByRole('button', { name: `Take it out: ${name}` }),
      );
    }
    expect(where()).toBe('/traces?service=storefront');
    expect(screen.queryByText(/make no sense/)).not.toBeInTheDocument();
  });

  it('narrows to what is dragged over in the chart, and goes back', async () => {
    renderPage('/traces?from=1h&live=true&service=storefront');
    const plot = await screen.findByRole('img');
    await waitFor(() => expect(plot.querySelector('path')).not.toBeNull());

    fireEvent.pointerDown(plot, { button: 0, clientX: 200, clientY: 30 });
    fireEvent.pointerMove(window, { clientX: 400, clientY: 150 });
    fireEvent.pointerUp(window, { clientX: 400, clientY: 150 });

    await waitFor(() => expect(where()).toMatch(/minDuration=.+&maxDuration=/));
    expect(where()).toMatch(/^\/traces\?from=20.+Z&service=storefront&to=20/);
    await waitFor(() => expect(lastQuery()?.minDurationMs).toBeGreaterThan(0));
    const { from, to, minDurationMs, maxDurationMs } = lastQuery() ?? {};
    const length =
      new Date(to ?? '').getTime() - new Date(from ?? '').getTime();
    expect(length / 60_000).toBeCloseTo((60 * 200) / 500, 0);
    expect(maxDurationMs).toBeGreaterThan(minDurationMs ?? 0);

    await userEvent.click(
      await screen.findByRole('button', { name: 'Back from the selection' }),
    );
    expect(where()).toBe('/traces?from=1h&live=true&service=storefront');
    expect(
      screen.queryByRole('button', { name: 'Back from the selection' }),
    ).not.toBeInTheDocument();
  });

  it('opens the trace whose id is pasted, and explains what is none', async () => {
    renderPage();
    const field = await screen.findByLabelText('Open a trace');

    await userEvent.type(field, 'no id{Enter}');
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Not a trace ID',
    );
    await userEvent.clear(field);
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
    await userEvent.paste(`00-${'ab'.repeat(16)}-${'cd'.repeat(8)}-01`);
    expect(where()).toBe(`/traces/trace/${'ab'.repeat(16)}`);
  });
});
