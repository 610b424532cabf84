import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { newFileUrl } from './newFileUrl';

const integrations = ScmIntegrations.fromConfig(new ConfigReader({}));

it.each([
  [
    'url:https://github.com/shop/payments/tree/main/',
    'https://github.com/shop/payments/new/main/chaos',
  ],
  [
    'url:https://github.com/shop/platform/tree/main/services/payments/',
    'https://github.com/shop/platform/new/main/services/payments/chaos',
  ],
  [
    'url:https://github.com/shop/platform/blob/main/services/catalog-info.yaml',
    'https://github.com/shop/platform/new/main/services/chaos',
  ],
  ['url:https://gitlab.com/shop/platform/-/tree/main/', undefined],
  ['url:https://git.example.com/shop/platform/tree/main/', undefined],
  ['file:/srv/catalog-info.yaml', undefined],
  [undefined, undefined],
])('begins a file beside %s', (location, expected) => {
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
  expect(newFileUrl(entity, integrations)).toBe(expected);
});
