import { Random } from '../../otlp/generator/Random';
import { busyness } from '../rhythm';
import { Product } from './catalogue';
import { Customer } from './customers';
import { uuidOf } from './ids';
import { cities } from './words';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** An order waits so long for its parcel, and the parcel is so long on its way. */
const SHIPPED_AFTER_MS = 18 * HOUR_MS;
const DELIVERED_AFTER_MS = 2.5 * DAY_MS;
const CANCELLED_SHARE = 0.045;
/** So many orders at the start of the history, beside its end. */
const GROWTH_FROM = 0.55;

export type OrderLine = {
  product: Product;
  quantity: number;
};

export type PastOrder = {
  id: string;
  index: number;
  customer: Customer;
  status: 'paid' | 'shipped' | 'delivered' | 'cancelled';
  lines: OrderLine[];
  delivery: { method: 'branch' | 'courier'; city: string; branch: number };
  /** In kopiikas. */
  deliveryCost: number;
  total: number;
  createdAt: Date;
  shippedAt: Date | undefined;
  /** When it was delivered or cancelled. */
  endedAt: Date | undefined;
};

/** The orders of a time, by the rhythm of weeks and days, in the order in which they were placed. */
export function* makeOrders(options: {
  seed: number;
  count: number;
  from: Date;
  to: Date;
  products: Product[];
  customers: Customer[];
}): Generator<PastOrder> {
  const { seed, count, from, to, customers } = options;
  const random = new Random(seed ^ 0x4f524445);
  const pickProduct = weighted(options.products, random);
  const hours = weighHours(from, to);
  const sum = hours.reduce((total, { weight }) => total + weight, 0);
  let carried = 0;
  let index = 0;
  let known = 0;
  for (const { start, weight } of hours) {
    carried += (count * weight) / sum;
    const times: number[] = [];
    for (; carried >= 1; carried -= 1) {
      times.push(start + random.below(HOUR_MS));
    }
    for (const time of times.sort((a, b) => a - b)) {
      while (
        known < customers.length - 1 &&
        +customers[known + 1].createdAt <= time
      ) {
        known += 1;
      }
      yield makeOrder({
        random,
        id: uuidOf(seed, 'order', index),
        index,
        customer: pickCustomer(random, customers, known),
        createdAt: new Date(time),
        now: to,
        pickProduct,
      });
      index += 1;
    }
  }
}

function weighHours(from: Date, to: Date) {
  const hours: { start: number; weight: number }[] = [];
  const span = to.getTime() - from.getTime();
  for (let start = from.getTime(); start + HOUR_MS <= to.getTime(); ) {
    const grown =
      GROWTH_FROM + (1 - GROWTH_FROM) * ((start - from.getTime()) / span);
    hours.push({ start, weight: busyness(new Date(start)) * grown });
    start += HOUR_MS;
  }
  return hours;
}

/** Those who came lately buy most; some of those before come back, ever fewer. */
function pickCustomer(random: Random, customers: Customer[], known: number) {
  const back = Math.floor((known + 1) * random.fraction() ** 2.2);
  return customers[Math.max(0, known - back)];
}

function makeOrder(options: {
  random: Random;
  id: string;
  index: number;
  customer: Customer;
  createdAt: Date;
  now: Date;
  pickProduct: () => Product;
}): PastOrder {
  const { random, id, index, customer, createdAt, now, pickProduct } = options;
  const lines = makeLines(random, pickProduct);
  const method = random.chance(0.82) ? 'branch' : 'courier';
  const goods = lines.reduce(
    (total, { product, quantity }) => total + product.price * quantity,
    0,
  );
  const deliveryCost = method === 'branch' ? 7_500 : 12_000;
  return {
    id,
    index,
    customer,
    lines,
    delivery: {
      method,
      city: random.pick(cities),
      branch: 1 + random.below(80),
    },
    deliveryCost,
    total: goods + deliveryCost,
    createdAt,
    ...makeEnd(random, createdAt, now),
  };
}

function makeLines(random: Random, pickProduct: () => Product): OrderLine[] {
  const lines = new Map<string, OrderLine>();
  // One line mostly, and now and then a whole parcel.
  const wanted = 1 + Math.floor(-Math.log(1 - random.fraction()) * 1.1);
  for (let line = 0; line < Math.min(wanted, 9); line += 1) {
    const product = pickProduct();
    const quantity = random.chance(0.8) ? 1 : 2 + random.below(3);
    lines.set(product.id, { product, quantity });
  }
  return [...lines.values()];
}

function makeEnd(random: Random, createdAt: Date, now: Date) {
  const cancelledAt = new Date(+createdAt + random.below(6 * HOUR_MS));
  if (random.chance(CANCELLED_SHARE) && cancelledAt < now) {
    return {
      status: 'cancelled' as const,
      shippedAt: undefined,
      endedAt: cancelledAt,
    };
  }
  const slow = 0.6 + random.fraction();
  const shippedAt = new Date(+createdAt + SHIPPED_AFTER_MS * slow);
  const deliveredAt = new Date(+shippedAt + DELIVERED_AFTER_MS * slow);
  if (deliveredAt < now) {
    return { status: 'delivered' as const, shippedAt, endedAt: deliveredAt };
  }
  return shippedAt < now
    ? { status: 'shipped' as const, shippedAt, endedAt: undefined }
    : { status: 'paid' as const, shippedAt: undefined, endedAt: undefined };
}

/** Picks by popularity. */
export function weighted(
  products: readonly Product[],
  random: Random,
): () => Product {
  let sum = 0;
  const bounds = products.map(({ popularity }) => {
    sum += popularity;
    return sum;
  });
  return () => {
    const at = random.fraction() * sum;
    let low = 0;
    let high = bounds.length - 1;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (bounds[middle] > at) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return products[low];
  };
}
