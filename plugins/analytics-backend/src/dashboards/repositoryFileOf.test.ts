import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { repositoryFileOf } from './repositoryFileOf';

const integrations = ScmIntegrations.fromConfig(
  new ConfigReader({
    integrations: {
      github: [
        { host: 'github.com' },
        { host: '127.0.0.1:7010', apiBaseUrl: 'http://127.0.0.1:7010/api/v3' },
      ],
      gitlab: [{ host: 'gitlab.com' }],
    },
  }),
);

it.each([
  [
    'https://github.com/shop/orders/blob/main/dashboards/sales.yaml',
    {
      repoUrl: 'github.com?owner=shop&repo=orders',
      path: 'dashboards/sales.yaml',
    },
  ],
  [
    'http://127.0.0.1:7010/shop/platform/tree/main/services/etl/my%20sales.yaml',
    {
      repoUrl: '127.0.0.1:7010?owner=shop&repo=platform',
      path: 'services/etl/my sales.yaml',
    },
  ],
  [
    'https://github.com/shop/orders/blob/main/100%.yaml',
    { repoUrl: 'github.com?owner=shop&repo=orders', path: '100%.yaml' },
  ],
  ['https://github.com/shop/orders', undefined],
  ['https://gitlab.com/shop/orders/blob/main/sales.yaml', undefined],
  ['https://git.example.com/shop/orders/blob/main/sales.yaml', undefined],
  ['file:/srv/dashboards/sales.yaml', undefined],
])('knows where pull requests for %s go', (url, expected) => {
  expect(repositoryFileOf(url, integrations)).toEqual(expected);
});
