import { z } from 'zod';
import { Problem } from './problems.ts';

/** Where a page begins: after what has this key. */
export interface PageKey {
  createdAt: string;
  id: string;
}

export interface Page<T> {
  items: T[];
  /** Absent on the last page. */
  nextCursor?: string;
}

const pageKeySchema = z.tuple([z.iso.datetime(), z.uuid()]);

export const pageSchema = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(512).optional(),
});

/** Of one more than asked for, which says whether there is a next page. */
export function toPage<T extends PageKey>(found: T[], limit: number): Page<T> {
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return {
    items,
    ...(last && found.length > limit ? { nextCursor: encodeCursor(last) } : {}),
  };
}

/** Pages go on after a key, not at an offset: equally fast at any depth, and stable while rows are added. */
function encodeCursor({ createdAt, id }: PageKey): string {
  return Buffer.from(JSON.stringify([createdAt, id])).toString('base64url');
}

export function decodeCursor(cursor: string | undefined): PageKey | undefined {
  if (cursor === undefined) {
    return undefined;
  }
  try {
    const text = Buffer.from(cursor, 'base64url').toString('utf8');
    const [createdAt, id] = pageKeySchema.parse(JSON.parse(text));
    return { createdAt, id };
  } catch (cause) {
    throw new Problem({
      type: 'invalid-input',
      status: 400,
      title: 'Invalid input',
      detail: 'The cursor is not one that this API gave out.',
      errors: [
        { pointer: '/cursor', detail: 'must be the nextCursor of a page' },
      ],
      cause,
    });
  }
}
