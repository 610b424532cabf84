import { z } from 'zod';
import { Problem } from '../http/problems.ts';
import type { PageKey } from './Item.ts';

const pageKeySchema = z.tuple([z.iso.datetime(), z.uuid()]);

/** Pages go on after a key, not at an offset: equally fast at any depth, and stable while rows are added. */
export function encodeCursor({ createdAt, id }: PageKey): string {
  return Buffer.from(JSON.stringify([createdAt, id])).toString('base64url');
}

export function decodeCursor(cursor: string): PageKey {
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
