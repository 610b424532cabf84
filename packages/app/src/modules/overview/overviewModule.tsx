import {
  coreExtensionData,
  createFrontendModule,
  Progress,
} from '@backstage/frontend-plugin-api';
import { SwappableComponentBlueprint } from '@backstage/plugin-app-react';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import {
  EntityCardBlueprint,
  EntityContentLayoutBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { inOrder, knownCard } from './cardPlaces';
import { ExtensionProgress, PlacedCard } from './PlacedCard';

const { filterFunction, filterExpression, type } = EntityCardBlueprint.dataRefs;

/** The overview with its cards in the portal's order, each of which says where it stands. */
const overview = catalogPlugin
  .getExtension('entity-content:catalog/overview')
  .override({
    factory: (makeOverview, { inputs }) =>
      makeOverview({
        inputs: {
          layouts: inputs.layouts,
          cards: inOrder(inputs.cards, card => card.node.spec.id).map(card => {
            const { id } = card.node.spec;
            const isShown = card.get(filterFunction);
            const expression = card.get(filterExpression);
            const cardType = card.get(type);
            return [
              coreExtensionData.reactElement(
                <PlacedCard id={id} {...knownCard(id)}>
                  {card.get(coreExtensionData.reactElement)}
                </PlacedCard>,
              ),
              ...(isShown ? [filterFunction(isShown)] : []),
              ...(expression ? [filterExpression(expression)] : []),
              ...(cardType ? [type(cardType)] : []),
            ];
          }),
        },
      }),
  });

const layout = EntityContentLayoutBlueprint.make({
  name: 'overview',
  params: {
    loader: () =>
      import('./OverviewLayout').then(({ OverviewLayout }) => OverviewLayout),
  },
});

/** The overview of an entity: what stands where, and in which order. */
export const overviewModule = createFrontendModule({
  pluginId: 'catalog',
  extensions: [overview, layout],
});

/** Keeps room for cards whose code is on its way. */
export const cardProgressModule = createFrontendModule({
  pluginId: 'app',
  extensions: [
    SwappableComponentBlueprint.make({
      name: 'core-progress',
      params: define =>
        define({ component: Progress, loader: () => ExtensionProgress }),
    }),
  ],
});
