import { ClientBase } from 'pg';
import { uuidOf } from './ids';
import { insertRows } from './insertRows';
import { PastOrder } from './orders';

const paymentColumns = {
  id: 'uuid',
  idempotency_key: 'uuid',
  request_hash: 'text',
  order_id: 'uuid',
  status: 'text',
  amount: 'bigint',
  refunded: 'bigint',
  provider_reference: 'text',
  created_at: 'timestamptz',
  updated_at: 'timestamptz',
};

const entryColumns = {
  id: 'uuid',
  payment_id: 'uuid',
  kind: 'text',
  amount: 'bigint',
  refund_id: 'uuid',
  created_at: 'timestamptz',
};

const refundColumns = {
  id: 'uuid',
  payment_id: 'uuid',
  idempotency_key: 'uuid',
  request_hash: 'text',
  status: 'text',
  amount: 'bigint',
  reason: 'text',
  created_at: 'timestamptz',
  updated_at: 'timestamptz',
};

/** The id that the payment of an order has in the payments service. */
export function paymentOf({ index }: PastOrder): string {
  return uuidOf(0, 'payment', index);
}

/** What the orders moved: a charge each, and the way back of those that were cancelled. */
export async function writePayments(
  client: ClientBase,
  orders: readonly PastOrder[],
): Promise<void> {
  const cancelled = orders.filter(({ status }) => status === 'cancelled');
  await insertRows(
    client,
    'payments.payments',
    paymentColumns,
    orders.map(toPaymentRow),
  );
  await insertRows(
    client,
    'payments.refunds',
    refundColumns,
    cancelled.map(toRefundRow),
  );
  await insertRows(client, 'payments.entries', entryColumns, [
    ...orders.map(order => [
      uuidOf(0, 'charge', order.index),
      paymentOf(order),
      'charge',
      order.total,
      undefined,
      order.createdAt,
    ]),
    ...cancelled.map(order => [
      uuidOf(0, 'refund entry', order.index),
      paymentOf(order),
      'refund',
      -order.total,
      refundOf(order),
      order.endedAt,
    ]),
  ]);
}

function refundOf({ index }: PastOrder): string {
  return uuidOf(0, 'refund', index);
}

function toPaymentRow(order: PastOrder): unknown[] {
  const isRefunded = order.status === 'cancelled';
  return [
    paymentOf(order),
    uuidOf(0, 'payment key', order.index),
    'seeded',
    order.id,
    isRefunded ? 'refunded' : 'captured',
    order.total,
    isRefunded ? order.total : 0,
    String(2_000_000_000 + order.index),
    order.createdAt,
    isRefunded ? order.endedAt : order.createdAt,
  ];
}

function toRefundRow(order: PastOrder): unknown[] {
  return [
    refundOf(order),
    paymentOf(order),
    uuidOf(0, 'refund key', order.index),
    'seeded',
    'completed',
    order.total,
    'order_cancelled',
    order.endedAt,
    order.endedAt,
  ];
}
