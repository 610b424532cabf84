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
    preview: {
      title: 'Files',
      description:
        'What the template makes of your answers. Nothing is made yet.',
      subject: 'the files',
      tree: 'Files',
      count_one: '{{count}} file',
      count_other: '{{count}} files',
      lines_one: '{{count}} line',
      lines_other: '{{count}} lines',
      executable: 'executable',
      again: 'Preview the files again',
      copy: 'Copy',
      copied: 'Copied {{path}}',
      notCopied: 'The browser did not let the file be copied',
      noText: 'This file is no text, so it is not shown.',
      cut: 'The rest of the file is not shown. Copy takes all of it.',
      refused:
        'The template does not take these answers. Go back and change them, then the files are shown here.',
      none: 'No files',
      noneWhy:
        'This template makes no files of these answers. Go on to the review: its other steps run when you create.',
    },
    kept: {
      gone: 'The text is not kept in this tab. Go back to the page that led here and open the form from there once more, or paste the text.',
    },
    name: {
      entityTaken:
        'The name is taken: the catalog has {{entityRef}} already. Choose another one.',
    },
    range: {
      overlaps:
        'The range has addresses in common with {{range}}. Choose another one.',
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
