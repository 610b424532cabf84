import { escapeHtml } from '../theme/html';
import { htmlToText } from '../markdown/sanitize';
import type { Page } from './types';

/** One entry of a search index as MkDocs writes it. */
export interface SearchDocument {
  location: string;
  title: string;
  text: string;
}

const headingElement = /<h[1-6]\b[^>]*\bid="([^"]*)"[^>]*>[\s\S]*?<\/h[1-6]>/g;

/**
 * One entry for the page, with what stands under its title, and one for each
 * section after that.
 */
export function searchDocuments(page: Page, html: string): SearchDocument[] {
  const { headings } = page.markdown;
  const known = new Map(headings.map(heading => [heading.id, heading]));
  const documents = [
    { location: page.url, title: escapeHtml(page.title), text: '' },
  ];
  let text = '';
  let start = 0;
  const endSection = () => {
    documents[documents.length - 1].text = htmlToText(text);
    text = '';
  };
  for (const match of html.matchAll(headingElement)) {
    const heading = known.get(match[1]);
    text += html.slice(start, match.index);
    start = match.index + match[0].length;
    if (heading && !(heading === headings[0] && heading.level === 1)) {
      endSection();
      documents.push({
        location: `${page.url}#${heading.id}`,
        title: escapeHtml(heading.title),
        text: '',
      });
    }
  }
  text += html.slice(start);
  endSection();
  return documents;
}

/** The file that TechDocs' search reads. */
export function renderSearchIndex(
  language: string,
  documents: SearchDocument[],
): string {
  return JSON.stringify({
    config: {
      lang: [language],
      separator: '[\\s\\-]+',
      pipeline: ['stopWordFilter'],
    },
    docs: documents,
  });
}
