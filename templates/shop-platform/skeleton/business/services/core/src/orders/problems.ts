import { Problem } from '../http/problems.ts';
import type { Money } from '../money/Money.ts';
import type { NewLine } from './Order.ts';

export function paymentDeclined(): Problem {
  return new Problem({
    type: 'payment-declined',
    status: 402,
    title: 'Payment declined',
    detail: 'The bank declined the card; ask for another.',
  });
}

export function outcomeUnknown(cause?: unknown): Problem {
  return new Problem({
    type: 'payment-outcome-unknown',
    status: 504,
    title: 'Payment outcome unknown',
    detail:
      'Whether the payment went through is being found out. Repeat with the same key.',
    retryAfterSeconds: 5,
    cause,
  });
}

export function productsUnsold(
  lines: readonly NewLine[],
  unsold: readonly string[],
): Problem {
  return new Problem({
    type: 'product-not-sold',
    status: 409,
    title: 'Product not sold',
    detail: 'A product is no longer sold; take it out of the order.',
    errors: lines.flatMap(({ productId }, index) =>
      unsold.includes(productId)
        ? [{ pointer: `/lines/${index}/productId`, detail: 'is not for sale' }]
        : [],
    ),
  });
}

export function totalChanged(total: Money): Problem {
  return new Problem({
    type: 'total-changed',
    status: 409,
    title: 'Total changed',
    detail: `The order costs ${total.amount} kopiikas now; ask the customer again.`,
    errors: [{ pointer: '/expectedTotal', detail: `is ${total.amount} now` }],
  });
}
