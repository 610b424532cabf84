import { z } from 'zod';
import { Problem } from './problems.ts';

/** What every list takes besides its filters. */
export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(512).optional(),
};

/** Where a page goes on: after the row with this value of the sort and this id. */
export interface PageKey {
  value: string;
  id: string;
}

const pageKeySchema = z.tuple([z.string(), z.string().max(100), z.uuid()]);

/**
 * Pages go on after a key, not at an offset: equally fast at any depth, and
 * stable while rows are added. `list` names the list and its order, so that a
 * cursor of another one is refused.
 */
export function encodeCursor(list: string, { value, id }: PageKey): string {
  return Buffer.from(JSON.stringify([list, value, id])).toString('base64url');
}

export function decodeCursor(
  list: string,
  cursor: string | undefined,
  valueSchema: z.ZodType<string>,
): PageKey | undefined {
  if (cursor === undefined) {
    return undefined;
  }
  try {
    const text = Buffer.from(cursor, 'base64url').toString('utf8');
    const [of, value, id] = pageKeySchema.parse(JSON.parse(text));
    if (of !== list) {
      throw new Error(`The cursor is one of ${of}`);
    }
    return { value: valueSchema.parse(value), id };
  } catch (cause) {
    throw new Problem({
      type: 'invalid-input',
      status: 400,
      title: 'Invalid input',
      detail: 'The cursor is not one that this list gave out.',
      errors: [
        { pointer: '/cursor', detail: 'must be the nextCursor of a page' },
      ],
      cause,
    });
  }
}

export interface Page<T> {
  items: T[];
  nextCursor?: string;
}

/** A page of rows of which one more than `limit` was asked for: it says whether there is a next page. */
export function toPage<T>(
  found: readonly T[],
  limit: number,
  cursorOf: (last: T) => string,
): Page<T> {
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return last !== undefined && found.length > limit
    ? { items, nextCursor: cursorOf(last) }
    : { items };
}
