import { type DashboardPanelOf } from '@shop-platform/backstage-plugin-analytics-common';
import { data } from '../../../__testUtils__/analytics';
import { wordsOf } from '../../../model/words';
import { shownColumns, writtenColumn } from './tableColumns';

const panel: DashboardPanelOf<'table'> = {
  id: 'daily',
  title: 'Daily',
  type: 'table',
  query: 'daily',
  columns: [
    { name: 'day' },
    {
      name: 'revenue',
      title: { en: 'Revenue', uk: 'Виторг' },
      format: { unit: 'money', currencyColumn: 'currency' },
    },
  ],
};
const columns = {
  day: 'Date',
  revenue: 'Decimal(38, 2)',
  currency: 'LowCardinality(String)',
};

describe('the columns of a table', () => {
  it('write each amount in the currency of its row, and each day as a day', () => {
    const answer = data(columns, [
      ['2026-01-31', '12345678901234567.89', 'UAH'],
      ['2026-02-01', '1.00', 'EUR'],
    ]);
    const shown = shownColumns(panel, answer);
    expect(shown.map(({ name }) => name)).toEqual([
      'day',
      'revenue',
      'currency',
    ]);
    const [day, revenue] = shown.map(column =>
      writtenColumn(column, {
        answer,
        locale: 'en',
        words: wordsOf(undefined, 'en'),
      }),
    );
    expect([0, 1].map(row => day?.textOf?.(row))).toEqual([
      'Jan 31, 2026',
      'Feb 1, 2026',
    ]);
    expect([0, 1].map(row => revenue?.textOf?.(row))).toEqual([
      '₴12,345,678,901,234,567.89',
      '€1.00',
    ]);
  });

  it('do without the currency where there is one only', () => {
    const answer = data(columns, [['2026-01-31', '1.00', 'UAH']]);
    expect(shownColumns(panel, answer)).toHaveLength(2);
  });
});
