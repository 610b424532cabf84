/** The texts of the templates plugin. */
export const messages = {
  'page.title': 'Template versions',
  'page.description':
    'What was made from which template, what changed since, and how to get it',
  'page.subject': 'the versions of templates',
  'page.emptyTitle': 'Nothing is made from a template yet',
  'page.emptyDescription':
    'What templates make is listed here as soon as it is in the catalog: its version, what changed since, and its upgrade.',
  'page.readingTitle': 'The repositories are being read',
  'page.readingDescription':
    'What templates made in them is listed here when all have answered for the first time.',
  'page.create': 'Create from a template',
  'page.search': 'Search by name, template or repository',
  'page.outdatedOnly': 'Outdated only',
  'page.summary_one': '{{count}} of {{total}} is outdated',
  'page.summary_other': '{{count}} of {{total}} are outdated',
  'page.allNewest': 'Everything is of the newest version',
  'page.noMatch': 'Nothing matches. Search for less, or show all versions.',

  'group.newest': 'Newest: {{version}} of {{date}}',
  'group.unknown': 'The catalog has no such template, or it names no releases',
  'group.label': 'Made from {{template}}',

  'table.entity': 'Made from it',
  'table.version': 'Version',
  'table.changed': 'Changed by the team',
  'table.upgrade': 'Upgrade',

  'version.newest': 'newest',
  'version.behind_one': '{{count}} version behind',
  'version.behind_other': '{{count}} versions behind',
  'version.unknown': 'newest not known',
  'version.since': 'as of before the repository stopped answering, {{time}}',

  'changes.title': 'What changed since',
  'changes.files_one': '{{count}} file',
  'changes.files_other': '{{count}} files',
  'changes.none': 'nothing',

  'upgrade.action': 'Upgrade…',
  'upgrade.label': 'Upgrade… {{name}} to {{template}} {{version}}',
  'upgrade.open': 'A pull request is open',
  'upgrade.noRepository': 'From a folder: no pull request',

  'card.title': 'Made from a template',
  'card.madeFrom': '{{template}} {{version}}',
  'card.subject': 'the template',
  'card.all': 'All template versions',
} as const;
