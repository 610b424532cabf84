/** What a word that stands for a kept text begins with; the storage of the tab has it by that word. */
const PREFIX = 'kept-text:';
/** The way back to a page leads past its last texts, and not past all that ever were. */
const MOST_KEPT = 5;

function storage(): Storage | undefined {
  try {
    return window.sessionStorage;
  } catch {
    // A browser may keep nothing, and throw at the question.
    return undefined;
  }
}

const numberOf = (word: string) => parseInt(word.slice(PREFIX.length), 10);

/** A link may be opened in another tab, whose texts are other ones. */
function randomPart(): string {
  const [random] = crypto.getRandomValues(new Uint32Array(1));
  return random.toString(36);
}

/** The words of the texts that are kept, the oldest first. */
function wordsIn(kept: Storage): string[] {
  return Array.from({ length: kept.length }, (_, index) => kept.key(index))
    .filter(key => key?.startsWith(PREFIX))
    .map(String)
    .sort((one, other) => numberOf(one) - numberOf(other));
}

/**
 * Keeps a text in the tab for the page that one goes to: it is too long for an
 * address, which a server may refuse when the page is loaded again.
 *
 * @returns the word that stands for it; `undefined` where the browser keeps none
 * @public
 */
export function keepText(text: string): string | undefined {
  const kept = storage();
  if (!kept) {
    return undefined;
  }
  const words = wordsIn(kept);
  const last = words.at(-1);
  const number = last === undefined ? 1 : numberOf(last) + 1;
  const word = `${PREFIX}${number}-${randomPart()}`;
  for (const old of words.slice(0, Math.max(0, words.length - MOST_KEPT + 1))) {
    kept.removeItem(old);
  }
  try {
    kept.setItem(word, text);
    return word;
  } catch {
    // It is full, or private.
    return undefined;
  }
}

/**
 * The text that a word stands for.
 *
 * @returns what was asked where it is no such word, and `undefined` where this tab
 *   does not have the text
 * @public
 */
export function keptText(word: string): string | undefined {
  return word.startsWith(PREFIX) && !word.includes('\n')
    ? storage()?.getItem(word) ?? undefined
    : word;
}
