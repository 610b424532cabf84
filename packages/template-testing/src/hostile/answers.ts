/** What this would become if anything calculated it. */
export const CALCULATED = '55433';

const EXPRESSION = '7919 * 7';

/** What people type, and what nobody should: none of it may become more than text. */
export const HOSTILE_ANSWERS: Record<string, string> = {
  spaces: 'two  words',
  dots: 'a..dots.',
  Cyrillic: 'крамниця',
  length: 'a'.repeat(200),
  YAML: 'a: {b: [*c, &d "e]} # f',
  'a line of YAML': 'a\nb: true',
  Nunjucks: `{{ ${EXPRESSION} }}\${{ ${EXPRESSION} }}{% raw %}{#`,
  HCL: `"} resource "a" "b" { c = "\${${EXPRESSION}}%{ if`,
  shell: 'a\'; $(id) `id` "',
};

/** What YAML reads as something else: only by itself, since behind other text it is text. */
export const AMBIGUOUS_ANSWERS: Record<string, string> = {
  'a number': '0123',
  'a number with an exponent': '1e3',
  'a word of YAML': 'null',
};

/** The text as the formats write it that quote it: JSON and HCL, YAML, HTML. */
export function spellings(text: string): string[] {
  const json = JSON.stringify(text).slice(1, -1);
  return [
    text,
    json,
    json.replaceAll('${', '$${').replaceAll('%{', '%%{'),
    text.replaceAll("'", "''"),
    text.replaceAll('&', '&amp;').replaceAll('<', '&lt;'),
  ];
}
