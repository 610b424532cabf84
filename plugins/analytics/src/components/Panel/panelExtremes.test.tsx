import { type PanelData } from '@shop-platform/backstage-plugin-analytics-common';
import { cleanup, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { data, mockAnalyticsApi } from '../../__testUtils__/analytics';
import {
  cellsOf,
  common,
  type DrawnPanel,
  renderPanel,
  showTable,
} from '../../__testUtils__/panels';

const api = mockAnalyticsApi();

beforeEach(() => jest.resetAllMocks());

const money = { unit: 'money', currencyColumn: 'currency' } as const;
const funnel: DrawnPanel['panel'] = {
  ...common,
  type: 'funnel',
  step: 'step',
  count: 'people',
};
const people = { step: 'String', people: 'UInt64' };
const heatmap: DrawnPanel['panel'] = {
  ...common,
  type: 'heatmap',
  x: 'month',
  y: 'cohort',
  value: 'share',
};
const shares = {
  cohort: 'String',
  month: 'UInt8',
  share: 'Nullable(Float64)',
};
const map: DrawnPanel['panel'] = {
  ...common,
  type: 'map',
  place: 'city',
  latitude: 'latitude',
  longitude: 'longitude',
  value: 'orders',
};
const places = {
  city: 'Nullable(String)',
  latitude: 'Nullable(Float64)',
  longitude: 'Nullable(Float64)',
  orders: 'Nullable(UInt64)',
};

function comparing(
  columns: Record<string, string>,
  rows: unknown[][],
  before: unknown[][],
): PanelData {
  const { columns: named, ...rest } = data(columns, rows);
  return {
    ...rest,
    columns: named,
    previous: {
      columns: named,
      rows: before,
      truncated: false,
      statistics: rest.statistics,
      from: '2026-02-19T00:00:00.000Z',
      to: '2026-03-01T00:00:00.000Z',
    },
  };
}

async function draw(panel: DrawnPanel['panel'], answer: PanelData) {
  const region = await renderPanel(api, panel, answer);
  return {
    region,
    figure: await within(region).findByRole('figure'),
  };
}

it('compares the steps of a funnel with the period before', async () => {
  const { region, figure } = await draw(
    funnel,
    comparing(
      people,
      [
        ['Visited', '100'],
        ['Bought', '30'],
      ],
      // In whatever order; what is new was not there before.
      [['Visited', '80']],
    ),
  );
  const steps = within(figure)
    .getAllByRole('listitem')
    .map(({ textContent }) => textContent);
  expect(steps).toEqual([
    'Visited100 before: 80',
    '↓ 30% go onBought30 (30% of the first step)',
  ]);
  expect(cellsOf(await showTable(region))).toEqual([
    ['Visited', '100', '100%', '—', '80'],
    ['Bought', '30', '30%', '30%', '—'],
  ]);
});

it('draws a funnel of nothing, and steps without names or counts', async () => {
  const { figure } = await draw(
    funnel,
    data({ step: 'Nullable(String)', people: 'Nullable(Int64)' }, [
      ['Visited', '0'],
      [null, null],
      ['Returned', '-3'],
    ]),
  );
  const steps = within(figure).getAllByRole('listitem');
  expect(steps.map(({ textContent }) => textContent)).toEqual([
    'Visited0',
    '↓ — go on—— (— of the first step)',
    '↓ — go onReturned-3 (— of the first step)',
  ]);
  for (const step of steps) {
    expect(step.style.getPropertyValue('--share')).toBe('0');
  }
  await userEvent.click(within(figure).getByRole('button', { name: '—' }));
  expect(
    await screen.findByRole('dialog', { name: 'Rows behind Panel' }),
  ).toBeVisible();
});

it('compares cohorts, and has their months in order where the first one lacks some', async () => {
  const { region, figure } = await draw(
    heatmap,
    comparing(
      shares,
      [
        ['May', 0, 1],
        ['May', 10, 0.25],
        ['June', 0, 1],
        ['June', 2, 0.5],
      ],
      [['June', 2, 0.4]],
    ),
  );
  expect(
    within(figure)
      .getAllByRole('columnheader')
      .map(({ textContent }) => textContent),
  ).toEqual(['cohort / month', '0', '2', '10']);
  expect(
    within(figure).getByRole('button', { name: 'June, 2: 0.5, before: 0.4' }),
  ).toBeVisible();
  expect(cellsOf(await showTable(region))[3]).toEqual([
    'June',
    '2',
    '0.5',
    '0.4',
  ]);
});

it('draws a heat map of nothing on no ground, and leaves out what is not known', async () => {
  const { figure } = await draw(
    heatmap,
    data(shares, [
      ['May', 0, 0],
      ['May', 1, null],
      ['', 0, 0],
    ]),
  );
  const heats = within(figure)
    .getAllByRole('cell')
    .map(({ style }) => style.getPropertyValue('--heat'));
  expect(heats).toEqual(['0', '', '0', '']);
  expect(
    within(figure)
      .getAllByRole('rowheader')
      .map(({ textContent }) => textContent),
  ).toEqual(['May', '—']);
  await userEvent.click(
    within(figure).getByRole('button', { name: '—, 0: 0' }),
  );
  expect(
    await screen.findByRole('dialog', { name: 'Rows behind Panel' }),
  ).toBeVisible();
});

it('keeps amounts of several currencies apart in a heat map', async () => {
  const { figure } = await draw(
    { ...heatmap, format: money },
    data({ ...shares, currency: 'String' }, [
      ['May', 0, 5, 'UAH'],
      ['May', 0, 7, 'EUR'],
    ]),
  );
  expect(
    within(figure)
      .getAllByRole('rowheader')
      .map(({ textContent }) => textContent),
  ).toEqual(['May, UAH', 'May, EUR']);
});

it('compares places, and names those that are not on the map', async () => {
  const { region, figure } = await draw(
    map,
    comparing(
      places,
      [
        ['Київ', null, null, '5'],
        ['Львів', null, null, null],
        [null, null, null, '3'],
        ['Mars', 200, 400, '2'],
        [null, 43.85, 25.95, '1'],
      ],
      [['Київ', null, null, '4']],
    ),
  );
  expect(
    within(figure).getByRole('group', { name: 'Panel: 2 places on a map' }),
  ).toBeVisible();
  expect(
    within(figure)
      .getAllByRole('button', { name: /: \d/ })
      .map(button => button.getAttribute('aria-label')),
  ).toEqual(['Київ: 5, before: 4', '43.85, 25.95: 1']);
  expect(figure).toHaveTextContent(
    'Not on the map: Львів: —, —: 3, and Mars: 2',
  );
  expect(cellsOf(await showTable(region))).toEqual([
    ['Київ', '5', '4'],
    ['Львів', '—', '—'],
    ['—', '3', '—'],
    ['Mars', '2', '—'],
    ['43.85, 25.95', '1', '—'],
  ]);
});

it('keeps amounts of several currencies apart on a map', async () => {
  const { region, figure } = await draw(
    { ...map, format: money },
    data({ ...places, currency: 'String' }, [
      ['Київ', null, null, '5', 'UAH'],
      ['Київ', null, null, '7', 'EUR'],
    ]),
  );
  expect(
    within(figure).getByRole('group', { name: 'Panel: 2 places on a map' }),
  ).toBeVisible();
  expect(cellsOf(await showTable(region)).map(([place]) => place)).toEqual([
    'Київ, UAH',
    'Київ, EUR',
  ]);
});

it('compares a top list by its keys', async () => {
  const { region, figure } = await draw(
    { ...common, type: 'topList', label: 'name', key: 'id', value: 'units' },
    comparing(
      { id: 'String', name: 'String', units: 'UInt64' },
      [
        ['p-1', 'Lamp', '7'],
        ['p-2', 'Lamp', '3'],
      ],
      [['p-2', 'Lamp', '9']],
    ),
  );
  expect(
    within(figure)
      .getAllByRole('listitem')
      .map(({ textContent }) => textContent),
  ).toEqual([
    'Lamp7newNot here in the period before',
    'Lamp3−66.7%66.7% less, before: 9',
  ]);
  expect(cellsOf(await showTable(region))).toEqual([
    ['1', 'Lamp', '7', '—'],
    ['2', 'Lamp', '3', '9'],
  ]);
});

const products: DrawnPanel['panel'] = {
  ...common,
  type: 'table',
  key: ['id', 'currency'],
  columns: [
    { name: 'name' },
    { name: 'year' },
    { name: 'returns', goodWhen: 'down' },
    { name: 'revenue', format: money },
  ],
};
const productColumns = {
  id: 'String',
  name: 'String',
  year: 'String',
  currency: 'String',
  returns: 'UInt64',
  revenue: 'Decimal(18, 2)',
};
const productsNow = [
  ['p-1', 'Lamp', '1999', 'UAH', '9007199254740993', '15.00'],
  ['p-1', 'Lamp', '1999', 'EUR', '6', '2.00'],
  ['p-2', 'Chair', '2001', 'UAH', '0', '1.00'],
  ['p-3', 'Table', '2002', 'UAH', '1', '1.00'],
  ['p-3', 'Table', '2002', 'UAH', '2', '1.00'],
];
const productsBefore = [
  ['p-0', 'Stool', '1999', 'UAH', '4', '9.00'],
  ['p-1', 'Lamp', '1998', 'EUR', '4', '2.00'],
  ['p-1', 'Lamp', '1998', 'UAH', '9007199254740993', '10.00'],
  ['p-3', 'Table', '2002', 'UAH', '7', '8.00'],
];

const textsOf = (figure: HTMLElement) =>
  within(figure)
    .getAllByRole('row')
    .slice(1)
    .map(row =>
      within(row)
        .getAllByRole('cell')
        .map(({ textContent }) => textContent?.replace(/\u00a0/g, ' ')),
    );

it('compares the numbers of a table by the columns that name its rows', async () => {
  const { figure } = await draw(
    products,
    comparing(productColumns, productsNow, productsBefore),
  );
  const isNew = 'newNot here in the period before';
  expect(textsOf(figure).map(([, , ...cells]) => cells)).toEqual([
    [
      '9,007,199,254,740,993±0%No change, before: 9,007,199,254,740,993',
      '₴15.00+50%50% more, before: ₴10.00',
      'UAH',
    ],
    [
      '6+50%50% more, worse, before: 4',
      '€2.00±0%No change, before: €2.00',
      'EUR',
    ],
    [`0${isNew}`, `₴1.00${isNew}`, 'UAH'],
    // Two rows of one name: nobody knows which of them it was.
    ['1', '₴1.00', 'UAH'],
    ['2', '₴1.00', 'UAH'],
  ]);
  const [worse] = within(figure).getAllByTitle('50% more, worse, before: 4');
  expect(worse).toHaveAttribute('data-verdict', 'bad');
});

it('takes nothing for new where the period before was cut, and compares no table without a key', async () => {
  const answer = comparing(productColumns, productsNow, productsBefore);
  const cut = answer.previous && { ...answer.previous, truncated: true };
  const { figure } = await draw(products, { ...answer, previous: cut });
  expect(within(figure).queryByText('new')).not.toBeInTheDocument();
  expect(figure).toHaveTextContent('before: ₴10.00');
  cleanup();

  const { key, ...plain } = products;
  expect(key).toBeDefined();
  const { figure: other } = await draw(plain, answer);
  expect(other).not.toHaveTextContent('before');
});

it('compares bars by their category and series', async () => {
  const { region, figure } = await draw(
    {
      ...common,
      type: 'bars',
      category: 'method',
      series: 'region',
      value: 'orders',
    },
    comparing(
      { method: 'String', region: 'String', orders: 'UInt64' },
      [
        ['courier', 'west', '3'],
        ['courier', 'east', '9'],
        ['branch', 'west', '5'],
      ],
      [
        ['gone', 'west', '1'],
        ['branch', 'west', '9007199254740993'],
        ['courier', 'west', '4'],
        ['courier', 'north', '7'],
      ],
    ),
  );
  expect(figure).toHaveTextContent('The period before');
  const table = await showTable(region);
  expect(
    within(table)
      .getAllByRole('columnheader')
      .map(({ textContent }) => textContent),
  ).toEqual(['method', 'west', 'west, the period before', 'east']);
  expect(cellsOf(table)).toEqual([
    ['courier', '3', '4', '9'],
    ['branch', '5', '9,007,199,254,740,993', '—'],
  ]);
});

it.each([
  ['of one currency', [['courier', '3', 'UAH']], [['courier', '3', '4']]],
  [
    'of several',
    [
      ['courier', '3', 'UAH'],
      ['courier', '5', 'EUR'],
    ],
    [['courier', '3', '4', '5', '7']],
  ],
])('compares bars %s with amounts of the same', async (_, rows, cells) => {
  const { region } = await draw(
    {
      ...common,
      type: 'bars',
      category: 'method',
      value: 'amount',
      format: { ...money, decimals: 0 },
    },
    comparing(
      { method: 'String', amount: 'Decimal(18, 2)', currency: 'String' },
      rows,
      [
        ['courier', '4', 'UAH'],
        ['courier', '7', 'EUR'],
      ],
    ),
  );
  const digits = cellsOf(await showTable(region)).map(row =>
    row.map(cell => cell?.replace(/[^\w]/g, '')),
  );
  expect(digits).toEqual(cells);
});

it('has a single value with the period before in one row, and gaps in its trend', async () => {
  const { columns, rows, statistics } = data(
    { time: 'DateTime', units: 'UInt64' },
    [
      ['2026-03-10T00:00:00Z', '4'],
      ['2026-03-02T00:00:00Z', '2'],
      ['2026-03-01T00:00:00Z', '1'],
    ],
  );
  const { region, figure } = await draw(
    {
      ...common,
      type: 'value',
      value: 'units',
      trend: { query: 'rows', time: 'time', value: 'units' },
    },
    {
      ...comparing({ units: 'UInt64' }, [['7']], [['5']]),
      trend: { columns, rows, statistics, truncated: false },
    },
  );
  const line = within(figure).getByRole('img', { name: 'Panel over time' });
  // Two days, seven without a row, and one that stands alone.
  expect(line.firstElementChild?.getAttribute('d')).toMatch(
    /^M0\.00 \S+L11\.11 \S+M100\.00 \S+h0$/,
  );
  const table = await showTable(region);
  expect(
    within(table)
      .getAllByRole('columnheader')
      .map(({ textContent }) => textContent),
  ).toEqual(['Panel', 'The period before']);
  expect(cellsOf(table)).toEqual([['7', '5']]);
});

it('says of a single value that there is none', async () => {
  const { figure } = await draw(
    { ...common, type: 'value', value: 'units' },
    comparing({ units: 'Nullable(UInt64)' }, [[null]], [['5']]),
  );
  expect(figure).toHaveTextContent('No data');
  expect(figure).not.toHaveTextContent('before');
});
