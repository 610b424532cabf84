import { ClientBase } from 'pg';
import { uuidOf } from './ids';
import { insertRows } from './insertRows';
import { PastOrder } from './orders';
import { paymentOf } from './writePayments';

const FIRST_NUMBER = 10_000_001;
/** So late that those of the last hours do not all go to the carrier at the first start. */
const PACKED_AFTER_MS = 24 * 3_600_000;

const orderColumns = {
  id: 'uuid',
  number: 'text',
  status: 'text',
  customer_id: 'uuid',
  delivery_method: 'text',
  delivery_city: 'text',
  delivery_branch_number: 'int',
  delivery_street: 'text',
  delivery_cost_amount: 'bigint',
  total_amount: 'bigint',
  payment_id: 'uuid',
  reservation_state: 'text',
  refund_state: 'text',
  cancel_reason: 'text',
  created_at: 'timestamptz',
};

const lineColumns = {
  id: 'uuid',
  order_id: 'uuid',
  position: 'int',
  product_id: 'uuid',
  name: 'text',
  quantity: 'int',
  unit_price_amount: 'bigint',
  total_amount: 'bigint',
  created_at: 'timestamptz',
};

const shipmentColumns = {
  id: 'uuid',
  order_id: 'uuid',
  customer_id: 'uuid',
  status: 'text',
  method: 'text',
  city: 'text',
  branch_number: 'int',
  street: 'text',
  declared_value_amount: 'bigint',
  declared_value_currency: 'text',
  tracking_number: 'text',
  next_attempt_at: 'timestamptz',
  carrier_at: 'timestamptz',
  delivered_at: 'timestamptz',
  created_at: 'timestamptz',
  updated_at: 'timestamptz',
};

const shipmentStatus = {
  paid: 'pending',
  shipped: 'in_transit',
  delivered: 'delivered',
  cancelled: undefined,
};

/**
 * Past orders as their services would have left them: nothing is under way any more.
 * Those whose changes are copied are changed now, when they are written: who copies
 * changes would not look for one of last month.
 */
export async function writeOrders(
  client: ClientBase,
  orders: readonly PastOrder[],
): Promise<void> {
  await insertRows(client, 'core.orders', orderColumns, orders.map(toOrderRow));
  await insertRows(
    client,
    'core.order_lines',
    lineColumns,
    orders.flatMap(toLineRows),
  );
  await insertRows(
    client,
    'shipping.shipments',
    shipmentColumns,
    orders.filter(({ status }) => status !== 'cancelled').map(toShipmentRow),
  );
}

function toOrderRow(order: PastOrder): unknown[] {
  const { method, city, branch } = order.delivery;
  const isCancelled = order.status === 'cancelled';
  return [
    order.id,
    String(FIRST_NUMBER + order.index),
    order.status,
    order.customer.id,
    method,
    city,
    method === 'branch' ? branch : undefined,
    method === 'courier' ? streetOf(branch) : undefined,
    order.deliveryCost,
    order.total,
    paymentOf(order),
    isCancelled ? 'released' : 'confirmed',
    isCancelled ? 'requested' : 'none',
    isCancelled ? 'customer_request' : undefined,
    order.createdAt,
  ];
}

function streetOf(house: number): string {
  return `вул. Садова, ${house}`;
}

function toLineRows({ id, index, lines, createdAt }: PastOrder): unknown[][] {
  return lines.map(({ product, quantity }, position) => [
    uuidOf(0, `line ${index}`, position),
    id,
    position + 1,
    product.id,
    product.name,
    quantity,
    product.price,
    product.price * quantity,
    createdAt,
  ]);
}

function toShipmentRow(order: PastOrder): unknown[] {
  const { method, city, branch } = order.delivery;
  const isPending = order.status === 'paid';
  return [
    uuidOf(0, 'shipment', order.index),
    order.id,
    order.customer.id,
    shipmentStatus[order.status],
    method,
    city,
    method === 'branch' ? branch : undefined,
    method === 'courier' ? streetOf(branch) : undefined,
    order.total - order.deliveryCost,
    'UAH',
    // As Nova Poshta writes them: fourteen digits.
    isPending ? undefined : `2045${String(order.index).padStart(10, '0')}`,
    // One that waits is taken up by the service like any other, when it is packed.
    isPending ? new Date(+order.createdAt + PACKED_AFTER_MS) : undefined,
    order.endedAt ?? order.shippedAt,
    order.status === 'delivered' ? order.endedAt : undefined,
    order.createdAt,
    order.endedAt ?? order.shippedAt ?? order.createdAt,
  ];
}
