import { visit, type Document, type YAMLMap, type YAMLSeq } from 'yaml';

/** Whether brackets have a space inside, where somebody wrote `[ a, b ]`. */
const SPACED = /(^|[\s:])\[ +[^\s\]]/m;

function padded(node: YAMLMap | YAMLSeq, flowCollectionPadding: string): void {
  const print = node.toString.bind(node);
  node.toString = (context, ...rest) =>
    print(context && { ...context, flowCollectionPadding }, ...rest);
}

/**
 * A document as text. Its lists in one line are written as in the text that it
 * was read from, so a change shows up alone: the library has one setting for
 * `[a, b]` and `{ a: b }` together, which most people write so.
 */
export function printYaml(document: Document, source: string): string {
  if (!SPACED.test(source)) {
    visit(document, {
      Seq: (_, seq) => {
        if (seq.flow) {
          padded(seq, '');
        }
      },
      Map: (_, map) => {
        if (map.flow) {
          padded(map, ' ');
        }
      },
    });
  }
  return document.toString({ lineWidth: 0 });
}
