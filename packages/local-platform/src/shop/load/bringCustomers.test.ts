import { join } from 'node:path';
import {
  createScratch,
  describeOnPostgres,
  repositoryRoot,
  whySkipped,
} from '../../__testUtils__/scratch';
import { ManagedProcess } from '../../supervisor/ManagedProcess';
import { startShopDatabase } from '../seed/__testUtils__/shopDatabase';
import { openShop, OpenShop, Visitor } from './__testUtils__/openShop';
import { bringCustomers } from './bringCustomers';
import { LoadStatusFile } from './LoadStatusFile';

describeOnPostgres(`the customers of the shop${whySkipped}`, () => {
  const scratch = createScratch();
  let shop: OpenShop;
  let database: Awaited<ReturnType<typeof startShopDatabase>>;

  beforeAll(async () => {
    shop = await openShop();
    database = await startShopDatabase(scratch.path);
  }, 60_000);

  afterAll(async () => {
    await database.stop();
    await shop.close();
    scratch.remove();
  });

  /** One start of the platform: what it said, and who had come by the time that it was ready. */
  async function start() {
    const said: string[] = [];
    const came: Visitor[] = [];
    const before = new Set(shop.visitors.keys());
    const processes: ManagedProcess[] = [];
    await bringCustomers({
      repositoryRoot,
      dataFolder: scratch.path,
      endpoints: {
        shopPostgres: database.url,
        shop: shop.url,
        core: shop.url,
        inventory: shop.url,
        payments: shop.url,
        shipping: shop.url,
        storefront: shop.url,
      },
      // 72 visits in an hour.
      size: {
        products: 50,
        customers: 20,
        orders: 100,
        sessionsPerSecond: 0.02,
      },
      say: message => said.push(message),
      async run(spec) {
        const managed = new ManagedProcess({
          spec,
          logFile: join(scratch.path, 'load.log'),
          recordFile: join(scratch.path, 'load.json'),
        });
        processes.push(managed);
        await managed.start();
        // Those of the present read their first page for seconds.
        const passed = [...shop.visitors].filter(
          ([session, { pages }]) => !before.has(session) && pages > 1,
        );
        came.push(...passed.map(([, visitor]) => ({ ...visitor })));
      },
    });
    const report = await new LoadStatusFile(
      join(scratch.path, 'shop/load.json'),
    ).read();
    await Promise.all(processes.map(each => each.stop()));
    return { said, came, report };
  }

  it('have been there for an hour before the shop counts as open, and only at the first start', async () => {
    const began = Date.now();
    const first = await start();
    const orders = first.came.reduce((sum, each) => sum + each.orders, 0);
    expect(first.came).toHaveLength(72);
    expect(orders).toBeGreaterThan(0);
    expect(first.report.compressedHour).toMatchObject({
      visits: 72,
      wanted: 72,
      orders,
      broken: 0,
    });
    expect(
      Date.parse(first.report.compressedHour?.began ?? ''),
    ).toBeGreaterThan(began);
    expect(first.said).toEqual([
      "Looking after the shop's data",
      'Letting the visits of an hour pass in the shop, for 60 s at most',
      expect.stringMatching(
        new RegExp(
          `^The 72 visits of an hour passed in \\d+ s, with ${orders} orders$`,
        ),
      ),
    ]);

    const second = await start();
    expect(second.came).toEqual([]);
    expect(second.report.compressedHour).toBeUndefined();
    expect(second.said).toEqual(["Looking after the shop's data"]);
  }, 120_000);
});
