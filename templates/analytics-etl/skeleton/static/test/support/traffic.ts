import { setImmediate as turn } from 'node:timers/promises';
import type { TestContext } from 'node:test';
import type { Client } from 'pg';
import { Shop } from './shop.ts';
import { connect, type Stores } from './stores.ts';

export interface Traffic {
  orders(): number;
  /** Commits what is open, and fails with what went wrong meanwhile. */
  stop(): Promise<void>;
}

/**
 * Customers of two tenants: new orders, changes of old ones, transactions that
 * stay open while others commit, and, where asked for, deletions. A line that is
 * deleted by itself does not name its order to those who follow the log.
 */
export async function startTraffic(
  t: TestContext,
  { sourceUrl }: Stores,
  { deletes }: { deletes: 'none' | 'orders' | 'orders and lines' },
): Promise<Traffic> {
  const [quick, late] = await Promise.all([
    connect(sourceUrl),
    connect(sourceUrl),
  ]);
  t.after(() => Promise.all([quick.end(), late.end()]));
  const lateTenant = await openShop(quick, 'other');
  const tenants = [await openShop(quick, 'default'), lateTenant];
  const lateShop = new Shop(late, 'other');
  const ids: string[] = [];
  let stopped = false;

  const step = async () => {
    const { shop, products } = pick(tenants);
    const productId = pick(products);
    const days = Math.floor(Math.random() * 60);
    ids.push(
      await shop.addOrder(productId, {
        prices: Math.random() < 0.5 ? ['1050'] : ['99', '1'],
        at: Math.random() < 0.8 ? 'now()' : `now() - interval '${days} days'`,
        changedAt: 'now()',
      }),
    );
    await shop.view(productId);
    await shop.setStatus(pick(ids), pick(['shipped', 'cancelled', 'paid']));
    await shop.pay(pick(ids));
    if (deletes === 'orders and lines' && Math.random() < 0.3) {
      await quick.query(
        'DELETE FROM core.order_lines WHERE order_id = $1 AND position = 0',
        [pick(ids)],
      );
    }
    if (deletes !== 'none' && Math.random() < 0.3) {
      const [gone] = ids.splice(Math.floor(Math.random() * ids.length), 1);
      await quick.query('DELETE FROM core.orders WHERE id = $1', [gone]);
    }
  };
  const quickWork = async () => {
    while (!stopped) {
      await step();
      await turn();
    }
  };
  const lateWork = async () => {
    while (!stopped) {
      await late.query('BEGIN');
      await lateShop.addOrder(pick(lateTenant.products));
      // Long enough for others to commit and for a run to pass.
      await late.query('SELECT pg_sleep(random() * 0.3)');
      await late.query(Math.random() < 0.8 ? 'COMMIT' : 'ROLLBACK');
    }
  };
  const working = Promise.all([quickWork(), lateWork()]);
  working.catch(() => {});
  return {
    orders: () => ids.length,
    async stop() {
      stopped = true;
      await working;
    },
  };
}

async function openShop(client: Client, tenant: string) {
  const shop = new Shop(client, tenant);
  const products = [await shop.addProduct(), await shop.addProduct('cups')];
  return { shop, products };
}

function pick<T>(items: readonly T[]): T {
  const item = items[Math.floor(Math.random() * items.length)];
  if (item === undefined) {
    throw new Error('There is nothing to pick from');
  }
  return item;
}
