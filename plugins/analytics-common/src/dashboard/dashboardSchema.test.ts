import { dashboardSchema, getDashboardJsonSchema } from './dashboardSchema';

const sales = {
  apiVersion: 'shop-platform.io/v1',
  kind: 'Dashboard',
  metadata: { name: 'sales', title: { en: 'Sales', uk: 'Продажі' } },
  spec: {
    time: { default: '30d' },
    refresh: '1m',
    parameters: [
      {
        name: 'category',
        multiple: true,
        suggestions: { query: 'categories' },
      },
    ],
    queries: {
      revenue: { sql: 'SELECT 1', limits: { resultRows: 10 } },
      categories: { sql: 'SELECT 1 AS value' },
    },
    panels: [
      {
        id: 'revenue',
        title: 'Revenue',
        type: 'timeSeries',
        query: 'revenue',
        time: 'time',
        value: 'revenue',
        series: 'currency',
        width: 8,
        labels: {
          columns: { revenue: { en: 'Revenue', uk: 'Виторг' } },
          values: { currency: { UAH: 'Hryvnia' } },
        },
        drillDown: { rows: 'revenue', parameters: { product: 'product_id' } },
      },
    ],
  },
};

const [panel] = sales.spec.panels;

function problemsOf(spec: object): string[] {
  const result = dashboardSchema.safeParse({
    ...sales,
    spec: { ...sales.spec, ...spec },
  });
  return result.success
    ? []
    : result.error.issues.map(
        ({ path, message }) => `${path.join('.')}: ${message}`,
      );
}

describe('dashboardSchema', () => {
  it('reads a dashboard, and what it read once more', () => {
    const read = dashboardSchema.parse(sales);
    expect(read).toEqual(sales);
    expect(dashboardSchema.parse(read)).toEqual(sales);
  });

  it.each<[string, object, RegExp]>([
    [
      'a panel of an unknown query',
      { panels: [{ ...panel, query: 'profit' }] },
      /^spec\.panels\.0\.query: there is no query 'profit'\. There are: revenue, categories$/,
    ],
    [
      'rows of an unknown query',
      { panels: [{ ...panel, drillDown: { rows: 'orders' } }] },
      /^spec\.panels\.0\.drillDown\.rows: there is no query 'orders'/,
    ],
    [
      'two panels of one id',
      { panels: [panel, panel] },
      /^spec\.panels\.1\.id: is the id of another panel$/,
    ],
    [
      'a parameter that the back end sets',
      { parameters: [{ name: 'tenant' }] },
      /^spec\.parameters\.0\.name: is set by the back end/,
    ],
    [
      'an unknown kind of panel',
      { panels: [{ ...panel, type: 'pie' }] },
      /^spec\.panels\.0\.type: has to be one of timeSeries, bars/,
    ],
    [
      'a field that no panel has',
      { panels: [{ ...panel, colour: 'red' }] },
      /^spec\.panels\.0: .*colour/,
    ],
    [
      'series of several values',
      { panels: [{ ...panel, value: undefined, values: ['a'] }] },
      /^spec\.panels\.0\.series: splits value/,
    ],
    [
      'nothing to draw',
      { panels: [{ ...panel, value: undefined }] },
      /^spec\.panels\.0\.values: needs either/,
    ],
    [
      'a label in a language that it does not know',
      { panels: [{ ...panel, labels: { columns: { time: { de: 'Zeit' } } } }] },
      /^spec\.panels\.0\.labels\.columns\.time: has to be text, or texts by language/,
    ],
    [
      'a map of nowhere',
      {
        panels: [
          { id: 'm', title: 'M', type: 'map', query: 'revenue', value: 'v' },
        ],
      },
      /^spec\.panels\.0\.place: needs place/,
    ],
    [
      'a link out of the portal',
      {
        panels: [
          {
            id: 't',
            title: 'T',
            type: 'table',
            query: 'revenue',
            columns: [{ name: 'a', link: '//evil.example.com/{a}' }],
          },
        ],
      },
      /^spec\.panels\.0\.columns\.0\.link: has to be/,
    ],
    [
      'a range of words',
      { time: { default: 'month' } },
      /^spec\.time\.default/,
    ],
    ['a refresh too quick', { refresh: '1s' }, /^spec\.refresh: has to be 5s/],
  ])('refuses %s', (_, spec, problem) => {
    expect(problemsOf(spec)).toEqual([expect.stringMatching(problem)]);
  });

  it('has a JSON Schema', () => {
    expect(getDashboardJsonSchema()).toMatchObject({
      title: 'Dashboard',
      type: 'object',
      required: ['apiVersion', 'kind', 'metadata', 'spec'],
      additionalProperties: false,
    });
  });
});
