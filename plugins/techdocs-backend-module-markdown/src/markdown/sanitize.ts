import sanitizeHtml, { type Attributes } from 'sanitize-html';
import {
  allowedAttributes,
  allowedStyles,
  allowedTags,
  isAllowedAttribute,
  isAllowedStyle,
} from './sanitizePolicy';

const linkSchemes = ['http', 'https', 'mailto', 'tel'];
const imageSchemes = ['http', 'https', 'data'];
const urlAttributes = new Set(['href', 'src', 'cite', 'poster']);
/** Asks MkDocs to render what stands inside; CommonMark does so anyway. */
const markdownInHtml = 'markdown';
const rasterImage = /^data:image\/(?:gif|png|jpeg|webp|avif);/i;

/** The scheme a browser would see, which skips spaces and control characters. */
function schemeOf(url: string): string | undefined {
  const visible = [...url].filter(character => character > ' ').join('');
  return /^([a-z][a-z0-9+.-]*):/i.exec(visible)?.[1].toLowerCase();
}

function isSafeUrl(tag: string, url: string): boolean {
  const scheme = schemeOf(url);
  if (scheme === undefined) {
    return true;
  }
  if (scheme === 'data') {
    return tag === 'img' && rasterImage.test(url.trim());
  }
  return linkSchemes.includes(scheme);
}

/** Only what task lists and tabs need: no field that asks for a text. */
function isAllowedElement(tag: string, type: string | undefined): boolean {
  return (
    allowedTags.includes(tag) &&
    (tag !== 'input' || type === 'checkbox' || type === 'radio')
  );
}

/** Why an attribute cannot stay; `undefined` when it can. */
function findFault(
  tag: string,
  name: string,
  value: string,
): string | undefined {
  if (!isAllowedAttribute(tag, name)) {
    return `${name} on <${tag}>`;
  }
  if (urlAttributes.has(name) && !isSafeUrl(tag, value)) {
    return `${schemeOf(value)}: in ${name} on <${tag}>`;
  }
  return undefined;
}

/** Scripts and styles keep their names: their text has to go with them. */
function removedTag(tag: string): string {
  return tag === 'input' ? 'removed-input' : tag;
}

/** HTML that is safe to show, and what had to go for it. */
export interface SanitizedHtml {
  html: string;
  removed: string[];
}

/** Takes from a tag what may not stay, and notes what that was. */
function cleanTag(
  tagName: string,
  attribs: Attributes,
  removed: Set<string>,
): { tagName: string; attribs: Attributes } {
  if (!isAllowedElement(tagName, attribs.type)) {
    removed.add(`<${tagName}>`);
    // A name the library does not know is discarded with its attributes.
    return { tagName: removedTag(tagName), attribs: {} };
  }
  if (attribs.style && !isAllowedStyle(attribs.style)) {
    // The library takes single declarations out of a style.
    removed.add(`style on <${tagName}>`);
  }
  const kept = Object.entries(attribs).filter(([name, value]) => {
    const fault = findFault(tagName, name, value);
    if (fault !== undefined && name !== markdownInHtml) {
      removed.add(fault);
    }
    return fault === undefined;
  });
  return { tagName, attribs: Object.fromEntries(kept) };
}

/**
 * Keeps the elements and attributes that documentation is made of.
 *
 * The library enforces the policy; the transform applies it once more to be
 * able to tell the author what was taken away.
 */
export function sanitize(dirty: string): SanitizedHtml {
  const removed = new Set<string>();
  const html = sanitizeHtml(dirty, {
    allowedTags,
    allowedAttributes,
    allowedStyles,
    allowedSchemes: linkSchemes,
    allowedSchemesByTag: { img: imageSchemes },
    allowedSchemesAppliedToAttributes: [...urlAttributes],
    allowProtocolRelative: true,
    transformTags: {
      '*': (tagName, attribs) => cleanTag(tagName, attribs, removed),
    },
  });
  return { html, removed: [...removed] };
}

/** The words of an HTML fragment, escaped as in a search index of MkDocs. */
export function htmlToText(html: string): string {
  return sanitizeHtml(html, { allowedTags: [], allowedAttributes: {} })
    .replace(/\s+/g, ' ')
    .trim();
}
