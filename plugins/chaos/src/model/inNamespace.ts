import { isMap, isScalar, isSeq, parseDocument, type Document } from 'yaml';

/** Where an experiment says whose pods it hits, and whose are at the other end. */
const SELECTORS = [
  ['spec', 'selector'],
  ['spec', 'target', 'selector'],
];

/**
 * An experiment for one namespace, made into the same for another: what it names
 * beside its own stays. A text that is no such experiment comes back as it was.
 */
export function inNamespace(text: string, namespace: string): string {
  const document = parseDocument(text);
  const own = document.errors.length === 0 && read(document);
  if (own === false || own === namespace) {
    return text;
  }
  document.setIn(['metadata', 'namespace'], namespace);
  for (const selector of SELECTORS) {
    const named = document.getIn([...selector, 'namespaces']);
    if (isSeq(named)) {
      for (const item of named.items) {
        if (isScalar(item) && item.value === own) {
          item.value = namespace;
        }
      }
    }
  }
  return document.toString({ lineWidth: 0 });
}

/** The namespace that an experiment is for; false where it is for none. */
function read(document: Document): string | false {
  if (!isMap(document.getIn(['spec', 'selector']))) {
    return false;
  }
  const own = document.getIn(['metadata', 'namespace']);
  return typeof own === 'string' && own;
}
