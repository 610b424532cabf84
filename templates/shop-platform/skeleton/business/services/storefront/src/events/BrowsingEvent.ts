import { z } from 'zod';

export const browsingEventSchema = z
  .strictObject({
    eventId: z.uuid(),
    type: z.enum(['page_view', 'product_view', 'click', 'search']),
    occurredAt: z.iso.datetime({ offset: true }),
    productId: z.uuid().optional(),
    page: z.string().max(200).optional(),
    query: z.string().max(100).optional(),
  })
  .refine(
    ({ type, productId }) => type !== 'product_view' || productId !== undefined,
    { path: ['productId'], error: 'is required for product_view' },
  );

export const batchSchema = z.strictObject({
  events: z.array(browsingEventSchema).min(1).max(100),
});

export type BrowsingEvent = z.infer<typeof browsingEventSchema>;

/** An event with who sent it. */
export interface SeenEvent extends BrowsingEvent {
  sessionId: string;
  customerId: string | undefined;
}
