import { InputError } from '@backstage/errors';

/** A node of the tree that ClickHouse's parser makes. */
export type SyntaxNode = {
  type: string;
  /** Its name or value, without its alias. */
  text: string;
  children: SyntaxNode[];
};

const LINE = /^( *)(\w+) ?(.*?)(?: \(alias [^]*?\))?(?: \(children \d+\))?$/;

/** Reads what `EXPLAIN AST` prints: a node a line, one more space for each level. */
export function readSyntaxTree(lines: readonly string[]): SyntaxNode {
  const root: SyntaxNode = { type: '', text: '', children: [] };
  const path = [root];
  for (const line of lines) {
    if (line === '') {
      continue;
    }
    const [, spaces = '', type = '', text = ''] = LINE.exec(line) ?? [];
    const parent = path[spaces.length];
    if (type === '' || parent === undefined) {
      throw new InputError(
        'The SQL holds what the check of queries does not know; write it more simply',
      );
    }
    const node = { type, text, children: [] };
    parent.children.push(node);
    path.length = spaces.length + 1;
    path.push(node);
  }
  if (root.children.length !== 1) {
    throw new InputError('The SQL is not one query');
  }
  return root.children[0];
}
