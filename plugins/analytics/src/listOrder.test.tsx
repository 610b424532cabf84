import { renderTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { languageConfig } from '@shop-platform/ui-kit/testUtils';
import { screen } from '@testing-library/react';
import { ENTITY, mockAnalyticsApi } from './__testUtils__/analytics';
import { analyticsApiRef } from './api';
import analyticsPlugin from './index';

const api = mockAnalyticsApi();

const OTHER = 'component:default/payments';
const dashboards = [
  [OTHER, 'a', 'Zones', 'Ґанок'],
  [ENTITY, 'b', 'Region 10', 'Їжа'],
  [ENTITY, 'c', 'élan', 'Зміни'],
  [ENTITY, 'd', 'Region 9', 'Єдність'],
  [ENTITY, 'e', 'Frames', 'Гроші'],
  [OTHER, 'f', 'alarms', 'Ваги'],
].map(([entityRef, name, en, uk]) => ({
  entityRef,
  name,
  title: { en, uk },
  tags: [],
  panels: 1,
  problems: [],
}));

it.each([
  ['en', ['alarms', 'Zones', 'élan', 'Frames', 'Region 9', 'Region 10']],
  ['uk', ['Ваги', 'Ґанок', 'Гроші', 'Єдність', 'Зміни', 'Їжа']],
])(
  'lists dashboards by entity, and by title as %s orders them',
  async (language, titles) => {
    api.getDashboards.mockResolvedValue({ dashboards, unavailable: [] });
    renderTestApp({
      features: [analyticsPlugin],
      apis: [[analyticsApiRef, api]],
      mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
      initialRouteEntries: ['/analytics'],
      config: languageConfig(language),
    });
    await screen.findByRole('link', { name: titles[0] });

    const names = screen
      .getAllByRole('link')
      .map(({ textContent }) => textContent ?? '');
    expect(names.filter(name => titles.includes(name))).toEqual(titles);
  },
);
