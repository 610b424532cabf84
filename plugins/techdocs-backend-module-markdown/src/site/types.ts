import type { LoggerService } from '@backstage/backend-plugin-api';
import type { ParsedMarkdown } from '../markdown/parseMarkdown';

/** Where the author reads what a build made of the documentation. */
export type SiteLogger = Pick<LoggerService, 'info' | 'warn'>;

/** A file of the documentation folder. */
export interface SourceFile {
  /** Path inside the documentation folder, with forward slashes. */
  path: string;
  absolutePath: string;
  size: number;
}

/** A page of the site, parsed and not rendered yet. */
export interface Page {
  /** Path inside the documentation folder: what links and `nav` name it by. */
  path: string;
  /** As the author knows the file: path from the input directory. */
  file: string;
  /** The page's address, relative to the site: `''` or `guide/setup/`. */
  url: string;
  title: string;
  /** The README beside `mkdocs.yml`, which stands in for a missing index. */
  isRootReadme: boolean;
  /** What the page asked to have hidden: `toc`, `navigation`, `footer`. */
  hidden: string[];
  markdown: ParsedMarkdown;
}
