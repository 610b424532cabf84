/**
 * Names that the reader's sanitiser takes off an element's id, because in a
 * document they would hide a property of the page's own.
 */
const reservedIds =
  'action after anchors append applets attributes before blur body charset children clear click close closest contains cookie dataset dir doctype domain draggable elements embeds enctype evaluate focus fonts forms head hidden id images implementation inert lang length links location matches method name nonce normalize open part parent plugins popover prefix prepend referrer rel remove reset role scripts slot style submit target timeline title translate write writeln';

/** How Ukrainian is written in Latin letters, by the rules of 2010. */
const cyrillic: Record<string, string> = Object.fromEntries(
  'а a б b в v г h ґ g д d е e є ie ж zh з z и y і i ї i й i к k л l м m н n о o п p р r с s т t у u ф f х kh ц ts ч ch ш sh щ shch ю iu я ia ё io ы y э e'
    .split(' ')
    .map((letter, index, all) => [letter, all[index + 1]])
    .filter((_, index) => index % 2 === 0),
);

/**
 * The id of a heading, as MkDocs makes it.
 *
 * It stays within ASCII, because the reader looks ids up by their encoded
 * form; Cyrillic letters are spelled out, where MkDocs would drop them.
 */
export function slugify(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[а-яёєіїґ]/g, letter => cyrillic[letter] ?? '')
    .normalize('NFKD')
    .replace(/[^\w\s-]/g, '')
    .trim()
    .replace(/[-\s]+/g, '-');
}

/** Hands out the ids of one page, each once. */
export class IdRegistry {
  private readonly used: Set<string>;

  constructor(taken: Iterable<string>) {
    this.used = new Set([...reservedIds.split(' '), ...taken]);
  }

  claim(wanted: string): string {
    let id = wanted;
    for (let count = 1; !id || this.used.has(id); count++) {
      id = `${wanted}_${count}`;
    }
    this.used.add(id);
    return id;
  }
}
