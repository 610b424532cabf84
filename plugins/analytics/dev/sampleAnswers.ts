import {
  type PanelData,
  type QueryAnswer,
} from '@shop-platform/backstage-plugin-analytics-common';

const DAY_MS = 86_400_000;
const CATEGORIES = ['Home', 'Garden', 'Books', 'Toys'];
const METHODS = ['Card', 'Cash on delivery'];

/** The same numbers each time: the sine of a place. */
function wave(index: number, seed: number): number {
  return 0.5 + 0.5 * Math.sin(index * 0.9 + seed * 2.1);
}

function table(columns: [string, string][], rows: unknown[][]): QueryAnswer {
  return {
    columns: columns.map(([name, type]) => ({ name, type })),
    rows,
    truncated: false,
    statistics: {
      rowsRead: 1_234_567,
      bytesRead: 48_200_000,
      elapsedMs: 38,
    },
    freshness: {
      upTo: new Date(Date.now() - 4_000).toISOString(),
      lagSeconds: 4,
      tables: ['order_items_analytics'],
      unknown: [],
    },
  };
}

function daysOf(from: number, to: number): number[] {
  const count = Math.max(1, Math.min(90, Math.round((to - from) / DAY_MS)));
  return Array.from(
    { length: count },
    (_, index) => from + ((to - from) * index) / count,
  );
}

function overTime(from: number, to: number): QueryAnswer {
  return table(
    [
      ['time', 'DateTime64(3)'],
      ['category', 'LowCardinality(String)'],
      ['revenue', 'Decimal(38, 2)'],
    ],
    daysOf(from, to).flatMap((time, day) =>
      CATEGORIES.map((category, seed) => [
        new Date(time).toISOString(),
        category,
        (
          9_000 *
          (seed + 1) *
          (0.6 + wave(day + (from / DAY_MS) * 0.3, seed))
        ).toFixed(2),
      ]),
    ),
  );
}

const PRODUCTS = [
  'Desk lamp',
  'Oak chair with a very long name that does not fit on one line',
  'Garden hose',
  'Teapot',
  'Wool blanket',
  'Puzzle',
  'Atlas of Ukraine',
];

/** What sold in a period: one product came after the one before the last month. */
function productsOf(from: number) {
  const isLastMonth = from > Date.now() - 31 * DAY_MS;
  return PRODUCTS.map((name, index) => ({
    id: `product-${index}`,
    name,
    index,
    factor: 0.7 + 0.6 * wave(index, isLastMonth ? 1 : 2),
  })).filter(({ index }) => isLastMonth || index !== 3);
}

const ANSWERS: Record<string, (from: number, to: number) => QueryAnswer> = {
  revenue: (from, to) =>
    table(
      [
        ['revenue', 'Decimal(38, 2)'],
        ['currency', 'LowCardinality(String)'],
      ],
      [[((to - from) / 1_000 + (from % 7_000) * 100).toFixed(2), 'UAH']],
    ),
  orders: from =>
    table([['orders', 'UInt64']], [[String(12_345 - (from % 97))]]),
  refunds: from =>
    table(
      [
        ['rate', 'Float64'],
        ['seconds', 'Float64'],
      ],
      [[0.0123 + (from % 13) / 10_000, 172_000]],
    ),
  delivery: from => ANSWERS.refunds(from, from),
  'over-time': overTime,
  'by-category': () =>
    table(
      [
        ['category', 'String'],
        ['method', 'String'],
        ['revenue', 'Decimal(38, 2)'],
      ],
      CATEGORIES.flatMap((category, seed) =>
        METHODS.map((method, index) => [
          category,
          method,
          (120_000 * (1 + wave(seed, index))).toFixed(2),
        ]),
      ),
    ),
  funnel: () =>
    table(
      [
        ['step', 'String'],
        ['sessions', 'UInt64'],
      ],
      [
        ['Viewed a product', '48211'],
        ['Put it in the cart', '9120'],
        ['Began to order', '4410'],
        ['Paid', '3920'],
      ],
    ),
  cohorts: () =>
    table(
      [
        ['cohort', 'Date'],
        ['month', 'UInt16'],
        ['share', 'Float64'],
      ],
      ['2026-05', '2026-06', '2026-07', '2026-08', '2026-09'].flatMap(
        (cohort, row) =>
          Array.from({ length: 6 - row }, (_, month) => [
            cohort,
            month,
            month === 0 ? 1 : (0.5 * (0.6 + wave(month, row))) / month,
          ]),
      ),
    ),
  top: from =>
    table(
      [
        ['product_id', 'UUID'],
        ['product_name', 'String'],
        ['revenue', 'Decimal(38, 2)'],
      ],
      productsOf(from).map(({ id, name, index, factor }) => [
        id,
        name,
        ((420_000 * factor) / (index + 1.2)).toFixed(2),
      ]),
    ),
  products: from =>
    table(
      [
        ['product_id', 'UUID'],
        ['product_name', 'String'],
        ['orders', 'UInt64'],
        ['returns', 'UInt64'],
        ['views', 'UInt64'],
        ['revenue', 'Decimal(38, 2)'],
        ['conversion', 'Float64'],
      ],
      productsOf(from).map(({ id, name, index, factor }) => [
        id,
        name,
        String(Math.round((900 * factor) / (index + 1))),
        String(index),
        String(Math.round(25_000 / factor)),
        ((420_000 * factor) / (index + 1.2)).toFixed(2),
        0.031 * factor,
      ]),
    ),
  cities: () =>
    table(
      [
        ['city', 'String'],
        ['orders', 'UInt64'],
      ],
      [
        ['Kyiv', '5210'],
        ['Lviv', '2104'],
        ['Odesa', '1890'],
        ['Kharkiv', '1650'],
        ['Dnipro', '1432'],
        ['Vinnytsia', '640'],
        ['Chernivtsi', '310'],
        ['Atlantis', '12'],
      ],
    ),
  recent: (_, to) =>
    table(
      [
        ['order_number', 'String'],
        ['created_at', 'DateTime64(3)'],
        ['status', 'String'],
        ['service', 'String'],
        ['total', 'Decimal(18, 2)'],
      ],
      Array.from({ length: 12 }, (__, index) => [
        `SO-10${234 - index}`,
        new Date(to - index * 340_000).toISOString(),
        index % 5 === 4 ? 'cancelled' : 'paid',
        'core-service',
        (199 + 1_340 * wave(index, 3)).toFixed(2),
      ]),
    ),
};

/** What a panel of the sample dashboard answers. */
export function sampleData(
  panel: string,
  request: { from: string; to: string; compare?: boolean },
): PanelData {
  const from = Date.parse(request.from);
  const to = Date.parse(request.to);
  const length = to - from;
  const answer = ANSWERS[panel] ?? ANSWERS.recent;
  const before = answer(from - length, from);
  return {
    ...answer(from, to),
    from: request.from,
    to: request.to,
    stepSeconds: Math.round(length / 1000 / daysOf(from, to).length),
    ...(panel === 'revenue' && { trend: overTime(from, to) }),
    ...(request.compare && {
      previous: {
        ...before,
        from: new Date(from - length).toISOString(),
        to: request.from,
      },
    }),
  };
}

/** The rows behind any of its marks. */
export function sampleRows(request: { to: string }): QueryAnswer {
  return ANSWERS.recent(0, Date.parse(request.to));
}
