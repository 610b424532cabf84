import { closingOf, insideOf, literalOf, split } from './literals';
import { Attribute, Block } from './parseBody';
import { TerraformFolder } from './TerraformFolder';
import { Token } from './tokenize';

type Folders = ReadonlyMap<string, TerraformFolder>;

/** Where an expression stands, for its `each`. */
type Place = { folder: TerraformFolder; folders: Folders; block?: Block };

/** What functions of sets make of their arguments. */
const FUNCTIONS: Readonly<
  Record<string, (first: string[], rest: string[][]) => string[]>
> = {
  concat: (first, rest) => [first, ...rest].flat(),
  setintersection: (first, rest) =>
    first.filter(text => rest.every(other => other.includes(text))),
  setsubtract: (first, rest) =>
    first.filter(text => !rest.flat().includes(text)),
  setunion: (first, rest) => [first, ...rest].flat(),
  tolist: first => first,
  toset: first => first,
};

/**
 * The texts that an expression stands for, one or a collection of them, as far as they
 * are written in its folder: through locals, defaults and functions of sets.
 * `undefined` where they are decided elsewhere.
 */
export function knownTexts(
  tokens: readonly Token[],
  place: Place,
): string[] | undefined {
  return textsOf(tokens, place, new Map());
}

/** What each name on the way stands for; of one that is defined by itself nothing is known. */
type Known = Map<string, string[] | undefined>;

function textsOf(
  tokens: readonly Token[],
  place: Place,
  known: Known,
): string[] | undefined {
  const literal = literalOf(tokens);
  if (literal.kind === 'string') {
    return [literal.text];
  }
  if (literal.kind === 'list') {
    const texts = literal.items.flatMap(item =>
      item.kind === 'string' ? [item.text] : [],
    );
    return texts.length === literal.items.length ? texts : undefined;
  }
  const words = tokens.filter(({ kind }) => kind !== 'newline');
  const [first, ...rest] = words;
  if (rest[0]?.text === '(' && closingOf(rest) === rest.length - 1) {
    return textsOfCall(first.text, split(insideOf(words)), place, known);
  }
  const isName = words.every(({ kind, text }, index) =>
    index % 2 === 0 ? kind === 'identifier' : text === '.',
  );
  return isName
    ? textsOfName(
        words.filter((_, index) => index % 2 === 0).map(({ text }) => text),
        place,
        known,
      )
    : undefined;
}

function textsOfCall(
  name: string,
  values: readonly Token[][],
  place: Place,
  known: Known,
): string[] | undefined {
  const [first, ...rest] = allKnown(values, place, known) ?? [];
  return first && Object.hasOwn(FUNCTIONS, name)
    ? [...new Set(FUNCTIONS[name](first, rest))]
    : undefined;
}

function textsOfName(
  names: readonly string[],
  place: Place,
  known: Known,
): string[] | undefined {
  const name = names.join('.');
  if (!known.has(name)) {
    known.set(name, undefined);
    const values = definitionsOf(names, place).map(({ value }) => value);
    const all = allKnown(values, place, known);
    known.set(
      name,
      all && all.length > 0 ? [...new Set(all.flat())] : undefined,
    );
  }
  return known.get(name);
}

/** What each of several stands for, where it is known of all. */
function allKnown(
  values: readonly Token[][],
  place: Place,
  known: Known,
): string[][] | undefined {
  const all = values.map(value => textsOf(value, place, known));
  const found = all.filter(texts => texts !== undefined);
  return found.length === all.length ? found : undefined;
}

/** What a name is defined as, in each place where it is. */
function definitionsOf(
  [root, name, member]: readonly string[],
  { folder, folders, block }: Place,
): Attribute[] {
  const ofName = (attributes: Attribute[], wanted: string) =>
    attributes.filter(attribute => attribute.name === wanted);
  switch (root) {
    case 'each':
      return ofName(block?.body.attributes ?? [], 'for_each');
    case 'local':
      return folder
        .blocks('locals')
        .flatMap(({ body }) => ofName(body.attributes, name));
    case 'var': {
      const given = folder.values.flatMap(({ body }) =>
        ofName(body.attributes, name),
      );
      const byDefault = ofName(
        folder.find('variable', name)?.body.attributes ?? [],
        'default',
      );
      return isCalled(folder, folders) || given.length > 0 ? given : byDefault;
    }
    default:
      return ofName(
        folder.find('resource', root, name)?.body.attributes ?? [],
        member ?? '',
      );
  }
}

/** Whether the variables of a folder are another one's to give. */
function isCalled(folder: TerraformFolder, folders: Folders): boolean {
  return [...folders.values()].some(caller =>
    caller.blocks('module').some(call => caller.sourceOf(call) === folder.path),
  );
}
