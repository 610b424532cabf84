import {
  createFrontendPlugin,
  createRouteRef,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { RiHome4Line } from '@remixicon/react';

const rootRouteRef = createRouteRef();

const homePage = PageBlueprint.make({
  params: {
    path: '/',
    routeRef: rootRouteRef,
    // The page's own header is in the language of the reader.
    noHeader: true,
    loader: () =>
      import('./components/HomePage').then(({ HomePage }) => <HomePage />),
  },
});

/** The page one starts from: how the portal is, and what is mine. */
export const homePlugin = createFrontendPlugin({
  pluginId: 'home',
  title: 'Home',
  icon: <RiHome4Line />,
  routes: { root: rootRouteRef },
  extensions: [homePage],
});
