import { z } from 'zod';
import { channelSchema } from '../preferences/Preferences.ts';

export const localeSchema = z.enum(['uk', 'en']);

export type Locale = z.infer<typeof localeSchema>;

export const messageStatusSchema = z.enum([
  'queued',
  'sent',
  'delivered',
  'failed',
  'suppressed',
]);

export type MessageStatus = z.infer<typeof messageStatusSchema>;

/** What a message says, and what it needs to say it. */
export const contentSchema = z.discriminatedUnion('template', [
  z.object({
    template: z.literal('order_placed'),
    parameters: z.object({ orderNumber: z.string(), totalAmount: z.int() }),
  }),
  z.object({
    template: z.literal('order_cancelled'),
    parameters: z.object({ reason: z.string() }),
  }),
  z.object({
    template: z.literal('shipment_sent'),
    parameters: z.object({
      trackingNumber: z.string(),
      deliverBy: z.iso.date().optional(),
    }),
  }),
  z.object({
    template: z.literal('shipment_delivered'),
    parameters: z.object({}),
  }),
]);

export type Content = z.infer<typeof contentSchema>;

export const messageSchema = z.object({
  id: z.uuid(),
  customerId: z.uuid(),
  orderId: z.uuid().optional(),
  channel: channelSchema,
  template: z.string(),
  locale: localeSchema.optional(),
  status: messageStatusSchema,
  failure: z.string().optional(),
  createdAt: z.iso.datetime(),
});

export type Message = z.infer<typeof messageSchema>;

/** Where a page begins: after the message with this key. */
export interface PageKey {
  createdAt: string;
  id: string;
}

export interface ListOptions {
  limit: number;
  after?: PageKey | undefined;
  customerId?: string | undefined;
  orderId?: string | undefined;
  status?: MessageStatus | undefined;
}
