import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  START_NANO,
  TRACE_ID,
  traceOf,
  type ShortSpan,
} from '../../model/trace/__testUtils__/traces';
import {
  findGrid,
  getTrace,
  giveElementsSize,
  renderTrace,
  toast,
} from './__testUtils__/renderTrace';

const OTHER_TRACE = 'f'.repeat(32);
const STACK = `TimeoutError: timed out\n${'    at charge (liqpay.js:1)\n'.repeat(
  200,
)}`;

const charge: ShortSpan = {
  id: 'aa02',
  parent: 'aa01',
  operation: 'charge',
  at: 1_000,
  takes: 10_000,
  service: 'payments',
  error: 'timed out',
  scope: { name: 'http', version: '0.205.0' },
  attributes: {
    'http.method': 'POST',
    'peer.service': 'liqpay',
    'shop.order.id': 'a&b=c',
    body: 'x'.repeat(10_000_000),
  },
  events: [
    {
      name: 'exception',
      timeUnixNano: String(START_NANO + 9_000_000n),
      attributes: {
        'exception.type': 'TimeoutError',
        'exception.stacktrace': STACK,
      },
    },
  ],
  links: [
    { traceId: OTHER_TRACE, spanId: 'bb01', attributes: { why: 'retry' } },
    { traceId: TRACE_ID, spanId: 'aa01', attributes: {} },
  ],
};
const root: ShortSpan = {
  id: 'aa01',
  operation: 'POST /orders',
  takes: 20_000,
};

async function open(options: { span?: string; restricted?: string[] } = {}) {
  const { span = 'aa02', restricted } = options;
  renderTrace({
    trace: traceOf([root, charge], { restricted }),
    search: `?span=${span}`,
  });
  await findGrid();
  return within(screen.getByRole('region', { name: 'Span details' }));
}

