import {
  act,
  fireEvent,
  screen,
  waitFor,
  within,
} from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  largeTrace,
  traceOf,
  type ShortSpan,
} from '../../model/trace/__testUtils__/traces';
import {
  activeRow,
  address,
  findGrid,
  focusGrid,
  getTrace,
  giveElementsSize,
  renderTrace,
  shownSpans,
} from './__testUtils__/renderTrace';

/** root > a > (a1, a2 failed), b > b1 failed */
const spans: ShortSpan[] = [
  { id: 'root', takes: 100_000 },
  { id: 'a', parent: 'root', at: 1_000, takes: 40_000 },
  { id: 'a1', parent: 'a', at: 2_000, takes: 3_000 },
  { id: 'a2', parent: 'a', at: 6_000, takes: 3_000, error: true },
  { id: 'b', parent: 'root', at: 50_000, takes: 40_000 },
  {
    id: 'b1',
    parent: 'b',
    at: 51_000,
    takes: 5_000,
    error: true,
    attributes: { 'shop.order.id': '4711' },
  },
].map(span => ({ ...span, operation: span.id }));

const names = () => shownSpans().map(text => text.replace('core ', ''));
const activeName = () =>
  activeRow().querySelector('[title]')?.textContent?.replace('core ', '');
const details = () => screen.queryByRole('region', { name: 'Span details' });

async function open(search = '') {
  const user = userEvent.setup();
  renderTrace({ trace: traceOf(spans), search });
  await findGrid();
  return user;
}

