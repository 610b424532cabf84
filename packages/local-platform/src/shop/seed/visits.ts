import { Random } from '../../otlp/generator/Random';
import { QUERIES } from '../load/queries';
import { Product } from './catalogue';
import { Customer } from './customers';
import { uuidOf } from './ids';
import { PastOrder, weighted } from './orders';

const MINUTE_MS = 60_000;
/** So many visits end without an order, for each that ends with one. */
const VISITS_WITHOUT_ORDER = 4;
/** They come within so long of one who buys: days have the same rhythm for both. */
const AROUND_MS = 60 * MINUTE_MS;
const SEARCHES = 0.3;
const LOOKS_AT_ANOTHER = 0.5;
const GIVES_UP_IN_CART = 0.16;
const IS_KNOWN = 0.6;

export type PastEvent = {
  id: string;
  type: 'page_view' | 'product_view' | 'click' | 'search';
  occurredAt: Date;
  sessionId: string;
  /** Nobody who is known, for a visitor without an account. */
  customerId: string | undefined;
  productId: string | undefined;
  page: string;
  query: string | undefined;
};

type Step = Pick<PastEvent, 'type' | 'page'> &
  Partial<Pick<PastEvent, 'productId' | 'query'>>;

const CHECKOUT: Step = { type: 'page_view', page: '/checkout' };

/** What visitors looked at around some orders, whose buyers are among them. */
export function* makeVisits(options: {
  seed: number;
  orders: Iterable<PastOrder>;
  products: readonly Product[];
  customers: readonly Customer[];
  /** Nothing happens after it. */
  to: Date;
}): Generator<PastEvent> {
  const { seed, orders, products, customers, to } = options;
  const random = new Random(seed ^ 0x56495349);
  const pickProduct = weighted(products, random);
  let visits = 0;
  let events = 0;

  function* play(
    start: number,
    customerId: string | undefined,
    steps: Step[],
  ): Generator<PastEvent> {
    const sessionId = uuidOf(seed, 'visit', visits);
    visits += 1;
    let at = start;
    for (const { productId, query, ...step } of steps) {
      if (at < +to) {
        yield {
          ...step,
          id: uuidOf(seed, 'event', events),
          occurredAt: new Date(at),
          sessionId,
          customerId,
          productId,
          query,
        };
        events += 1;
      }
      at += step.type === 'page_view' ? 4_000 + random.below(40_000) : 500;
    }
  }

  for (const order of orders) {
    const bought = order.lines.map(({ product }) => product.id);
    yield* play(
      +order.createdAt - (2 + random.below(6)) * MINUTE_MS,
      order.customer.id,
      [
        ...lookAround(random, pickProduct, bought),
        ...fillCart(bought),
        CHECKOUT,
      ],
    );
    for (let other = 0; other < VISITS_WITHOUT_ORDER; other += 1) {
      // Nothing at all, now and then: those leave at the front page.
      const seen = Array.from(
        { length: random.below(5) },
        () => pickProduct().id,
      );
      yield* play(
        +order.createdAt + random.below(2 * AROUND_MS) - AROUND_MS,
        random.chance(IS_KNOWN) ? random.pick(customers).id : undefined,
        [
          ...lookAround(random, pickProduct, seen),
          ...(random.chance(GIVES_UP_IN_CART) ? fillCart(seen) : []),
        ],
      );
    }
  }
}

function lookAround(
  random: Random,
  pickProduct: () => Product,
  wanted: readonly string[],
): Step[] {
  const seen = random.chance(LOOKS_AT_ANOTHER)
    ? [pickProduct().id, ...wanted]
    : wanted;
  return [
    { type: 'page_view', page: '/' },
    ...seen.flatMap((productId): Step[] => {
      const page = `/products/${productId}`;
      return [
        ...(random.chance(SEARCHES) ? search(random.pick(QUERIES)) : []),
        { type: 'page_view', page },
        { type: 'product_view', page, productId },
      ];
    }),
  ];
}

function search(query: string): Step[] {
  return [
    { type: 'page_view', page: '/products' },
    { type: 'search', page: '/products', query },
  ];
}

function fillCart(products: readonly string[]): Step[] {
  return [
    ...products.map(
      (productId): Step => ({ type: 'click', page: '/cart', productId }),
    ),
    { type: 'page_view', page: '/cart' },
  ];
}
