import { isName } from './nunjucks';

/** A `{% … %}` taken apart. */
export type Block = {
  name: string;
  /** The names it brings into scope. */
  declares: string[];
  /** The expression it evaluates, with its place within the block. */
  expression?: { text: string; offset: number };
};

const CONDITION = /^\s*(if|elif|elseif|switch|case)\s+/;
const LOOP = /^\s*for\s+([\w$,\s]+?)\s+in\s+/;
const ASSIGNMENT = /^\s*set\s+([\w$,\s]+?)\s*=\s*/;
const MACRO = /^\s*macro\s+([\w$]+)\s*\(([^)]*)\)/;

/** What a block tag declares and evaluates. */
export function readBlock(inner: string): Block {
  const name = inner.trim().split(/[\s(]/)[0];
  const loop = LOOP.exec(inner);
  const assignment = ASSIGNMENT.exec(inner);
  const macro = MACRO.exec(inner);
  const head = CONDITION.exec(inner) ?? loop ?? assignment;
  const declared = loop?.[1] ?? assignment?.[1] ?? '';
  return {
    name,
    declares: macro
      ? [
          macro[1],
          ...macro[2].split(',').map(part => part.split('=')[0].trim()),
        ]
      : declared
          .split(',')
          .map(part => part.trim())
          .filter(isName),
    expression: head
      ? { text: inner.slice(head[0].length), offset: head[0].length }
      : undefined,
  };
}
