import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { formatQuantity } from '../../model/quantity';
import { DataTable } from './DataTable';

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
});
