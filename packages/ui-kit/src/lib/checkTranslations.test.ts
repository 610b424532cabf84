import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { checkTranslations, expectTranslated } from '../testUtils';
import { uiKitTranslationRef } from '../translation';

const shop = createTranslationRef({
  id: 'shop',
  messages: {
    title: 'Orders',
    greeting: 'Hello {{name}}, it is {{time, datetime}}',
    tool: 'Grafana → {{target}}',
    code: '404',
    cart: { items_one: 'One item', items_other: '{{count}} items' },
  },
});

const good = {
  title: 'Замовлення',
  greeting: 'Вітаємо, {{ name }}, зараз {{time}}',
  tool: 'Grafana → {{target}}',
  code: '404',
  'cart.items_one': '{{count}} товар',
  'cart.items_few': '{{count}} товари',
  'cart.items_many': '{{count}} товарів',
  'cart.items_other': '{{count}} товару',
};
const options = { locale: 'uk', allowEqual: ['Grafana'] };

describe('checkTranslations', () => {
  it('finds nothing wrong with a whole translation', async () => {
    const messages = good;
    await expect(
      checkTranslations(shop, { ...options, messages }),
    ).resolves.toEqual([]);
    await expect(
      expectTranslated(shop, { ...options, messages }),
    ).resolves.toBeUndefined();
  });

  it('loads what the refs bring themselves', async () => {
    await expect(
      checkTranslations([uiKitTranslationRef, shop], options),
    ).resolves.toEqual(['shop: brings no translation into uk']);
  });

  it.each<[string, { [key: string]: string | null | undefined }, string[]]>([
    ['missing', { title: undefined }, ['title: missing in uk']],
    ['left out', { title: null }, ['title: missing in uk']],
    ['English', { title: 'Orders' }, ['title: equal to the English']],
    [
      'lost and added placeholders',
      { greeting: 'Вітаємо, {{nmae}}, зараз {{time}}' },
      [
        'greeting: lost the placeholder {{name}}',
        'greeting: added the placeholder {{nmae}}',
      ],
    ],
    [
      'an incomplete plural',
      { 'cart.items_few': undefined, 'cart.items_many': undefined },
      ['cart.items_few: missing in uk', 'cart.items_many: missing in uk'],
    ],
    [
      '"one" without the number, which also means 21',
      { 'cart.items_one': 'Один товар' },
      ['cart.items_one: lost the placeholder {{count}}'],
    ],
    [
      'a key nobody asks for',
      { titel: 'Замовлення' },
      ['titel: not among the English messages'],
    ],
  ])('reports %s', async (_, changes, problems) => {
    const messages = Object.fromEntries(
      Object.entries({ ...good, ...changes }).flatMap(([key, message]) =>
        message === undefined ? [] : [[key, message]],
      ),
    );
    const expected = problems.map(problem => `shop: ${problem}`);
    const check = { ...options, messages };

    const found = await checkTranslations(shop, check);
    expect(found).toEqual(expect.arrayContaining(expected));
    expect(found).toHaveLength(expected.length);
    await expect(expectTranslated(shop, check)).rejects.toThrow(expected[0]);
  });

  it('knows that a name is not yet a translation', async () => {
    const found = await checkTranslations(shop, {
      locale: 'uk',
      messages: good,
    });
    expect(found).toEqual(['shop: tool: equal to the English']);
  });

  it('asks each language for its own plural forms', async () => {
    const messages = {
      ...good,
      title: 'Bestellungen',
      'cart.items_one': 'Ein Artikel',
      'cart.items_other': '{{count}} Artikel',
    };
    await expect(
      checkTranslations(shop, { ...options, locale: 'de', messages }),
    ).resolves.toEqual([]);
  });
});
