import { createTranslationRef } from '@backstage/frontend-plugin-api';

/**
 * The texts of the form fields: English, and Ukrainian loaded on demand.
 *
 * @public
 */
export const scaffolderShopPlatformTranslationRef = createTranslationRef({
  id: 'scaffolder.shop-platform',
  messages: {
    createDeed: 'create from templates',
    name: {
      entityTaken:
        'The name is taken: the catalog has {{entityRef}} already. Choose another one.',
    },
    repository: {
      host: 'Host',
      owner: 'Organisation or user',
      name: 'Repository name',
      result: 'Becomes {{repository}}',
      incomplete: 'Say in which organisation the repository goes, and its name',
      badName:
        'A repository name has Latin letters, digits, hyphens, underscores and full stops only, up to 100 of them',
      taken:
        'The repository is taken: {{entityRef}} comes from it. Choose another name.',
    },
  },
  translations: { uk: () => import('./translations/uk') },
});
