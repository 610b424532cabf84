import { DEFINED_FILTER } from '../render/definedModule';
import { readBlock } from '../template/blocks';
import { readTags, Tag } from '../template/nunjucks';

/** Gives an expression an id, under which it is reported when it has no value. */
export type Mark = (expression: string, line: number) => string;

type Edit = { start: number; end: number; text: string };

/** Wraps every expression of a template in the filter that notices undefined. */
export function instrument(source: string, mark: Mark): string {
  return applyEdits(
    source,
    readTags(source).flatMap(tag => toEdit(tag, mark) ?? []),
  );
}

function toEdit(tag: Tag, mark: Mark): Edit | undefined {
  const expression =
    tag.kind === 'output'
      ? { text: tag.inner, offset: 0 }
      : readBlock(tag.inner).expression;
  if (!expression || !expression.text.trim()) {
    return undefined;
  }
  const text = expression.text.trim();
  const start = tag.offset + expression.offset;
  return {
    start,
    end: start + expression.text.length,
    text: `(${text}) | ${DEFINED_FILTER}("${mark(text, tag.line)}") `,
  };
}

function applyEdits(source: string, edits: readonly Edit[]): string {
  let position = 0;
  let result = '';
  for (const { start, end, text } of edits) {
    result += source.slice(position, start) + text;
    position = end;
  }
  return result + source.slice(position);
}
