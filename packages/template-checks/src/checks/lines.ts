import {
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  parseAllDocuments,
  type Document,
} from 'yaml';
import { z } from 'zod';

/** The line that an offset is in, from 1. */
export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

/** Where something is wrong with a file that no line of it says: at its first one. */
export function whole(path: string): string {
  return `${path}:1`;
}

/** The place of what keys lead to, or of the last of them that is there. */
export type Locate = (keys: readonly PropertyKey[]) => string;

/**
 * Finds places in a document of a file of YAML, or of JSON, which is YAML. It is parsed
 * for the first of them: most files have nothing wrong.
 */
export function locateIn(path: string, text: string, index = 0): Locate {
  let documents: readonly Document[] | undefined;
  return keys => {
    documents ??= parseAllDocuments(text);
    const document = documents[index];
    return document
      ? `${path}:${lineAt(text, offsetOf(document, keys))}`
      : whole(path);
  };
}

function offsetOf(document: Document, keys: readonly PropertyKey[]): number {
  let node: unknown = document.contents;
  let offset = document.contents?.range?.[0] ?? 0;
  for (const key of keys) {
    const within = isAlias(node) ? node.resolve(document) : node;
    const pair = isMap(within)
      ? within.items.find(
          item => isScalar(item.key) && String(item.key.value) === String(key),
        )
      : undefined;
    node = isSeq(within) ? within.items[Number(key)] : pair?.value;
    // A key stands where its value is said, which may begin below it.
    const found = pair?.key ?? node;
    if (!isNode(found) || !found.range) {
      return offset;
    }
    [offset] = found.range;
  }
  return offset;
}

/** The keys that the first problem of a schema is about, as `prettifyError` orders them. */
export function keysOf({ issues }: z.ZodError): PropertyKey[] {
  const [issue] = [...issues].sort((a, b) => a.path.length - b.path.length);
  return issue.code === 'unrecognized_keys'
    ? [...issue.path, ...issue.keys.slice(0, 1)]
    : issue.path;
}

/** The keys of a JSON pointer: `/spec/ports/0`. */
export function keysOfPointer(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map(key => key.replaceAll('~1', '/').replaceAll('~0', '~'));
}
