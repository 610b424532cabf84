import { Body } from './parseBody';
import { Token } from './tokenize';

/** `module.network.subnets["a"].id`, as module, network, subnets, [], id. */
export type Reference = { path: string[]; line: number };

/** Everything that an expression refers to. */
export function referencesIn(tokens: readonly Token[]): Reference[] {
  const words = tokens.filter(({ kind }) => kind !== 'newline');
  return words.flatMap((token, index) => {
    const isMember = words[index - 1]?.text === '.';
    return token.kind === 'identifier' && !isMember
      ? [{ path: readPath(words, index), line: token.line }]
      : referencesIn(token.parts);
  });
}

/** Everything that the expressions of a body refer to, its blocks' included. */
export function referencesOf({ attributes, blocks }: Body): Reference[] {
  return [
    ...attributes.flatMap(({ value }) => referencesIn(value)),
    ...blocks.flatMap(({ body }) => referencesOf(body)),
  ];
}

/** The names of a path, without the indexes. */
export function namesOf(path: readonly string[]): string[] {
  return path.filter(part => !/^(\[\]|\*|\d+)$/.test(part));
}

function readPath(words: readonly Token[], start: number): string[] {
  const path = [words[start].text];
  for (let at = start + 1; ; ) {
    const next = words[at + 1];
    if (words[at]?.text === '.' && next) {
      path.push(next.text);
      at += 2;
    } else if (words[at]?.text === '[') {
      path.push('[]');
      at = closingOf(words, at) + 1;
    } else {
      return path;
    }
  }
}

function closingOf(words: readonly Token[], open: number): number {
  let depth = 0;
  for (let at = open; at < words.length; at += 1) {
    depth += words[at].text === '[' ? 1 : 0;
    depth -= words[at].text === ']' ? 1 : 0;
    if (depth === 0) {
      return at;
    }
  }
  return words.length;
}
