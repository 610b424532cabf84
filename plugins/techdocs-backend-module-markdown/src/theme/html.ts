/** HTML that is safe to place in a page as it is. */
export class SafeHtml {
  constructor(readonly value: string) {}
}

type Part = string | number | SafeHtml | SafeHtml[] | undefined | false;

/** Escapes text for an element's content or an attribute in double quotes. */
export function escapeHtml(text: string): string {
  // Most texts need nothing, and a large site has very many of them.
  if (!/[&<>"]/.test(text)) {
    return text;
  }
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

function renderPart(part: Part): string {
  if (part === undefined || part === false) {
    return '';
  }
  if (part instanceof SafeHtml) {
    return part.value;
  }
  return Array.isArray(part)
    ? part.map(renderPart).join('')
    : escapeHtml(String(part));
}

/** Builds HTML; whatever is not HTML yet is escaped on its way in. */
export function markup(
  strings: TemplateStringsArray,
  ...parts: Part[]
): SafeHtml {
  return new SafeHtml(
    strings.reduce(
      (text, string, index) => text + renderPart(parts[index - 1]) + string,
    ),
  );
}
