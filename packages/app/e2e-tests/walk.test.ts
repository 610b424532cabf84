import { expect, test } from '@playwright/test';
import { expectAccessible } from './support/accessibility';
import { expectToFit } from './support/layout';
import { Language, Portal, Theme } from './support/portal';

/** Each page with something that only it shows, in both languages. */
const pages: { name: string; path: string; shows: Record<Language, RegExp> }[] =
  [
    {
      name: 'home',
      path: '/',
      shows: { en: /^My services$/, uk: /^Мої сервіси$/ },
    },
    {
      name: 'catalog',
      path: '/catalog?filters%5Buser%5D=all',
      shows: { en: /^Core$/, uk: /^Core$/ },
    },
    {
      name: 'component',
      path: '/catalog/default/component/core-service',
      shows: { en: /prices a cart/, uk: /prices a cart/ },
    },
    {
      name: 'catalog graph',
      path: '/catalog-graph?rootEntityRefs%5B%5D=component%3Adefault%2Fcore-service',
      shows: {
        en: /payments-service|Payments/,
        uk: /payments-service|Payments/,
      },
    },
    {
      name: 'template versions',
      path: '/templates',
      shows: {
        en: /^Newest: 1\.\d+\.\d+ of/,
        uk: /^Найновіша: 1\.\d+\.\d+ від/,
      },
    },
    {
      name: 'API definition',
      path: '/catalog/default/api/core-api/definition',
      shows: { en: /\/orders/, uk: /\/orders/ },
    },
    {
      name: 'traces',
      path: '/traces',
      shows: { en: /^Duration over time$/, uk: /^Тривалість у часі$/ },
    },
    {
      name: 'traces of a component',
      path: '/catalog/default/component/core-service/traces',
      shows: { en: /^Duration over time$/, uk: /^Тривалість у часі$/ },
    },
    {
      name: 'dashboards',
      path: '/analytics',
      shows: { en: /^Sales$/, uk: /^Продажі$/ },
    },
    {
      name: 'dashboard',
      path: '/analytics/component/default/analytics-etl/sales',
      shows: { en: /^Top products$/, uk: /^Найпопулярніші товари$/ },
    },
    {
      name: 'explorer',
      path: '/analytics/explorer',
      shows: { en: /^Tables$/, uk: /^Таблиці$/ },
    },
    {
      name: 'pipelines',
      path: '/analytics/pipelines',
      shows: { en: /^orders_analytics$/, uk: /^orders_analytics$/ },
    },
    {
      name: 'chaos',
      path: '/chaos',
      shows: { en: /^Running now$/, uk: /^Триває зараз$/ },
    },
    {
      name: 'new experiment',
      path: '/chaos/new?entity=component:default/payments-service',
      shows: { en: /^Slow network$/, uk: /^Повільна мережа$/ },
    },
    {
      name: 'schedules',
      path: '/chaos/schedules',
      shows: { en: /^Schedules and workflows$/, uk: /^Розклади та сценарії$/ },
    },
    {
      name: 'new workflow',
      path: '/chaos/workflows/new?entity=component:default/payments-service',
      shows: { en: /^Build a workflow$/, uk: /^Скласти сценарій$/ },
    },
    {
      name: 'calendar',
      path: '/chaos/calendar',
      // Its first day of the week; the head of its list, where it is narrow; or that there is nothing.
      shows: {
        en: /^(Mon|When|Nothing ran and nothing is planned in this time)$/,
        uk: /^(пн|Коли|За цей час нічого не було й нічого не заплановано)$/,
      },
    },
    {
      name: 'regions',
      path: '/regions',
      shows: { en: /^Pods ready$/, uk: /^Готові поди$/ },
    },
    {
      name: 'region',
      path: '/regions/europe-west1',
      shows: { en: /^Workload$/, uk: /^Навантаження$/ },
    },
    {
      name: 'docs',
      path: '/docs?filters%5Buser%5D=all',
      shows: { en: /^Core$/, uk: /^Core$/ },
    },
    {
      name: 'TechDocs page',
      path: '/docs/default/component/core-service',
      shows: { en: /What it promises/, uk: /What it promises/ },
    },
    {
      name: 'search',
      path: '/search?query=payments',
      shows: { en: /Payments/, uk: /Payments/ },
    },
    {
      name: 'create',
      path: '/create',
      shows: { en: /Register Existing/i, uk: /Зареєструвати наявний/i },
    },
    {
      name: 'notifications',
      path: '/notifications',
      shows: { en: /Notifications/, uk: /Сповіщення/ },
    },
    {
      name: 'settings',
      path: '/settings',
      shows: { en: /Olena Kovalenko/, uk: /Olena Kovalenko/ },
    },
    {
      name: 'no such page',
      path: '/reginos',
      shows: { en: /^There is no such page$/, uk: /^Такої сторінки немає$/ },
    },
  ];

/** Each theme and each language once: no page has code for how they combine. */
const looks: { theme: Theme; language: Language }[] = [
  { theme: 'light', language: 'en' },
  { theme: 'dark', language: 'uk' },
];

/** Pages with tables or drawings of our own, in the order in which they are met. */
const fitted = new Set([
  'home',
  'component',
  'template versions',
  'traces',
  'dashboards',
  'dashboard',
  'pipelines',
  'chaos',
  'schedules',
  'new workflow',
  'calendar',
  'regions',
  'region',
  'no such page',
]);

for (const { theme, language } of looks) {
  test.describe(`${theme}, ${language}`, () => {
    for (const { name, path, shows } of pages) {
      const fits = fitted.has(name);
      test(`${name} shows its data, without errors, accessibly${
        fits ? ', and at 768 pixels' : ''
      }`, async ({ page }) => {
        const errors: string[] = [];
        page.on('pageerror', error => errors.push(error.message));
        page.on('response', response => {
          if (response.status() >= 500) {
            errors.push(`${response.status()} ${response.url()}`);
          }
        });
        const portal = new Portal(page);
        await portal.visitAs('platform-engineer', path, shows[language], {
          theme,
          language,
        });
        await expectAccessible(page);
        if (fits) {
          await page.setViewportSize({ width: 768, height: 900 });
          await expectToFit(page);
        }
        expect(errors).toEqual([]);
      });
    }
  });
}

test('the tour ticks a step when its page was visited', async ({ page }) => {
  const portal = new Portal(page);
  await portal.open();
  await portal.signInAs('developer');
  const step = page.getByRole('listitem').filter({ hasText: 'Search' }).first();
  await expect(step).toHaveAttribute('data-done', 'false');
  await step.getByRole('link').click();
  await expect(page).toHaveURL(/\/search/);
  await page.goto('/');
  await expect(step).toHaveAttribute('data-done', 'true');
});
