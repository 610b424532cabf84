import { isLabelledPage, orderPages } from './navOrder';

const page = (id: string, title = id) => ({ id, title });

describe('orderPages', () => {
  it('puts the plugins of the portal where they belong, and strangers before the documentation', () => {
    const pages = [
      page('page:techdocs'),
      page('page:search'),
      page('page:zebra', 'Alpha'),
      page('page:alpha', 'Zebra'),
      page('page:previews'),
      page('page:catalog'),
      page('page:traces'),
      page('page:user-settings'),
      page('page:home'),
      page('page:api-docs'),
      page('page:chaos'),
    ];

    expect(orderPages(pages).map(({ id }) => id)).toEqual([
      'page:home',
      'page:catalog',
      'page:traces',
      'page:chaos',
      'page:previews',
      'page:zebra',
      'page:alpha',
      'page:techdocs',
      'page:api-docs',
    ]);
  });

  it('knows which pages have a label in every language', () => {
    expect(isLabelledPage('page:traces')).toBe(true);
    expect(isLabelledPage('page:zebra')).toBe(false);
  });
});
