import { randomUUID } from 'node:crypto';
import { z } from 'zod';

const TIMEOUT_MS = 20_000;
/** As many as a page of Inventory has. */
const PAGE = 100;

const shortageSchema = z.looseObject({
  productId: z.string(),
  warehouse: z.string(),
});
const pageSchema = z.object({ items: z.array(shortageSchema) });

/** A product of which a warehouse has little left. */
export type Shortage = z.infer<typeof shortageSchema>;

/** What a warehouse's own system says to Inventory. */
export class WarehouseClient {
  readonly #inventoryUrl: string;

  constructor(inventoryUrl: string) {
    this.#inventoryUrl = inventoryUrl;
  }

  /** The first of those of which fewer pieces than so many can be sold. */
  async findShort(below: number): Promise<Shortage[]> {
    const response = await this.#fetch(
      `/stock-levels?below=${below}&limit=${PAGE}`,
    );
    return pageSchema.parse(await response.json()).items;
  }

  async deliver(delivery: {
    productId: string;
    warehouse: string;
    pieces: number;
  }): Promise<void> {
    const { productId, warehouse, pieces } = delivery;
    const response = await this.#fetch(
      `/stock-levels/${productId}/adjustments`,
      {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'idempotency-key': randomUUID(),
        },
        body: JSON.stringify({ warehouse, change: pieces, reason: 'delivery' }),
      },
    );
    await response.arrayBuffer();
  }

  async #fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const response = await fetch(new URL(path, this.#inventoryUrl), {
      ...init,
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (!response.ok) {
      await response.arrayBuffer();
      throw new Error(`Inventory answered ${response.status} to ${path}`);
    }
    return response;
  }
}
