/** Settings that are honoured, or that mean nothing in the TechDocs reader. */
const settings = new Set([
  'site_name',
  'site_description',
  'site_url',
  'site_author',
  'site_dir',
  'docs_dir',
  'nav',
  'not_in_nav',
  'exclude_docs',
  'repo_url',
  'repo_name',
  'edit_uri',
  'theme',
  'plugins',
  'markdown_extensions',
  'use_directory_urls',
  'copyright',
  'dev_addr',
  'watch',
  'strict',
  'validation',
  'extra',
  'remote_branch',
  'remote_name',
]);

const plugins = new Set(['techdocs-core', 'search', 'material/search']);

const extensions = new Set([
  'admonition',
  'attr_list',
  'def_list',
  'extra',
  'fenced_code',
  'footnotes',
  'md_in_html',
  'meta',
  'sane_lists',
  'mdx_truly_sane_lists',
  'tables',
  'toc',
  'pymdownx.betterem',
  'pymdownx.details',
  'pymdownx.extra',
  'pymdownx.highlight',
  'pymdownx.magiclink',
  'pymdownx.superfences',
  'pymdownx.tabbed',
  'pymdownx.tasklist',
  'pymdownx.tilde',
]);

/** The names in a list such as `plugins`, whichever way YAML spells it. */
function namesOf(list: unknown): string[] {
  if (Array.isArray(list)) {
    return list.flatMap(entry =>
      typeof entry === 'string' ? [entry] : namesOf(entry),
    );
  }
  return list && typeof list === 'object' ? Object.keys(list) : [];
}

/** `markdown.extensions.toc` and `toc` are the same extension. */
function plainName(extension: string): string {
  return extension.replace(/^markdown\.extensions\./, '');
}

/** Says which parts of `mkdocs.yml` will have no effect. */
export function findUnsupported(config: Record<string, unknown>): string[] {
  const report = (what: string, names: string[]) =>
    names.length > 0
      ? [
          `${what} not supported by this generator, ignored: ${names.join(
            ', ',
          )}`,
        ]
      : [];
  return [
    ...report(
      'settings',
      Object.keys(config).filter(key => !settings.has(key)),
    ),
    ...report(
      'plugins',
      namesOf(config.plugins).filter(name => !plugins.has(name)),
    ),
    ...report(
      'markdown_extensions',
      namesOf(config.markdown_extensions).filter(
        name => !extensions.has(plainName(name)),
      ),
    ),
    ...(config.use_directory_urls === false
      ? ['use_directory_urls: false ignored, the reader needs directory URLs']
      : []),
  ];
}