describe('the details of a span', () => {
  beforeEach(() => giveElementsSize());
  afterEach(() => {
    jest.restoreAllMocks();
    getTrace.mockReset();
    toast.post.mockClear();
  });

  it('tell when it ran, where it belongs and why it failed', async () => {
    const details = await open();
    expect(
      details.getByRole('heading', { level: 2, name: 'charge' }),
    ).toBeVisible();
    expect(details.getByText('Failed').closest('p')).toHaveTextContent(
      'Failed timed out',
    );
    const facts = details
      .getAllByRole('definition')
      .map(({ textContent }) => textContent?.replace(/\u00a0/g, ' '));
    expect(facts).toEqual([
      '1 ms',
      '10 ms',
      '10 ms',
      '10 ms',
      'internal',
      'error',
      'POST /orders',
      'http 0.205.0',
      'aa02',
    ]);
    await userEvent.click(
      details.getByRole('button', { name: 'POST /orders' }),
    );
    expect(
      details.getByRole('heading', { level: 2, name: 'POST /orders' }),
    ).toBeVisible();
  });

  it('filter attributes, and lead to the traces with the same value', async () => {
    const details = await open();
    const table = () => details.getByRole('table', { name: 'Attributes' });
    expect(
      within(table())
        .getAllByRole('rowheader')
        .map(({ textContent }) => textContent),
    ).toEqual(['body', 'http.method', 'peer.service', 'shop.order.id']);

    await userEvent.type(
      details.getByRole('searchbox', { name: 'Filter attributes' }),
      'ORDER',
    );
    expect(within(table()).getAllByRole('row')).toHaveLength(1);
    expect(details.getByText('None of 2 matches the filter')).toBeVisible();

    const link = details.getByRole('link', {
      name: 'Search traces by this value of shop.order.id',
    });
    const { pathname, searchParams } = new URL(
      link.getAttribute('href') ?? '',
      'http://localhost',
    );
    expect(pathname).toBe('/traces');
    expect(Object.fromEntries(searchParams)).toEqual({
      attribute: 'shop.order.id=a&b=c',
      service: 'payments',
      from: '2025-11-22T22:05:00.123Z',
      to: '2025-11-22T22:35:00.144Z',
    });
  });

  it('copy values, ids and a link to just this', async () => {
    const writeText = jest.fn(async () => {});
    const user = userEvent.setup();
    Object.defineProperty(navigator, 'clipboard', {
      configurable: true,
      value: { writeText },
    });
    const details = await open();

    await user.click(
      details.getByRole('button', { name: 'Copy the value of peer.service' }),
    );
    expect(writeText).toHaveBeenLastCalledWith('liqpay');
    expect(toast.post).toHaveBeenLastCalledWith(
      expect.objectContaining({ title: 'Copied: liqpay', status: 'success' }),
    );
    await user.click(details.getByRole('button', { name: 'Copy span ID' }));
    expect(writeText).toHaveBeenLastCalledWith('aa02');
    await user.click(screen.getByRole('button', { name: 'Copy link' }));
    expect(writeText).toHaveBeenLastCalledWith(
      expect.stringMatching(/\?span=aa02$/),
    );
    await user.click(screen.getByRole('button', { name: 'More actions' }));
    await user.click(
      await screen.findByRole('menuitem', { name: 'Copy trace ID' }),
    );
    expect(writeText).toHaveBeenLastCalledWith(TRACE_ID);

    writeText.mockRejectedValue(new Error('not allowed'));
    await user.click(details.getByRole('button', { name: 'Copy span ID' }));
    expect(toast.post).toHaveBeenLastCalledWith(
      expect.objectContaining({ status: 'warning', description: 'aa02' }),
    );
  });

  it('never put all of a 10 MB value on the page', async () => {
    const details = await open();
    const row = details.getByRole('rowheader', { name: 'body' }).closest('tr');
    const length = () => row?.textContent?.length ?? 0;
    expect(length()).toBeLessThan(1_000);
    await userEvent.click(
      details.getByRole('button', {
        name: 'Show the first 20,000 of 10,000,000 characters',
      }),
    );
    expect(length()).toBeGreaterThan(20_000);
    expect(length()).toBeLessThan(21_000);
    expect(row).toHaveTextContent(/too long to show: copy it/);
    await userEvent.click(details.getByRole('button', { name: 'Show less' }));
    expect(length()).toBeLessThan(1_000);
  });

  it('show events with their offset, and stack traces as they were', async () => {
    const details = await open();
    const event = within(
      details.getByText('exception').closest('li') ?? document.body,
    );
    expect(event.getByText(/^at 8.ms in the span$/)).toBeVisible();
    expect(
      event.getByRole('rowheader', { name: 'exception.type' }),
    ).toBeVisible();
    expect(
      event.queryByRole('rowheader', { name: 'exception.stacktrace' }),
    ).not.toBeInTheDocument();
    const stack = event.getByText(/^TimeoutError: timed out\s+at charge/);
    expect(stack.tagName).toBe('PRE');
    await userEvent.click(
      event.getByRole('button', { name: /^Show all \([\d,]+ characters\)$/ }),
    );
    expect(stack.textContent).toContain(STACK);
  });

  it('lead to the spans it is linked with', async () => {
    const details = await open();
    expect(
      details.getByRole('link', { name: `Open trace ${OTHER_TRACE}` }),
    ).toHaveAttribute('href', `/traces/trace/${OTHER_TRACE}?span=bb01`);
    await userEvent.click(
      details.getByRole('button', { name: 'Go to span aa01' }),
    );
    expect(
      details.getByRole('heading', { level: 2, name: 'POST /orders' }),
    ).toBeVisible();
  });

  it('tell only the times of what may not be read', async () => {
    const details = await open({ restricted: ['payments'] });
    expect(details.getByText(/^You may not read this service/)).toBeVisible();
    expect(details.getByText('Duration')).toBeVisible();
    expect(details.queryByText('Attributes')).not.toBeInTheDocument();
    expect(details.queryByText('liqpay')).not.toBeInTheDocument();
    const rows = within(await findGrid()).getAllByRole('row');
    expect(rows[2]).toHaveTextContent('Restricted');
  });

  it('hand the trace over as a file', async () => {
    const files: Blob[] = [];
    const names: string[] = [];
    URL.createObjectURL = jest.fn((file: Blob) => {
      files.push(file);
      return 'blob:trace';
    });
    URL.revokeObjectURL = jest.fn();
    jest
      .spyOn(HTMLAnchorElement.prototype, 'click')
      .mockImplementation(function click(this: HTMLAnchorElement) {
        names.push(this.download);
      });
    await open({ span: 'aa01' });
    await userEvent.click(screen.getByRole('button', { name: 'More actions' }));
    await userEvent.click(
      await screen.findByRole('menuitem', { name: 'Download as JSON' }),
    );
    expect(names).toEqual([`trace-${TRACE_ID}.json`]);
    expect(files[0]).toMatchObject({ type: 'application/json' });
    expect(files[0].size).toBeGreaterThan(10_000_000);
    expect(URL.revokeObjectURL).toHaveBeenCalledWith('blob:trace');
  });
});
