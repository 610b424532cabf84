import { ConfigReader } from '@backstage/config';
import { createApp } from '@backstage/frontend-defaults';
import apiDocsPlugin from '@backstage/plugin-api-docs/alpha';
import catalogGraphPlugin from '@backstage/plugin-catalog-graph/alpha';
import catalogImportPlugin from '@backstage/plugin-catalog-import/alpha';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import notificationsPlugin from '@backstage/plugin-notifications/alpha';
import scaffolderPlugin from '@backstage/plugin-scaffolder/alpha';
import searchPlugin from '@backstage/plugin-search/alpha';
import techdocsPlugin from '@backstage/plugin-techdocs/alpha';
import userSettingsPlugin from '@backstage/plugin-user-settings/alpha';
import { type JsonObject } from '@backstage/types';
import { render } from '@testing-library/react';
import { features } from '../features';

/** What the bundler discovers in the portal; see `app.packages`. */
const discovered = [
  apiDocsPlugin,
  catalogGraphPlugin,
  catalogImportPlugin,
  catalogPlugin,
  notificationsPlugin,
  scaffolderPlugin,
  searchPlugin,
  techdocsPlugin,
  userSettingsPlugin,
];

/** The back end that the tests of the whole portal talk to. */
export const BACKEND_URL = 'http://portal.test';

/** Renders the portal as a browser would, at a path and with a configuration. */
export function renderPortal(path: string, config: JsonObject) {
  window.history.replaceState(undefined, '', path);
  const app = createApp({
    features: [...discovered, ...features],
    advanced: {
      configLoader: async () => ({
        config: new ConfigReader({
          app: { title: 'Shop Platform Portal', baseUrl: BACKEND_URL },
          backend: { baseUrl: BACKEND_URL },
          ...config,
        }),
      }),
    },
  });
  return render(app.createRoot());
}
