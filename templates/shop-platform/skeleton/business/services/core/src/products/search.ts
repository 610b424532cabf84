/** Endings that differ between the forms of a word, in Ukrainian and English. */
const ending = /(?:[аеєиіїйоуюяь]{1,2}|(?<=[a-z])e?s)$/u;

/**
 * A query for `to_tsquery` that finds the words of `text` by how they begin,
 * so that «чашки» finds «чашка», and “mugs” a “mug”. Undefined when there is
 * no word in it. Nothing but letters and digits gets through.
 */
export function toTsquery(text: string): string | undefined {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const terms = words.map(word => {
    const stem = word.replace(ending, '');
    return `${stem.length >= 3 ? stem : word}:*`;
  });
  return terms.length > 0 ? terms.join(' & ') : undefined;
}
