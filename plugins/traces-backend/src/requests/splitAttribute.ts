/** Reads `key=value`; the first equals sign ends the key. */
export function splitAttribute(text: string): { key: string; value: string } {
  const end = text.indexOf('=');
  return { key: text.slice(0, end), value: text.slice(end + 1) };
}
