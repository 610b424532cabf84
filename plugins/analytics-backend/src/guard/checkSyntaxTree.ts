import { InputError, NotAllowedError } from '@backstage/errors';
import { isAllowedFunction, TABLE_FUNCTIONS } from './functions';
import { type SyntaxNode } from './syntaxTree';

/** What queries may be made of. Settings, output and what is not known are not among it. */
const NODES = new Set([
  'ArrayJoin',
  'Asterisk',
  'ColumnsExceptTransformer',
  'ExpressionList',
  'Function',
  'Identifier',
  'InterpolateElement',
  'Literal',
  'OrderByElement',
  'QualifiedAsterisk',
  'SampleRatio',
  'SelectIntersectExceptQuery',
  'SelectQuery',
  'SelectWithUnionQuery',
  'Subquery',
  'TableExpression',
  'TableIdentifier',
  'TableJoin',
  'TablesInSelectQuery',
  'TablesInSelectQueryElement',
  'WindowDefinition',
  'WindowListElement',
  'WithElement',
]);

/** A SELECT without FROM reads the one row of this table. */
const NO_TABLE = 'system.one';

const IN = /^(?:global)?(?:not)?(?:null)?in(?:ignoreset)?$/i;

export type AllowList = {
  /** Tables by the name that queries use, in the connection's database. */
  tables: ReadonlySet<string>;
  /** Names that the query gives to queries of its own. */
  ownTables: ReadonlySet<string>;
  /** Functions beyond those that every query may call. */
  functions: ReadonlySet<string>;
};

function checkTable(name: string, allow: AllowList): void {
  if (
    name !== NO_TABLE &&
    !allow.tables.has(name) &&
    !allow.ownTables.has(name)
  ) {
    throw new NotAllowedError(
      `Queries may not read the table '${name}'. They may read ${[
        ...allow.tables,
      ].join(', ')}`,
    );
  }
}

function checkFunction(node: SyntaxNode, allow: AllowList): void {
  if (!isAllowedFunction(node.text, allow.functions)) {
    throw new NotAllowedError(
      `Queries may not call the function '${node.text}'; an administrator can allow it under analytics.functions`,
    );
  }
  // ClickHouse reads a name behind IN as a table.
  const behind = node.children.at(-1)?.children[1];
  if (IN.test(node.text) && behind?.type === 'Identifier') {
    throw new NotAllowedError(
      `Write IN (SELECT … FROM ${behind.text}) or has(${behind.text}, …): a name alone behind IN is not checked`,
    );
  }
}

function checkTableExpression(node: SyntaxNode): void {
  for (const { type, text } of node.children) {
    if (type === 'Function' && !TABLE_FUNCTIONS.has(text)) {
      throw new NotAllowedError(
        `Queries may not read from the table function '${text}'; there are ${[
          ...TABLE_FUNCTIONS,
        ].join(', ')}`,
      );
    }
  }
}

/**
 * Checks each node of a query.
 *
 * @returns the tables it reads
 * @throws NotAllowedError when it reads or calls what it may not
 */
export function checkSyntaxTree(
  root: SyntaxNode,
  allow: AllowList,
): Set<string> {
  const tables = new Set<string>();
  const visit = (node: SyntaxNode, parent?: SyntaxNode) => {
    if (!NODES.has(node.type)) {
      throw new InputError(
        node.type === 'Set'
          ? 'The SQL must not have SETTINGS: the limits and the tenant are settings'
          : `The SQL holds what queries may not have (${node.type}); write it more simply`,
      );
    }
    if (node.type === 'TableIdentifier') {
      checkTable(node.text, allow);
      if (allow.tables.has(node.text)) {
        tables.add(node.text);
      }
    }
    if (node.type === 'TableExpression') {
      checkTableExpression(node);
    } else if (node.type === 'Function' && parent?.type !== 'TableExpression') {
      checkFunction(node, allow);
    }
    node.children.forEach(child => visit(child, node));
  };
  visit(root);
  return tables;
}
