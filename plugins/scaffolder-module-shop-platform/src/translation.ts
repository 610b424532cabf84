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
    deploy: {
      title: 'Deploy',
      what: 'Brings the newest commit into {{clusters}}, one after the other, as soon as its image is built.',
      button: 'Deploy the newest commit',
      otherCommit: 'Another commit',
      question: 'Deploy {{name}}?',
      consequences:
        'Its pods in {{clusters}} are replaced one by one; requests go on being answered. A version that does not come up is taken back, and so it is when you cancel the task.',
      confirm: 'Deploy to {{clusters}}',
      cancel: 'Cancel',
      failed: 'The deploy did not begin: {{reason}}',
    },
    add: {
      title: 'Add to this service',
      subject: 'what can be added',
    },
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
