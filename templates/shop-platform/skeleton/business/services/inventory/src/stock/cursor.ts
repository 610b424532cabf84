import { z } from 'zod';
import { Problem } from '../http/problems.ts';
import { warehouseSchema } from './StockLevel.ts';
import type { LevelKey } from './StockLevels.ts';

const keySchema = z.tuple([z.uuid(), warehouseSchema]);

/** Pages go on after a key, not at an offset: equally fast at any depth, and stable while rows are added. */
export function encodeCursor({ productId, warehouse }: LevelKey): string {
  return Buffer.from(JSON.stringify([productId, warehouse])).toString(
    'base64url',
  );
}

export function decodeCursor(cursor: string): LevelKey {
  try {
    const text = Buffer.from(cursor, 'base64url').toString('utf8');
    const [productId, warehouse] = keySchema.parse(JSON.parse(text));
    return { productId, warehouse };
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
