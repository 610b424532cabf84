import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { drawing } from './__testUtils__/drawing';
import { BarChart } from './BarChart';
import { formatCsv } from './csv';

const bars = [
  {
    id: 'toys',
    name: 'Toys',
    values: { card: '12345678901234567.89', cash: 2 },
  },
  { id: 'books', name: 'Books', values: { card: 3 } },
];
const series = [
  { id: 'card', name: 'Card' },
  { id: 'cash', name: 'Cash' },
];

describe('BarChart', () => {
  it('draws a bar for each name, and says what they are', async () => {
    renderInTestApp(
      <BarChart
        title="Revenue"
        categoryLabel="Category"
        bars={bars}
        series={series}
        arrangement="stacked"
      />,
    );
    const svg = await drawing();
    expect(svg).toHaveTextContent('Toys');
    expect(svg).toHaveTextContent('Books');
    expect(screen.getByRole('img')).toHaveAccessibleName(
      'Revenue: 2 bars of Card and Cash',
    );
    expect(
      screen.getAllByRole('listitem').map(({ textContent }) => textContent),
    ).toEqual(['Card', 'Cash']);
  });

  it('opens a bar from its table, by keyboard, and keeps every digit there', async () => {
    const onSelect = jest.fn();
    renderInTestApp(
      <BarChart
        title="Revenue"
        categoryLabel="Category"
        bars={bars}
        series={series}
        onSelect={onSelect}
      />,
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Show as a table: Revenue' }),
    );
    const [, toys, books] = screen.getAllByRole('row');
    const cells = (row: HTMLElement) =>
      within(row)
        .getAllByRole('cell')
        .map(({ textContent }) => textContent);
    expect(cells(toys)).toEqual(['Toys', '12,345,678,901,234,567.89', '2']);
    expect(cells(books)).toEqual(['Books', '3', '—']);

    within(books).getByRole('button', { name: 'Books' }).focus();
    await userEvent.keyboard('{Enter}');
    expect(onSelect).toHaveBeenCalledWith({ barId: 'books' });
  });

  it('draws the period before as dashed outlines, which lead nowhere', async () => {
    const onSelect = jest.fn();
    renderInTestApp(
      <BarChart
        title="Revenue"
        categoryLabel="Category"
        bars={[
          {
            id: 'toys',
            name: 'Toys',
            values: { card: 5, constructor: 2 },
            previous: { card: '9007199254740993' },
          },
          { id: 'books', name: 'Books', values: { card: 3 } },
        ]}
        series={[...series.slice(0, 1), { id: 'constructor', name: 'Other' }]}
        onSelect={onSelect}
      />,
    );
    const svg = await drawing();
    const outlines = svg.querySelectorAll('path[stroke-dasharray]');
    expect(outlines).toHaveLength(1);
    expect(screen.getByRole('img')).toHaveAccessibleName(
      'Revenue: 2 bars of Card and Other',
    );
    expect(
      screen.getAllByRole('listitem').map(({ textContent }) => textContent),
    ).toEqual(['Card', 'Other', 'The period before']);

    await userEvent.click(
      await screen.findByRole('button', { name: 'Show as a table: Revenue' }),
    );
    expect(
      screen
        .getAllByRole('row')
        .map(row => [...row.children].map(({ textContent }) => textContent)),
    ).toEqual([
      ['Category', 'Card', 'Card, the period before', 'Other'],
      ['Toys', '5', '9,007,199,254,740,993', '2'],
      ['Books', '3', '—', '—'],
    ]);
  });

  it('says how many bars it had no room for', async () => {
    renderInTestApp(
      <BarChart
        title="Products"
        categoryLabel="Product"
        bars={Array.from({ length: 41 }, (_, index) => ({
          id: String(index),
          name: `Product ${index}`,
          values: { units: index },
        }))}
        series={[{ id: 'units', name: 'Units' }]}
      />,
    );
    expect(
      await screen.findByText('40 of 41 bars; the table has all of them.'),
    ).toBeVisible();
  });
});

describe('formatCsv', () => {
  it('keeps digits as they are, and runs nothing', () => {
    const data = {
      columns: [{ id: 'a', label: 'Amount' }],
      rows: [['-12345678901234567.89'], ['-1+cmd'], ['=1']],
    };
    expect(formatCsv(data)).toBe(
      "Amount\r\n-12345678901234567.89\r\n'-1+cmd\r\n'=1\r\n",
    );
  });
});
