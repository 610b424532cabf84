import { busyness } from '../rhythm';
import { makeProducts } from './catalogue';
import { makeCustomers } from './customers';
import { makeOrders } from './orders';
import { makeVisits } from './visits';

const now = new Date('2026-11-20T12:00:00Z');
const from = new Date('2026-08-20T12:00:00Z');
const HOUR_MS = 3_600_000;

const make = (seed: number) => {
  const products = makeProducts({ seed, count: 3_000, now });
  const customers = makeCustomers({ seed, count: 500, from, to: now });
  const orders = [
    ...makeOrders({ seed, count: 6_000, from, to: now, products, customers }),
  ];
  return { products, customers, orders };
};

describe("the shop's past", () => {
  const { products, customers, orders } = make(1);

  it('is the same for the same seed', () => {
    expect(make(1).orders).toEqual(orders);
    expect(make(2).orders[0].id).not.toBe(orders[0].id);
  });

  it('has products with names of their own, in whole hryvnias', () => {
    expect(new Set(products.map(({ name }) => name)).size).toBe(3_000);
    expect(new Set(products.map(({ nameEn }) => nameEn)).size).toBe(3_000);
    expect(new Set(products.map(({ id }) => id)).size).toBe(3_000);
    expect(products.every(({ price }) => price > 0 && price % 100 === 0)).toBe(
      true,
    );
    expect(products[0]).toMatchObject({
      name: 'Чашка керамічна «Косів»',
      nameEn: 'Ceramic mug “Kosiv”',
    });
  });

  it('has as many orders as asked for, growing, by the rhythm of the day', () => {
    expect(Math.abs(orders.length - 6_000)).toBeLessThan(2);
    const half = +from + (+now - +from) / 2;
    const late = orders.filter(({ createdAt }) => +createdAt > half).length;
    expect(late / orders.length).toBeGreaterThan(0.53);

    const inHour = (hour: number) =>
      orders.filter(({ createdAt }) => createdAt.getUTCHours() === hour).length;
    // 20:00 and 04:00 in Kyiv, in summer time mostly.
    expect(inHour(17)).toBeGreaterThan(8 * inHour(1));
    expect(
      orders.every(
        ({ createdAt }, index) =>
          index === 0 || createdAt >= orders[index - 1].createdAt,
      ),
    ).toBe(true);
  });

  it('has visits that see what was bought, none after its end', () => {
    const some = orders.slice(-100);
    const visits = (seed: number) => [
      ...makeVisits({ seed, orders: some, products, customers, to: now }),
    ];
    const events = visits(1);
    expect(visits(1)).toEqual(events);
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
    expect(events.every(({ occurredAt }) => occurredAt < now)).toBe(true);
    for (const { customer, lines, createdAt } of some.slice(0, 50)) {
      const seen = events
        .filter(
          ({ type, customerId, occurredAt }) =>
            type === 'product_view' &&
            customerId === customer.id &&
            Math.abs(+occurredAt - +createdAt) < HOUR_MS,
        )
        .map(({ productId }) => productId);
      expect(seen).toEqual(
        expect.arrayContaining(lines.map(({ product }) => product.id)),
      );
    }
  });

  it('adds up: lines, totals, and states that fit their time', () => {
    for (const order of orders) {
      const goods = order.lines.reduce(
        (sum, { product, quantity }) => sum + product.price * quantity,
        0,
      );
      expect(order.total).toBe(goods + order.deliveryCost);
      expect(+order.createdAt).toBeLessThan(+now);
      expect(+(order.endedAt ?? order.createdAt)).toBeLessThan(+now);
      // One who came a moment later is the first of all customers.
      expect(+order.createdAt).toBeGreaterThan(
        +order.customer.createdAt -
          (order.customer === customers[0] ? Infinity : 0),
      );
    }
    const share = (status: string) =>
      orders.filter(order => order.status === status).length / orders.length;
    expect(share('cancelled')).toBeCloseTo(0.045, 1);
    expect(share('delivered')).toBeGreaterThan(0.85);
    expect(share('paid')).toBeGreaterThan(0);

    const byCustomer = new Set(orders.map(({ customer }) => customer.id)).size;
    expect(byCustomer).toBeGreaterThan(400);
    expect(orders.length / byCustomer).toBeGreaterThan(2);
  });
});

describe('busyness', () => {
  it('is 1 in the mean over a week, whatever the season', () => {
    for (const start of ['2026-01-05T00:00:00Z', '2026-07-06T00:00:00Z']) {
      const hours = Array.from({ length: 168 }, (_, hour) =>
        busyness(new Date(+new Date(start) + hour * HOUR_MS)),
      );
      const mean = hours.reduce((sum, value) => sum + value, 0) / hours.length;
      expect(mean).toBeCloseTo(1, 1);
    }
  });
});
