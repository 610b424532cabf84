import { type DashboardPanelOf } from '@shop-platform/backstage-plugin-analytics-common';
import { data } from '../__testUtils__/analytics';
import { behind } from './drillDown';
import { cellReader } from './answer';
import { seriesOf } from './series';
import { placeOver, timeLines } from './timeLines';
import { wordsOf } from './words';

const panel: DashboardPanelOf<'timeSeries'> = {
  id: 'revenue',
  title: 'Revenue',
  type: 'timeSeries',
  query: 'revenue',
  time: 'time',
  value: 'revenue',
  series: 'category',
};
const day = (number: number) =>
  `2026-03-${String(number).padStart(2, '0')}T00:00:00.000Z`;

describe('seriesOf', () => {
  it('never adds amounts of different currencies', () => {
    const answer = data(
      { category: 'String', currency: 'String', revenue: 'Decimal(38, 2)' },
      [
        ['Toys', 'UAH', '10.00'],
        ['Toys', 'EUR', '1.00'],
        ['Books', 'UAH', '5.00'],
      ],
    );
    const series = seriesOf(
      { ...panel, format: { unit: 'money', currencyColumn: 'currency' } },
      answer,
      { title: 'Revenue', words: wordsOf(undefined, 'en') },
    );
    expect(series.map(({ name }) => name)).toEqual([
      'Toys, UAH',
      'Toys, EUR',
      'Books, UAH',
    ]);
    expect(
      series.map(({ valueOf }) => answer.rows.map(row => valueOf(row))),
    ).toEqual([
      ['10.00', undefined, undefined],
      [undefined, '1.00', undefined],
      [undefined, undefined, '5.00'],
    ]);
  });

  it('makes a series of each column, the only one with the title of the panel', () => {
    const answer = data({ orders: 'UInt64', units: 'UInt64' }, [['1', '2']]);
    const names = (values: string[]) =>
      seriesOf({ values }, answer, {
        title: 'Sold',
        words: wordsOf(undefined, 'en'),
      }).map(({ name }) => name);
    expect(names(['orders', 'units'])).toEqual(['orders', 'units']);
    expect(names(['orders'])).toEqual(['Sold']);
  });

  it('calls series as the panel does, and keeps their ids', () => {
    const labels = {
      columns: { orders: { en: 'Orders', uk: 'Замовлення' } },
      values: { type: { search: { en: 'Search', uk: 'Пошук' } } },
    };
    const answer = data(
      { type: 'String', orders: 'UInt64', constructor: 'UInt64' },
      [
        ['search', '1', '2'],
        ['constructor', '3', '4'],
      ],
    );
    const named = (split: { values?: string[]; value?: string }) =>
      seriesOf({ ...split, ...(split.value && { series: 'type' }) }, answer, {
        title: 'Sold',
        words: wordsOf(labels, 'uk-UA'),
      }).map(({ id, name }) => [id, name]);
    expect(named({ values: ['orders', 'constructor'] })).toEqual([
      ['orders', 'Замовлення'],
      ['constructor', 'constructor'],
    ]);
    expect(named({ value: 'orders' })).toEqual([
      ['search', 'Пошук'],
      ['constructor', 'constructor'],
    ]);
  });
});

describe('timeLines', () => {
  const answer = data(
    { time: 'DateTime', category: 'String', revenue: 'Decimal(38, 2)' },
    [
      [day(1), 'Toys', '12345678901234567.89'],
      [day(2), 'Toys', '2.00'],
      [day(5), 'Toys', '3.00'],
    ],
  );
  const lines = timeLines(panel, answer, {
    title: 'Revenue',
    words: wordsOf(undefined, 'en'),
    stepSeconds: 86_400,
  });

  it('leaves a gap where steps are missing, and keeps every digit', () => {
    expect(lines[0].points).toEqual([
      {
        time: new Date(day(1)),
        value: 12345678901234568,
        exact: '12345678901234567.89',
      },
      { time: new Date(day(2)), value: 2, exact: '2.00' },
      { time: new Date(day(3)) },
      { time: new Date(day(5)), value: 3, exact: '3.00' },
    ]);
  });

  it('places the period before upon the moments of this one', () => {
    const place = placeOver(lines, {
      laterMs: 86_400_000,
      stepSeconds: 86_400,
    });
    expect(place(new Date('2026-02-28T03:00:00Z'))).toEqual(new Date(day(1)));
    expect(place(new Date(day(8)))).toEqual(new Date(day(9)));
  });
});

describe('behind', () => {
  const answer = data({ service: 'String', id: 'UInt64' }, [
    ['core-service', '18446744073709551615'],
  ]);
  const of = (drillDown: Parameters<typeof behind>[0], rows = answer.rows) =>
    behind(drillDown, rows[0], cellReader(answer));

  it('fills what it leads to with the values of the row', () => {
    expect(of({ entity: 'component:default/{service}' })).toEqual({
      kind: 'entity',
      ref: { kind: 'component', namespace: 'default', name: 'core-service' },
    });
    expect(of({ rows: 'rows', parameters: { order: 'id' } })).toEqual({
      kind: 'rows',
      parameters: { order: '18446744073709551615' },
    });
    const traces = of({
      traces: { service: '{service}', attributes: { 'order.id': '{id}' } },
    });
    expect(traces?.kind === 'traces' && traces.search.toString()).toBe(
      'service=core-service&attribute=order.id%3D18446744073709551615',
    );
  });

  it('leads nowhere from what names no entity', () => {
    expect(of({ entity: '{service}' }, [['core', '1']])).toBeUndefined();
    expect(of(undefined)).toBeUndefined();
  });
});
