import {
  createFrontendModule,
  createFrontendPlugin,
} from '@backstage/frontend-plugin-api';
import { renderTestApp } from '@backstage/frontend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { EntityCardBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { screen, waitFor } from '@testing-library/react';
import { cardProgressModule, overviewModule } from '.';

// The catalog's pages are loaded, which a busy machine takes its time for.
jest.setTimeout(120_000);

const LOADED = { timeout: 60_000 };

const never = new Promise<never>(() => {});

function card(
  name: string,
  options: { type?: 'info' | 'content'; isOnItsWay?: boolean } = {},
) {
  return EntityCardBlueprint.make({
    name,
    params: {
      ...(options.type && { type: options.type }),
      loader: async () =>
        options.isOnItsWay ? never : <p data-testid="card">{name}</p>,
    },
  });
}

/** The overview with cards that are named as those of our plugins are. */
function renderOverview(cards: Record<string, ReturnType<typeof card>[]>) {
  const { catalog = [], ...others } = cards;
  return renderTestApp({
    features: [
      catalogPlugin,
      createFrontendModule({
        pluginId: 'catalog',
        extensions: [
          ...catalog,
          // They ask for more than there is in this test.
          ...(['depends-on-components', 'depends-on-resources'] as const).map(
            name =>
              catalogPlugin
                .getExtension(`entity-card:catalog/${name}`)
                .override({ disabled: true }),
          ),
          catalogPlugin
            .getExtension('entity-card:catalog/has-subcomponents')
            .override({ disabled: true }),
        ],
      }),
      ...Object.entries(others).map(([pluginId, extensions]) =>
        createFrontendPlugin({ pluginId, extensions }),
      ),
      overviewModule,
      cardProgressModule,
    ],
    apis: [
      [
        catalogApiRef,
        catalogApiMock({
          entities: [
            {
              apiVersion: 'backstage.io/v1alpha1',
              kind: 'Component',
              metadata: { name: 'core', namespace: 'default' },
              spec: { type: 'service' },
            },
          ],
        }),
      ],
    ],
    initialRouteEntries: ['/catalog/default/component/core'],
  });
}

it('says how an entity does before what it is related to, each in its place', async () => {
  renderOverview({
    catalog: [card('about', { type: 'info' }), card('links', { type: 'info' })],
    // In the order in which plugins are found.
    analytics: [card('dashboards')],
    'catalog-graph': [card('relations')],
    chaos: [card('runs', { type: 'content' })],
    other: [card('own'), card('facts', { type: 'info' })],
    regions: [card('where-it-runs')],
    traces: [card('service-health')],
  });

  await waitFor(
    () => expect(screen.getAllByTestId('card')).toHaveLength(9),
    LOADED,
  );
  const cards = screen
    .getAllByTestId('card')
    .map(each => [each.parentElement?.className, each.textContent]);
  expect(cards).toEqual([
    ['column about', 'about'],
    ['column main', 'service-health'],
    ['column main', 'where-it-runs'],
    ['column main', 'runs'],
    ['column main', 'dashboards'],
    ['column main', 'own'],
    ['column aside', 'links'],
    ['column aside', 'facts'],
    ['related', 'relations'],
  ]);
});

it('keeps the room of a card whose code is on its way', async () => {
  const { container } = renderOverview({
    catalog: [card('about', { type: 'info' })],
    traces: [card('service-health', { isOnItsWay: true })],
  });

  await screen.findByText('about', undefined, LOADED);
  const loading = screen.getByRole('progressbar', { name: 'Loading' });
  expect(container.querySelector('.main')).toContainElement(loading);
  expect(loading.querySelector('.bui-Skeleton')).toHaveStyle({
    height: '188px',
  });
});
