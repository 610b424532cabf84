import { ClientBase } from 'pg';
import { insertRows } from './insertRows';
import { PastEvent } from './visits';

const EVENTS_AT_ONCE = 20_000;

const eventColumns = {
  id: 'uuid',
  type: 'text',
  occurred_at: 'timestamptz',
  session_id: 'uuid',
  customer_id: 'uuid',
  product_id: 'uuid',
  page: 'text',
  query: 'text',
};

/** Past visits as the storefront would have noted them. */
export async function writeVisits(
  client: ClientBase,
  events: Iterable<PastEvent>,
): Promise<void> {
  let some: unknown[][] = [];
  const write = () =>
    insertRows(client, 'storefront.events', eventColumns, some);
  for (const event of events) {
    some.push([
      event.id,
      event.type,
      event.occurredAt,
      event.sessionId,
      event.customerId,
      event.productId,
      event.page,
      event.query,
    ]);
    if (some.length === EVENTS_AT_ONCE) {
      await write();
      some = [];
    }
  }
  await write();
}
