import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { formatQuantity } from '../../model/quantity';
import { BarChart } from './BarChart';
import { formatCsv } from './csv';
import { DataTable } from './DataTable';
import { fileOf } from './tableFile';

const exact = (digits: string) => formatQuantity(digits, { style: 'exact' });

describe('DataTable', () => {
  it('sorts numbers that are digits by size, and what is missing last', async () => {
    const onOpenRow = jest.fn();
    renderInTestApp(
      <DataTable
        title="Orders"
        columns={[
          { id: 'order', label: 'Order' },
          { id: 'total', label: 'Total', formatDigits: exact },
        ]}
        rows={[
          ['A', '9'],
          ['B', '18446744073709551615'],
          ['C', undefined],
          ['D', '10'],
        ]}
        onOpenRow={onOpenRow}
      />,
    );
    const texts = () =>
      screen
        .getAllByRole('row')
        .slice(1)
        .map(({ textContent }) => textContent);
    await userEvent.click(await screen.findByRole('button', { name: 'Total' }));
    expect(texts()).toEqual(['B18,446,744,073,709,551,615', 'D10', 'A9', 'C—']);
    expect(screen.getByRole('columnheader', { name: 'Total' })).toHaveAttribute(
      'aria-sort',
      'descending',
    );

    await userEvent.click(screen.getByRole('button', { name: 'Total' }));
    expect(texts()).toEqual(['A9', 'D10', 'B18,446,744,073,709,551,615', 'C—']);

    const [, , second] = screen.getAllByRole('row');
    await userEvent.click(within(second).getByRole('button', { name: 'D' }));
    expect(onOpenRow).toHaveBeenCalledWith(3);
  });

  it('says beside a number what it was before', async () => {
    renderInTestApp(
      <DataTable
        title="Orders"
        columns={[
          { id: 'city', label: 'City' },
          {
            id: 'total',
            label: 'Total',
            formatDigits: exact,
            goodWhen: 'up',
            previousOf: row =>
              [{ value: '0' }, { value: 4 }, { isNew: true }][row],
          },
        ]}
        rows={[
          ['Kyiv', '9'],
          ['Lviv', 3],
          ['Odesa', 1],
          ['Dnipro', 1],
        ]}
      />,
    );
    const rows = await screen.findAllByRole('row');
    expect(
      rows.slice(1).map(row => row.textContent?.replace(/\u00a0/g, ' ')),
    ).toEqual([
      'Kyiv9↑More than nothing, better, before: 0',
      'Lviv3−25%25% less, worse, before: 4',
      'Odesa1newNot here in the period before',
      'Dnipro1',
    ]);
  });

  it('has what was before in its file, beside the number', () => {
    const file = fileOf(
      {
        columns: [
          { id: 'city', label: 'City' },
          {
            id: 'total',
            label: 'Total',
            previousOf: row => [{ value: 5n }, { isNew: true }][row],
          },
          { id: 'share', label: 'Share' },
        ],
        rows: [
          ['Kyiv', '9', 0.9],
          ['Lviv', '1', 0.1],
        ],
      },
      [1, 0],
      name => `${name} before`,
    );
    expect(formatCsv(file)).toBe(
      'City,Total,Total before,Share\r\nLviv,1,,0.1\r\nKyiv,9,5,0.9\r\n',
    );
  });

  it('has a name for what opens a row without one, in a table and in that of a chart', async () => {
    const onOpenRow = jest.fn();
    const onSelect = jest.fn();
    renderInTestApp(
      <>
        <DataTable
          title="Orders"
          columns={[
            { id: 'city', label: 'City' },
            { id: 'total', label: 'Total' },
          ]}
          rows={[['', 9]]}
          onOpenRow={onOpenRow}
        />
        <BarChart
          title="Cities"
          categoryLabel="City"
          bars={[{ id: 'none', name: '', values: { orders: 1 } }]}
          series={[{ id: 'orders', name: 'Orders' }]}
          onSelect={onSelect}
        />
      </>,
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Show as a table: Cities' }),
    );
    for (const button of screen.getAllByRole('button', { name: '—' })) {
      await userEvent.click(button);
    }
    expect(onOpenRow).toHaveBeenCalledWith(0);
    expect(onSelect).toHaveBeenCalledWith({ barId: 'none' });
  });
});
