import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { z } from 'zod';
import { reservationSchema } from '../../src/reservations/Reservation.ts';
import { stockLevelSchema } from '../../src/stock/StockLevel.ts';
import { asJson, request, type Answer } from './http.ts';

export const levelPageSchema = z.object({
  items: z.array(stockLevelSchema),
  nextCursor: z.string().optional(),
});

/** A request with a key of its own, unless one is given. */
export function keyed(body: unknown, key: string = randomUUID()): RequestInit {
  return {
    ...asJson(body),
    headers: { 'content-type': 'application/json', 'idempotency-key': key },
  };
}

/** A product with so many pieces in each warehouse. */
export async function deliver(
  url: string,
  pieces: { kyiv?: number; lviv?: number },
): Promise<string> {
  const productId = randomUUID();
  for (const [warehouse, change] of Object.entries(pieces)) {
    await request(
      `${url}/stock-levels/${productId}/adjustments`,
      stockLevelSchema,
      keyed({ warehouse, change, reason: 'delivery' }),
    );
  }
  return productId;
}

export async function reserve<T>(
  url: string,
  quantities: Readonly<Record<string, number>>,
  schema: z.ZodType<T>,
  { key = randomUUID(), orderId = randomUUID() } = {},
): Promise<Answer<T>> {
  const lines = Object.entries(quantities).map(([productId, quantity]) => ({
    productId,
    quantity,
  }));
  return await request(
    `${url}/reservations`,
    schema,
    keyed({ orderId, lines }, key),
  );
}

export async function hold(url: string, quantities: Record<string, number>) {
  return (await reserve(url, quantities, reservationSchema)).body;
}

/** As `operations.md` has it: no rows say that the books agree. */
export async function booksDisagree(databaseUrl: string): Promise<unknown[]> {
  return await query(
    databaseUrl,
    `SELECT s.product_id, s.warehouse, s.reserved, coalesce(sum(l.quantity), 0) AS held
     FROM inventory.stock s
     LEFT JOIN inventory.reservations r ON r.warehouse = s.warehouse AND r.status = 'held'
     LEFT JOIN inventory.reservation_lines l ON l.reservation_id = r.id AND l.product_id = s.product_id
     GROUP BY 1, 2, 3
     HAVING s.reserved <> coalesce(sum(l.quantity), 0)`,
  );
}

export async function stockOf(databaseUrl: string, productId: string) {
  const rowSchema = z.object({
    warehouse: z.string(),
    on_hand: z.number(),
    reserved: z.number(),
  });
  const rows = await query(
    databaseUrl,
    'SELECT warehouse, on_hand, reserved FROM inventory.stock WHERE product_id = $1',
    [productId],
  );
  return Object.fromEntries(
    rows.map(row => {
      const { warehouse, on_hand, reserved } = rowSchema.parse(row);
      return [warehouse, [on_hand, reserved]];
    }),
  );
}

export async function query(
  databaseUrl: string,
  statement: string,
  values: unknown[] = [],
): Promise<unknown[]> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query(statement, values)).rows;
  } finally {
    await client.end();
  }
}
