import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { data, mockAnalyticsApi } from '../../__testUtils__/analytics';
import {
  cellsOf,
  common,
  type DrawnPanel,
  firstDay,
  ordersByMethod,
  ordersOverTime,
  renderPanel,
  secondDay,
  showTable,
} from '../../__testUtils__/panels';

const api = mockAnalyticsApi();

beforeEach(() => jest.resetAllMocks());

type Case = DrawnPanel & {
  /** What it says at a glance. */
  words: string[];
  /** Its table; nothing for what is a table already. */
  twin?: unknown[][];
  /** The name of a mark, in the picture or in the table. */
  mark: string | RegExp;
  /** What the query has there. */
  behind: unknown[][];
};

const cases: Case[] = [
  {
    ...ordersOverTime,
    words: ['courier', 'branch'],
    twin: [
      [expect.stringMatching(firstDay), '3', '9,007,199,254,740,993'],
      [expect.stringMatching(secondDay), '—', '5'],
    ],
    mark: firstDay,
    behind: [
      [expect.stringMatching(firstDay), 'courier', '3'],
      [expect.stringMatching(firstDay), 'branch', '9,007,199,254,740,993'],
    ],
  },
  {
    ...ordersByMethod,
    words: ['west', 'east'],
    twin: [
      ['courier', '3', '9,007,199,254,740,993'],
      ['branch', '5', '—'],
    ],
    mark: 'courier',
    behind: [
      ['courier', 'west', '3'],
      ['courier', 'east', '9,007,199,254,740,993'],
    ],
  },
  {
    panel: { ...common, type: 'topList', label: 'name', value: 'units' },
    columns: { id: 'String', name: 'String', units: 'UInt64' },
    rows: [
      ['p-1', 'Lamp', '7'],
      ['p-2', 'Chair', '3'],
    ],
    words: ['Lamp', '7', 'Chair'],
    twin: [
      ['1', 'Lamp', '7'],
      ['2', 'Chair', '3'],
    ],
    // In its table, which begins with the rank.
    mark: '1',
    behind: [['p-1', 'Lamp', '7']],
  },
  {
    panel: { ...common, type: 'funnel', step: 'step', count: 'people' },
    columns: { step: 'String', people: 'UInt64', sessions: 'UInt64' },
    rows: [
      ['Visited', '100', '120'],
      ['Bought', '3', '4'],
    ],
    words: ['Visited', '3% go on', 'Bought'],
    twin: [
      ['Visited', '100', '100%', '—'],
      ['Bought', '3', '3%', '3%'],
    ],
    mark: 'Visited',
    behind: [['Visited', '100', '120']],
  },
  {
    panel: {
      ...common,
      type: 'heatmap',
      x: 'hour',
      y: 'weekday',
      value: 'orders',
    },
    columns: { hour: 'UInt8', weekday: 'UInt8', orders: 'UInt64' },
    rows: [
      [9, 1, '5'],
      [9, 2, '8'],
    ],
    words: ['weekday / hour'],
    mark: '2, 9: 8',
    behind: [['9', '2', '8']],
  },
  {
    panel: { ...common, type: 'map', place: 'city', value: 'orders' },
    columns: { city: 'String', orders: 'UInt64', revenue: 'Decimal(18, 2)' },
    rows: [
      ['Київ', '5', '12.50'],
      ['Atlantis', '3', '1.00'],
    ],
    words: ['Not on the map: Atlantis: 3'],
    twin: [
      ['Київ', '5'],
      ['Atlantis', '3'],
    ],
    mark: 'Київ',
    behind: [['Київ', '5', '12.5']],
  },
  {
    panel: { ...common, type: 'table', columns: [{ name: 'name' }] },
    columns: { name: 'String', units: 'UInt64' },
    rows: [
      ['Lamp', '7'],
      ['Chair', '3'],
    ],
    words: ['Lamp', 'Chair'],
    mark: 'Lamp',
    behind: [['Lamp', '7']],
  },
  {
    panel: { ...common, type: 'value', value: 'units' },
    columns: { units: 'UInt64', currency: 'String' },
    rows: [['18446744073709551615', 'UAH']],
    words: ['18,446,744,073,709,551,615'],
    mark: '18,446,744,073,709,551,615',
    behind: [['18,446,744,073,709,551,615', 'UAH']],
  },
];

it.each(cases.map(one => [one.panel.type, one] as const))(
  'draws a panel of the type %s, and leads from its mark to what the query says there',
  async (_, { panel, columns, rows, words, twin, mark, behind }) => {
    const region = await renderPanel(api, panel, data(columns, rows));
    const figure = await within(region).findByRole('figure');
    for (const word of words) {
      expect(figure).toHaveTextContent(word);
    }
    const table = twin && cellsOf(await showTable(region));
    expect(table).toEqual(twin);
    await userEvent.click(within(region).getByRole('button', { name: mark }));

    const dialog = await screen.findByRole('dialog', {
      name: 'Rows behind Panel',
    });
    expect(dialog).toHaveTextContent('Its file names nothing');
    expect(cellsOf(within(dialog).getByRole('table'))).toEqual(behind);
    expect(api.getPanelRows).not.toHaveBeenCalled();
  },
);
