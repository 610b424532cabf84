import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { savePlaceOf } from './savePlaceOf';

const integrations = ScmIntegrations.fromConfig(
  new ConfigReader({
    integrations: {
      github: [
        { host: 'github.com' },
        { host: '127.0.0.1:7010', apiBaseUrl: 'http://127.0.0.1:7010/api/v3' },
      ],
    },
  }),
);

it.each([
  [
    'url:https://github.com/shop/payments/tree/main/',
    {
      repoUrl: 'github.com?owner=shop&repo=payments',
      folder: 'chaos',
      newFileUrl: 'https://github.com/shop/payments/new/main/chaos',
    },
  ],
  [
    'url:https://github.com/shop/platform/tree/main/services/payments/',
    {
      repoUrl: 'github.com?owner=shop&repo=platform',
      folder: 'services/payments/chaos',
      newFileUrl:
        'https://github.com/shop/platform/new/main/services/payments/chaos',
    },
  ],
  [
    'url:https://github.com/shop/platform/blob/main/services/catalog-info.yaml',
    {
      repoUrl: 'github.com?owner=shop&repo=platform',
      folder: 'services/chaos',
      newFileUrl: 'https://github.com/shop/platform/new/main/services/chaos',
    },
  ],
  // The embedded host has GitHub's API and none of its pages for a new file.
  [
    'url:http://127.0.0.1:7010/shop/platform/tree/main/services/payments',
    {
      repoUrl: '127.0.0.1:7010?owner=shop&repo=platform',
      folder: 'services/payments/chaos',
    },
  ],
  ['url:https://gitlab.com/shop/platform/-/tree/main/', undefined],
  ['url:https://git.example.com/shop/platform/tree/main/', undefined],
  ['file:/srv/catalog-info.yaml', undefined],
  [undefined, undefined],
])('keeps experiments beside %s', (location, expected) => {
  const entity = {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: 'payments',
      ...(location && {
        annotations: { 'backstage.io/source-location': location },
      }),
    },
  };
  expect(savePlaceOf(entity, integrations)).toEqual(expected);
});
