import {
  coreExtensionData,
  createExtensionInput,
  createFrontendPlugin,
  createRouteRef,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { RiHome4Line } from '@remixicon/react';
import { Fragment } from 'react';

const rootRouteRef = createRouteRef();

const homePage = PageBlueprint.makeWithOverrides({
  // Plugins that have something to say to everybody bring cards.
  inputs: { cards: createExtensionInput([coreExtensionData.reactElement]) },
  factory: (makePage, { inputs }) =>
    makePage({
      path: '/',
      routeRef: rootRouteRef,
      // The page's own header is in the language of the reader.
      noHeader: true,
      loader: () =>
        import('./components/HomePage').then(({ HomePage }) => (
          <HomePage
            cards={inputs.cards.map(card => (
              <Fragment key={card.node.spec.id}>
                {card.get(coreExtensionData.reactElement)}
              </Fragment>
            ))}
          />
        )),
    }),
});

/** The page one starts from: how the portal is, and what is mine. */
export const homePlugin = createFrontendPlugin({
  pluginId: 'home',
  title: 'Home',
  icon: <RiHome4Line />,
  routes: { root: rootRouteRef },
  extensions: [homePage],
});