describe('the waterfall', () => {
  beforeEach(() => giveElementsSize());
  afterEach(() => {
    jest.restoreAllMocks();
    getTrace.mockReset();
  });

  it('is walked with the keyboard', async () => {
    const user = await open();
    expect(await findGrid()).toHaveFocus();
    expect(activeName()).toBe('root');

    const walk: [string, string][] = [
      ['j', 'a'],
      ['{ArrowDown}', 'a1'],
      ['k', 'a'],
      ['{ArrowUp}{ArrowUp}', 'root'],
      ['{End}', 'b1'],
      ['j', 'b1'],
      ['{ArrowLeft}', 'b'],
      ['{Home}', 'root'],
      ['{ArrowRight}', 'a'],
      ['e', 'a2'],
      ['e', 'b1'],
      ['e', 'a2'],
      ['{Shift>}E{/Shift}', 'b1'],
      ['{PageUp}', 'root'],
    ];
    for (const [keys, expected] of walk) {
      await user.keyboard(keys);
      expect([keys, activeName()]).toEqual([keys, expected]);
    }
  });

  it('collapses and expands with the keyboard and the pointer', async () => {
    const user = await open();

    await user.keyboard('j{ArrowLeft}');
    expect(activeRow()).toHaveAttribute('aria-expanded', 'false');
    expect(activeRow()).toHaveTextContent('2 spans below');
    expect(names()).toEqual(['root', 'a', 'b', 'b1']);
    await user.keyboard('{ArrowRight}');
    expect(names()).toEqual(['root', 'a', 'a1', 'a2', 'b', 'b1']);

    const caret = activeRow().querySelector('[data-part="caret"]');
    await user.click(caret ?? document.body);
    expect(names()).toEqual(['root', 'a', 'b', 'b1']);
    expect(details()).not.toBeInTheDocument();

    // Going to a span opens what hides it.
    await user.keyboard('{Home}e');
    expect(activeName()).toBe('a2');
    expect(names()).toContain('a2');
  });

  it('shows as many levels as asked for, and what leads to errors', async () => {
    const user = await open();
    const choose = async (item: string) => {
      await user.click(screen.getByRole('button', { name: 'Levels' }));
      await user.click(await screen.findByRole('menuitem', { name: item }));
    };
    await choose('Collapse all');
    expect(names()).toEqual(['root']);
    await choose('Expand 2 levels');
    expect(names()).toEqual(['root', 'a', 'b']);
    await waitFor(() => expect(address().get('levels')).toBe('2'));
    await choose('Expand all');
    expect(names()).toHaveLength(6);
  });

  it('opens the details of a span, which follow the keyboard, and closes them', async () => {
    const user = await open();
    await user.keyboard('j{Enter}');
    expect(details()).toHaveTextContent('Own time');
    expect(activeRow()).toHaveAttribute('aria-selected', 'true');
    await user.keyboard('j');
    expect(
      within(details() ?? document.body).getByRole('heading', { name: 'a1' }),
    ).toBeVisible();
    await waitFor(() => expect(address().get('span')).toBe('a1'));
    await user.keyboard('{Escape}');
    expect(details()).not.toBeInTheDocument();
    expect(activeName()).toBe('a1');

    await user.click(screen.getByText('b1'));
    await user.click(screen.getByRole('button', { name: 'Close' }));
    expect(details()).not.toBeInTheDocument();
    expect(await findGrid()).toHaveFocus();
    await waitFor(() => expect(address().has('span')).toBe(false));
  });

  it('finds text, and goes from match to match', async () => {
    const user = await open();
    await user.keyboard('/');
    const field = screen.getByRole('searchbox', { name: 'Find in trace' });
    expect(field).toHaveFocus();

    await user.keyboard('order.id=47');
    const status = within(screen.getByRole('search')).getByRole('status');
    await waitFor(() => expect(status).toHaveTextContent('1 match'));
    await user.keyboard('{Enter}');
    expect(activeName()).toBe('b1');
    expect(status).toHaveTextContent('1 of 1');

    await user.clear(field);
    await user.type(field, 'a');
    await waitFor(() => expect(status).toHaveTextContent('6 of 6'));
    await user.clear(field);
    await user.type(field, 'error');
    await waitFor(() => expect(status).toHaveTextContent('2 of 2'));
    await user.click(screen.getByRole('button', { name: 'Previous match' }));
    expect(activeName()).toBe('a2');
    await focusGrid();
    await user.keyboard('n');
    expect(activeName()).toBe('b1');
    await user.keyboard('{Shift>}N{/Shift}');
    expect(activeName()).toBe('a2');

    await user.clear(field);
    await user.type(field, 'nowhere');
    await waitFor(() => expect(status).toHaveTextContent('Nothing found'));
    await waitFor(() => expect(address().get('find')).toBe('nowhere'));
  });

  it('shows only the spans asked for, in their places', async () => {
    const user = await open('?show=errors');
    expect(names()).toEqual(['root', 'a', 'a2', 'b', 'b1']);

    await user.click(screen.getByRole('button', { name: /Show/ }));
    await user.click(await screen.findByRole('option', { name: 'Matches' }));
    expect(screen.getByText('No span matches the search')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Show all spans' }));
    expect(names()).toHaveLength(6);
  });

  it('zooms with the pointer and back with a double click', async () => {
    await open();
    const box = screen.getByTitle(/^Drag to zoom/);
    act(() => {
      fireEvent.pointerDown(box, { button: 0, clientX: 500 });
      fireEvent.pointerMove(window, { clientX: 400 });
      fireEvent.pointerUp(window, { clientX: 250 });
    });
    await waitFor(() => expect(address().get('zoom')).toBe('25000-50000'));
    const from = screen.getByRole('slider', { name: /^Begin of/ });
    expect(from).toHaveAttribute('aria-valuetext', '25\u00a0ms');

    // A click is no window.
    act(() => {
      fireEvent.pointerDown(box, { button: 0, clientX: 500 });
      fireEvent.pointerUp(window, { clientX: 501 });
    });
    expect(from).toHaveAttribute('aria-valuetext', '25\u00a0ms');
    fireEvent.doubleClick(box);
    await waitFor(() => expect(address().has('zoom')).toBe(false));
  });

  it('zooms with the keyboard', async () => {
    const user = await open();
    const [from, to] = ['Begin', 'End'].map(end =>
      screen.getByRole('slider', { name: `${end} of the time shown` }),
    );
    act(() => from.focus());
    await user.keyboard('{PageUp}{ArrowRight}{ArrowRight}{ArrowLeft}');
    act(() => to.focus());
    await user.keyboard('{Shift>}{ArrowLeft}{/Shift}');
    expect([from, to].map(end => end.getAttribute('aria-valuenow'))).toEqual([
      '11',
      '90',
    ]);
    // The begin stays before the end.
    act(() => from.focus());
    await user.keyboard('{End}');
    expect(Number(from.getAttribute('aria-valuenow'))).toBeLessThanOrEqual(90);
    await user.click(
      screen.getByRole('button', { name: 'Show all of the time' }),
    );
    expect(from).toHaveAttribute('aria-valuenow', '0');

    await focusGrid();
    await user.keyboard('jz');
    await waitFor(() => expect(address().get('zoom')).toBe('1000-41000'));
    await user.keyboard('z');
    await waitFor(() => expect(address().has('zoom')).toBe(false));
  });

  it('is shown as its link says', async () => {
    const link =
      '?from=1h&span=b1&show=errors&levels=2&find=4711&zoom=1000-2000';
    await open(link);
    // The selected span is in sight although its level is folded.
    expect(names()).toEqual(['root', 'a', 'b', 'b1']);
    expect(activeName()).toBe('b1');
    expect(
      within(details() ?? document.body).getByRole('heading', { name: 'b1' }),
    ).toBeVisible();
    expect(
      screen.getByRole('searchbox', { name: 'Find in trace' }),
    ).toHaveValue('4711');
    expect(screen.getByRole('slider', { name: /^End of/ })).toHaveAttribute(
      'aria-valuetext',
      '2\u00a0ms',
    );
    expect(address().toString()).toBe(link.slice(1));
  });

  it('follows its link when that changes', async () => {
    const user = await open('?span=a&find=root');
    await user.click(screen.getByText('A link from elsewhere'));
    expect(
      within(details() ?? document.body).getByRole('heading', { name: 'b1' }),
    ).toBeVisible();
    expect(names()).toEqual(['root', 'a', 'b', 'b1']);
    expect(
      screen.getByRole('searchbox', { name: 'Find in trace' }),
    ).toHaveValue('');
  });

  it('changes the width of the names without a pointer too', async () => {
    const user = await open();
    const slider = screen.getByRole('slider', { name: /^Width of/ });
    const grid = await findGrid();
    act(() => slider.focus());
    await user.keyboard('{ArrowRight}{ArrowRight}{ArrowLeft}');
    expect(slider).toHaveAttribute('aria-valuenow', '42');
    expect(grid.style.getPropertyValue('--tree-width')).toBe('42%');
    act(() => {
      fireEvent.pointerDown(slider, { button: 0, clientX: 420 });
      fireEvent.pointerMove(window, { clientX: 600 });
      fireEvent.pointerUp(window, { clientX: 990 });
    });
    expect(grid.style.getPropertyValue('--tree-width')).toBe('75%');
    // Its keys are not those of the rows.
    expect(activeName()).toBe('root');
  });

  it('draws a window of 10,000 rows, and the active one', async () => {
    const user = userEvent.setup();
    renderTrace({ trace: largeTrace(10_000) });
    const grid = await findGrid();
    expect(grid).toHaveAttribute('aria-rowcount', '10001');
    expect(within(grid).getAllByRole('row').length).toBeLessThan(60);
    await user.keyboard('{End}');
    expect(activeRow()).toHaveAttribute('aria-rowindex', '10001');
    expect(within(grid).getAllByRole('row').length).toBeLessThan(60);
  });
});
