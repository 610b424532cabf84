import { once } from 'node:events';
import {
  createServer,
  IncomingMessage,
  Server,
  ServerResponse,
} from 'node:http';
import { AddressInfo } from 'node:net';
import { Random } from '../../../otlp/generator/Random';
import { busyness } from '../../rhythm';
import { Suppliers } from './Suppliers';
import { WarehouseClient } from './WarehouseClient';

const noon = new Date('2026-11-20T10:00:00Z');
const night = new Date('2026-11-20T01:00:00Z');

/** As much of Inventory as suppliers meet, with 30 products of its own that ran out in each warehouse. */
class Inventory {
  readonly stock = new Map<string, number>();
  readonly keys = new Set<unknown>();
  readonly reasons = new Set<unknown>();
  #server: Server;
  isAway = false;

  private constructor() {
    for (let index = 0; index < 30; index += 1) {
      this.stock.set(`kyiv/p-${index}`, 0);
      this.stock.set(`lviv/q-${index}`, 24);
    }
    this.stock.set('kyiv/p-enough', 25);
    this.#server = createServer((request, response) => {
      void this.#serve(request, response);
    });
  }

  static async start(): Promise<Inventory> {
    const inventory = new Inventory();
    inventory.#server.listen(0, '127.0.0.1');
    await once(inventory.#server, 'listening');
    return inventory;
  }

  get url(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  async close(): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
  }

  async #serve(
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const answer = this.isAway ? undefined : await this.#answer(request);
    response.writeHead(answer ? 200 : 503).end(JSON.stringify(answer ?? {}));
  }

  async #answer(request: IncomingMessage): Promise<object> {
    const url = new URL(request.url ?? '/', this.url);
    if (request.method === 'GET') {
      const below = Number(url.searchParams.get('below'));
      const items = [...this.stock]
        .filter(([, left]) => left < below)
        .map(([key]) => {
          const [warehouse, productId] = key.split('/');
          return { warehouse, productId };
        });
      return { items };
    }
    let body = '';
    for await (const chunk of request) {
      body += chunk;
    }
    const { warehouse, change, reason } = JSON.parse(body);
    this.reasons.add(reason);
    this.keys.add(request.headers['idempotency-key']);
    const key = `${warehouse}/${url.pathname.split('/')[2]}`;
    this.stock.set(key, (this.stock.get(key) ?? 0) + change);
    return {};
  }
}

describe('Suppliers', () => {
  let inventory: Inventory;

  beforeEach(async () => {
    inventory = await Inventory.start();
  });

  afterEach(async () => await inventory.close());

  /** Lets so many lorries come, one after the other, and says how long that would take. */
  async function bring(
    lorries: number,
    { now = noon, log = () => {} }: { now?: Date; log?(text: string): void },
  ) {
    const stopping = new AbortController();
    let waits = 0;
    let waitedMs = 0;
    const suppliers = new Suppliers({
      client: new WarehouseClient(inventory.url),
      random: new Random(3),
      now: () => now,
      log,
      async sleep(milliseconds) {
        waits += 1;
        waitedMs += milliseconds;
        if (waits === lorries) {
          stopping.abort();
        }
      },
    });
    await suppliers.run(stopping.signal);
    return { deliveries: suppliers.deliveries, waitedMs };
  }

  it('bring what runs out, a lorry to one warehouse at a time, until there is enough', async () => {
    const before = new Map(inventory.stock);
    await bring(1, {});
    const changed = [...inventory.stock].filter(
      ([key, left]) => left !== before.get(key),
    );
    expect(changed).toHaveLength(12);
    expect(new Set(changed.map(([key]) => key.split('/')[0])).size).toBe(1);
    expect([...inventory.stock.keys()]).toEqual([...before.keys()]);
    expect(inventory.keys.size).toBe(12);
    expect([...inventory.reasons]).toEqual(['delivery']);

    const { deliveries } = await bring(20, {});
    expect(deliveries.lorries).toBeLessThan(20);
    const brought = [...inventory.stock].filter(
      ([key]) => key !== 'kyiv/p-enough',
    );
    expect(Math.min(...brought.map(([, left]) => left))).toBeGreaterThan(39);
    expect(inventory.stock.get('kyiv/p-enough')).toBe(25);
    const pieces = brought.reduce((sum, [, left]) => sum + left, 0);
    expect(pieces).toBeGreaterThan(deliveries.pieces);
  });

  it('come as often as the hour of the day sells', async () => {
    const day = await bring(300, { now: noon });
    const dark = await bring(300, { now: night });
    const minutes = day.waitedMs / 300 / 60_000;
    expect(minutes).toBeCloseTo(10 / busyness(noon), 0);
    expect(dark.waitedMs / day.waitedMs).toBeCloseTo(
      busyness(noon) / busyness(night),
      0,
    );
  });

  it('come again after Inventory was away', async () => {
    inventory.isAway = true;
    const log = jest.fn();
    await bring(2, { log });
    expect(log.mock.calls).toEqual([
      [expect.stringMatching(/^A delivery was not taken: .* answered 503/)],
      [expect.stringMatching(/^A delivery was not taken: .* answered 503/)],
    ]);
    inventory.isAway = false;
    const { deliveries } = await bring(1, {});
    expect(deliveries.lorries).toBe(1);
  });
});
